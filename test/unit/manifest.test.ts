import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { playgroundMethods } from '../../src/playground/start.ts'
import { ENTRY_POINTS } from '../../src/slack/routes.ts'
import {
  addresses,
  disagreements,
  type Manifest,
  manifestSchema,
  type Source,
  sorted,
  tooLong,
  usesOf,
  withoutWayIn,
} from '../support/manifest.ts'
import { filesUnder } from '../support/source-text.ts'

/** The manifests ask for what the code uses, and for nothing else: commands, shortcuts, events, scopes. */

const http = manifestSchema.parse(parse(readFileSync('manifest/http.yaml', 'utf8')))
const socket = manifestSchema.parse(parse(readFileSync('manifest/socket-mode.yaml', 'utf8')))

const sources = filesUnder('src/slack')
  .filter((path) => path.endsWith('.ts'))
  .map((path): Source => ({ path, text: readFileSync(path, 'utf8') }))
const uses = usesOf(sources)

describe('the manifests', () => {
  test('differ in the way in, and in nothing else', () => {
    expect(withoutWayIn(http)).toEqual(withoutWayIn(socket))
    expect([http.settings.socket_mode_enabled, socket.settings.socket_mode_enabled]).toEqual([false, true])
  })

  test('over HTTP every address is one, ours; over Socket Mode there is none', () => {
    const endpoint = /endpoints: '([^']+)'/.exec(readFileSync('src/slack/app.ts', 'utf8'))?.[1]
    expect(new Set(addresses(http))).toEqual(new Set([`https://vigia.example.com${endpoint}`]))
    expect(new Set(addresses(socket))).toEqual(new Set([undefined]))
  })

  test.each([
    ['http', http],
    ['socket-mode', socket],
  ])('%s: commands, shortcuts, events and scopes are those that the code uses, no more', (_name, manifest) => {
    expect(disagreements(manifest, uses)).toEqual([])
    expect(tooLong(manifest)).toEqual([])
  })

  test('the entry points that the routes name are those that the listeners register', () => {
    expect(uses.shortcuts).toEqual([...ENTRY_POINTS.shortcuts].sort())
    expect(uses.events).toEqual([...ENTRY_POINTS.events].sort())
    expect(uses.command).toBe(true)
  })

  test('the reading of the sources sees what is there', () => {
    expect(uses.methods).toEqual(expect.arrayContaining(['auth.test', 'views.push', 'usergroups.users.list']))
    // A method whose name is computed would escape it: the one place that does so takes its names from METHODS.
    const computed = sources.filter(({ text }) => /\bapiCall\(\s*[^'\s]/.test(text)).map(({ path }) => path)
    expect(computed).toEqual(['src/slack/delivery/calls.ts'])
    expect(sources.filter(({ text }) => /\bclient\s*\[/.test(text))).toEqual([])
  })

  test('the playground answers every method that the code calls', () => {
    expect(uses.methods.filter((method) => !playgroundMethods.includes(method))).toEqual([])
  })

  test('docs/admin.md tells of every scope and event, and of none that is not asked for', () => {
    const paper = readFileSync('docs/admin.md', 'utf8')
    const asked = paper.slice(paper.indexOf('## Scopes'), paper.indexOf('## Who sees what'))
    const rows = [...asked.matchAll(/^\| `([a-z_.:]+)` \|/gm)].map(([, name]) => name ?? '')
    const { bot, bot_optional } = socket.oauth_config.scopes
    expect(sorted(rows)).toEqual(sorted([...bot, ...bot_optional, ...socket.settings.event_subscriptions.bot_events]))
    const optional = [...paper.matchAll(/^\| `([a-z:]+)` \| optional \|/gm)].map(([, name]) => name ?? '')
    expect(sorted(optional)).toEqual(sorted(bot_optional))
  })
})

describe('this test can fail', () => {
  const changed = (change: (manifest: Manifest) => void): Manifest => {
    const copy = structuredClone(socket)
    change(copy)
    return copy
  }
  const { bot, bot_optional } = socket.oauth_config.scopes

  test.each([...bot, ...bot_optional])('without %s', (scope) => {
    const without = changed(({ oauth_config }) => {
      oauth_config.scopes.bot = bot.filter((one) => one !== scope)
      oauth_config.scopes.bot_optional = bot_optional.filter((one) => one !== scope)
    })
    expect(disagreements(without, uses)).toHaveLength(1)
  })

  test.each<[string, (manifest: Manifest) => void]>([
    ['a scope that nothing needs', ({ oauth_config }) => oauth_config.scopes.bot.push('files:read')],
    [
      'an optional scope that nothing uses',
      ({ oauth_config }) => oauth_config.scopes.bot_optional.push('reactions:write'),
    ],
    ['an event that nobody listens to', ({ settings }) => settings.event_subscriptions.bot_events.push('team_join')],
    ['messages of channels', ({ settings }) => settings.event_subscriptions.bot_events.push('message.channels')],
    ['no shortcuts', ({ features }) => features.shortcuts.splice(0)],
    ['a second command', ({ features }) => features.slash_commands.push({ ...features.slash_commands[0], ...PAGE })],
    ['no Home', ({ features }) => Object.assign(features.app_home, { home_tab_enabled: false })],
    ['a DM in which nobody can write', ({ features }) => Object.assign(features.app_home, READ_ONLY)],
  ])('with %s', (_what, change) => {
    expect(disagreements(changed(change), uses)).not.toEqual([])
  })

  test.each([
    "await surface.client.reactions.add({ name: 'eyes' })",
    'await client\n  .pins\n  .remove({})',
    "await client.apiCall('team.info', {})",
    "app.event('team_join', async () => {})",
    "app.shortcut({ type: 'shortcut', callback_id: 'other' }, async () => {})",
  ])('when a listener has %s', (text) => {
    expect(disagreements(socket, usesOf([...sources, { path: 'src/slack/a.ts', text }]))).not.toEqual([])
  })

  test('with names that are too long, and a description that is too short', () => {
    const wordy = changed(({ display_information: about, features }) => {
      about.name = 'V'.repeat(36)
      about.description = 'V'.repeat(141)
      about.long_description = 'V'.repeat(174)
      for (const shortcut of features.shortcuts) shortcut.name = 'V'.repeat(25)
      for (const command of features.slash_commands) command.command = `/${'v'.repeat(32)}`
    })
    expect(tooLong(wordy)).toHaveLength(7)
  })
})

const PAGE = { command: '/page', description: 'Pages', usage_hint: '', should_escape: true }
const READ_ONLY = { messages_tab_read_only_enabled: true }
