import { z } from 'zod'
import { DEFAULTS } from '../../src/settings/defaults.ts'
import { METHODS } from '../../src/slack/delivery/methods.ts'

/** Judges an app manifest by what the code calls and registers, and by Slack's limits. */

export const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.number(), minor_version: z.number() }),
  display_information: z.strictObject({
    name: z.string(),
    description: z.string(),
    long_description: z.string(),
    background_color: z.string(),
  }),
  features: z.strictObject({
    app_home: z.record(z.string(), z.boolean()),
    bot_user: z.strictObject({ display_name: z.string(), always_online: z.boolean() }),
    shortcuts: z.array(
      z.strictObject({ name: z.string(), type: z.string(), callback_id: z.string(), description: z.string() }),
    ),
    slash_commands: z.array(
      z.strictObject({
        command: z.string(),
        description: z.string(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
        url: z.string().optional(),
      }),
    ),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: z.string().optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})
export type Manifest = z.infer<typeof manifestSchema>

interface Needs {
  /** The main path can't live without. */
  readonly required?: readonly string[]
  /** A feature is switched off without, and says so. */
  readonly optional?: readonly string[]
}

/**
 * Slack's scopes by Web API method, as far as we call it: a channel may be public (`channels:`) or private (`groups:`), a
 * DM is `im:`. `conversations.info`, `members` and `users.conversations` are required because without them a lost answer
 * could make a second channel, and nobody of a private intake channel could claim.
 */
const SCOPES_OF_METHODS: Readonly<Record<string, Needs>> = {
  'auth.test': {},
  'chat.getPermalink': {},
  'chat.postEphemeral': { required: ['chat:write'] },
  'chat.postMessage': { required: ['chat:write'] },
  'chat.update': { required: ['chat:write'] },
  'conversations.archive': { required: ['channels:manage', 'groups:write'] },
  'conversations.create': { required: ['channels:manage', 'groups:write'] },
  'conversations.history': { required: ['im:history'], optional: ['channels:history', 'groups:history'] },
  'conversations.info': { required: ['channels:read', 'groups:read'] },
  'conversations.invite': { required: ['channels:manage', 'groups:write'] },
  'conversations.kick': { required: ['channels:manage', 'groups:write'] },
  'conversations.members': { required: ['channels:read', 'groups:read'] },
  'conversations.open': { required: ['im:write'] },
  'conversations.replies': { required: ['im:history'], optional: ['channels:history', 'groups:history'] },
  'conversations.setTopic': { required: ['channels:manage', 'groups:write'] },
  'dnd.info': { optional: ['dnd:read'] },
  'files.completeUploadExternal': { optional: ['files:write'] },
  'files.getUploadURLExternal': { optional: ['files:write'] },
  'pins.add': { optional: ['pins:write'] },
  'usergroups.users.list': { optional: ['usergroups:read'] },
  'usergroups.users.update': { optional: ['usergroups:write'] },
  'users.conversations': { required: ['channels:read', 'groups:read'] },
  'users.info': { required: ['users:read'] },
  'views.open': {},
  'views.publish': {},
  'views.push': {},
  'views.update': {},
}

const SCOPES_OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  user_change: ['users:read'],
}

export interface Source {
  readonly path: string
  readonly text: string
}

export interface Uses {
  readonly methods: readonly string[]
  readonly command: boolean
  readonly shortcuts: readonly string[]
  readonly events: readonly string[]
}

const FAMILIES = 'admin|api|apps|auth|bookmarks|chat|conversations|dnd|files|pins|reactions|team|usergroups|users|views'
const ON_CLIENT = new RegExp(`\\b[cC]lient\\s*\\.\\s*((?:${FAMILIES})(?:\\s*\\.\\s*[a-zA-Z]+)+)\\s*\\(`, 'g')

/** What the Slack floor calls and registers, as its text says. */
export function usesOf(sources: readonly Source[]): Uses {
  const all = (pattern: RegExp) => sources.flatMap(({ text }) => [...text.matchAll(pattern)].map((hit) => hit[1] ?? ''))
  const direct = all(ON_CLIENT).map((name) => name.replace(/\s/g, ''))
  const byName = all(/\b(?:apiCall|call)\(\s*'([a-zA-Z.]+)'/g)
  return {
    methods: [...new Set([...direct, ...byName, ...Object.keys(METHODS)])].sort(),
    command: all(/\bapp\.(command)\(/g).length > 0,
    shortcuts: all(/\bapp\.shortcut\(\s*\{[^}]*callback_id: '([^']+)'/g).sort(),
    events: all(/\bapp\.event\(\s*'([^']+)'/g).sort(),
  }
}

/** What the main path needs and what else is used, by the methods, the events and the commands. */
function needed(manifest: Manifest, { methods, command }: Uses) {
  const required = new Set<string>(command || manifest.features.shortcuts.length > 0 ? ['commands'] : [])
  const optional = new Set<string>()
  for (const method of methods) {
    for (const scope of SCOPES_OF_METHODS[method]?.required ?? []) required.add(scope)
    for (const scope of SCOPES_OF_METHODS[method]?.optional ?? []) optional.add(scope)
  }
  for (const event of manifest.settings.event_subscriptions.bot_events) {
    for (const scope of SCOPES_OF_EVENTS[event] ?? [`unknown event ${event}`]) required.add(scope)
  }
  return { required, optional: new Set([...optional].filter((scope) => !required.has(scope))) }
}

export const sorted = (names: Iterable<string>) => [...names].sort()
const same = (one: Iterable<string>, other: Iterable<string>) => sorted(one).join() === sorted(other).join()

/** Everything in which a manifest and the code disagree; empty when they agree. */
export function disagreements(manifest: Manifest, found: Uses): string[] {
  const { features, oauth_config, settings } = manifest
  const { bot, bot_optional } = oauth_config.scopes
  const { required, optional } = needed(manifest, found)
  const events = settings.event_subscriptions.bot_events
  const wrong: string[] = []
  const check = (isRight: boolean, what: string) => {
    if (!isRight) wrong.push(what)
  }
  for (const method of found.methods) {
    check(Object.hasOwn(SCOPES_OF_METHODS, method), `${method}: its scopes aren't known to this test`)
  }
  check(same(bot, required), `required scopes: asked ${sorted(bot)}, needed ${sorted(required)}`)
  check(same(bot_optional, optional), `optional scopes: asked ${sorted(bot_optional)}, used ${sorted(optional)}`)
  check(new Set([...bot, ...bot_optional]).size === bot.length + bot_optional.length, 'a scope stands there twice')
  const commands = features.slash_commands.map((one) => one.command)
  check(same(commands, found.command ? [DEFAULTS.command, DEFAULTS.oncallCommand] : []), `commands: ${commands}`)
  const shortcuts = features.shortcuts.map((one) => one.callback_id)
  check(same(shortcuts, found.shortcuts), `shortcuts: asked ${shortcuts}, registered ${found.shortcuts}`)
  const listened = events.map((event) => event.replace(/^message\..*/, 'message'))
  check(same(listened, found.events), `events: asked ${listened}, registered ${found.events}`)
  check(settings.interactivity.is_enabled, 'buttons, modals and shortcuts need interactivity')
  const { home_tab_enabled, messages_tab_enabled, messages_tab_read_only_enabled } = features.app_home
  check(home_tab_enabled === found.methods.includes('views.publish'), 'the Home tab')
  check(messages_tab_enabled === true, 'DMs are shown in the messages tab')
  const hearsDms = events.includes('message.im')
  check(messages_tab_read_only_enabled === !hearsDms, 'people can write in their DM exactly if that is heard')
  return wrong
}

/** Slack's limits, in code points. */
export function tooLong(manifest: Manifest): string[] {
  const { display_information: about, features } = manifest
  const limited: readonly (readonly [what: string, text: string, min: number, max: number])[] = [
    ['name', about.name, 1, 35],
    ['description', about.description, 1, 140],
    ['long description', about.long_description, 175, 4000],
    ['bot name', features.bot_user.display_name, 1, 80],
    ...features.slash_commands.map((one) => ['command', one.command, 2, 32] as const),
    ...features.slash_commands.map((one) => ['command description', one.description, 1, 2000] as const),
    ...features.shortcuts.map((one) => ['shortcut', one.name, 1, 24] as const),
    ...features.shortcuts.map((one) => ['shortcut description', one.description, 1, 150] as const),
    ...features.shortcuts.map((one) => ['callback id', one.callback_id, 1, 255] as const),
  ]
  const wrong = limited.flatMap(([what, text, min, max]) => {
    const length = [...text].length
    return length < min || length > max ? [`${what} has ${length} characters, ${min} to ${max} are allowed`] : []
  })
  if (features.slash_commands.length > 50) wrong.push('more than 50 commands')
  if (features.shortcuts.length > 10) wrong.push('more than 10 shortcuts')
  return wrong
}

/** The manifest without what only one of the two ways in needs. */
export function withoutWayIn(manifest: Manifest): Manifest {
  const bare = structuredClone(manifest)
  delete bare.settings.event_subscriptions.request_url
  delete bare.settings.interactivity.request_url
  for (const command of bare.features.slash_commands) delete command.url
  bare.settings.socket_mode_enabled = false
  return bare
}

export function addresses({ settings, features }: Manifest): readonly (string | undefined)[] {
  const { event_subscriptions, interactivity } = settings
  return [
    event_subscriptions.request_url,
    interactivity.request_url,
    ...features.slash_commands.map((command) => command.url),
  ]
}
