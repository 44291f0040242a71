import type { App } from '@slack/bolt'
import { parseEscNumber } from '../../domain/escalation/words.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { failureAnswer, helpAnswer, incompleteAnswer } from '../blocks/screens/answers.ts'
import { SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import { type Asked, parseRetryValue } from '../blocks/screens/metadata.ts'
import type { Someone } from '../people.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, registerByName, type Surface } from '../surface.ts'
import { openFiling } from './filing.ts'
import { openPageAgain } from './paging.ts'
import { openDetail, openList } from './reading.ts'
import { openSearch } from './search.ts'

/** What was typed after the command. Anything that isn't exactly one of the words is the first line of a form. */
export type Typed =
  | { readonly verb: 'file'; readonly words: string }
  | { readonly verb: 'help' | 'list' | 'mine' }
  | { readonly verb: 'show' | 'find'; readonly words: string }
  | {
      readonly verb: 'page'
      readonly escalationId: number
      readonly userIds: readonly string[]
      readonly groupId: string | null
    }

const ALONE: Readonly<Record<string, 'help' | 'list' | 'mine'>> = {
  help: 'help',
  ayuda: 'help',
  list: 'list',
  lista: 'list',
  mine: 'mine',
  míos: 'mine',
  mios: 'mine',
}
const WITH_WORDS: Readonly<Record<string, 'show' | 'find'>> = {
  show: 'show',
  ver: 'show',
  find: 'find',
  buscar: 'find',
}

/**
 * `page ESC-1042`, with people or a user group behind it. Slack writes them as `<@U1|name>` and `<!subteam^S1|@name>`,
 * so this one is read before anything is unescaped. A word that isn't one of them makes it the first line of a form.
 */
export function readPageCommand(text: string): Extract<Typed, { verb: 'page' }> | null {
  const match = /^\s*(?:page|alertar)\s+(\S+)((?:\s+<[@!][^>]+>)*)\s*$/iu.exec(text)
  const escalationId = match?.[1] === undefined ? null : parseEscNumber(match[1])
  if (escalationId === null) return null
  const named = match?.[2] ?? ''
  return {
    verb: 'page',
    escalationId,
    userIds: [...named.matchAll(/<@([UW][A-Z0-9]+)/g)].flatMap((one) => one[1] ?? []),
    groupId: /<!subteam\^(S[A-Z0-9]+)/.exec(named)?.[1] ?? null,
  }
}

export function readCommand(text: string): Typed {
  const paging = readPageCommand(text)
  if (paging !== null) return paging
  const words = text.trim()
  const alone = ALONE[words.toLowerCase()]
  if (alone !== undefined) return { verb: alone }
  const [first = '', ...rest] = words.split(/\s+/)
  const verb = WITH_WORDS[first.toLowerCase()]
  if (verb === 'find') return { verb, words: rest.join(' ') }
  // "show the new policy" is a summary; "show 1042" and "show ESC-1042" are not.
  if (verb === 'show' && (rest.length === 0 || parseEscNumber(rest.join(' ')) !== null)) {
    return { verb, words: rest.join(' ') }
  }
  return { verb: 'file', words }
}

/** Slack escapes what is typed after a command; a form shows it as it was typed. */
export function unescaped(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/<(https?:[^|>\s]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<@[UW][A-Z0-9]+\|([^>]+)>/g, '@$1')
    .replace(/<#[CG][A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** What is looked for, as typed. Somebody named with @ stays who they are: a name may be that of two. */
export function findText(text: string): string {
  const words = text.trim().replace(/^\S+\s*/, '')
  return unescaped(words.replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, '$1')).trim()
}

async function run(
  surface: Surface,
  who: Someone,
  command: { readonly triggerId: string; readonly text: string },
  say: (content: MessageContent) => Promise<unknown>,
): Promise<void> {
  const typed = readPageCommand(command.text) ?? readCommand(unescaped(command.text))
  const reader = readerFor(who, 'usted')
  const name = surface.deps.settings().command
  const trigger = { triggerId: command.triggerId, within: null }
  switch (typed.verb) {
    case 'file':
      await openFiling(surface, who, {
        triggerId: command.triggerId,
        source: 'command',
        summary: typed.words,
        body: '',
      })
      return
    case 'help':
      await say(helpAnswer(name, reader))
      return
    case 'list':
    case 'mine':
      await openList(surface, who, trigger, { kind: typed.verb === 'list' ? 'open' : 'mine', page: 0 })
      return
    case 'find':
      await openSearch(surface, who, trigger, findText(command.text))
      return
    case 'page':
      await openPageAgain(surface, who, trigger, typed)
      return
    case 'show': {
      const escalationId = parseEscNumber(typed.words)
      if (escalationId === null) await say(incompleteAnswer(name, reader))
      else await openDetail(surface, who, trigger, escalationId)
    }
  }
}

/** What opens the form from a message, or from nothing. */
function form(surface: Surface, who: Someone, triggerId: string, { by, text }: Asked): Promise<void> {
  const source = by === 'message' ? 'message' : 'shortcut'
  return openFiling(surface, who, { triggerId, source, summary: '', body: text })
}

/** Does what was asked for; if it fails the person is told where `say` reaches them, with a button that asks again. */
async function orTell(
  surface: Surface,
  who: Someone,
  asked: Asked,
  work: Promise<void>,
  say: (content: MessageContent) => Promise<unknown>,
): Promise<void> {
  try {
    await work
  } catch (error) {
    if (unavailability(error) === null) surface.log.error('command_failed', error, { by: asked.by })
    else surface.log.warn('command_unavailable', { by: asked.by })
    await say(failureAnswer(asked, readerFor(who, registerByName(surface, who))))
  }
}

/** A global shortcut comes from nowhere: its answer is a DM. */
async function sayInDm(surface: Surface, who: Someone, content: MessageContent): Promise<void> {
  const { channel } = await surface.client.conversations.open({ users: who.actor.id })
  if (channel?.id !== undefined) await surface.client.chat.postMessage({ channel: channel.id, ...content })
}

/** The same again, on the trigger of the press; the note of its failure goes once it is done. */
async function pressRetry(surface: Surface, press: Press): Promise<void> {
  const asked = parseRetryValue(press.value)
  if (asked === null) return
  const { who, triggerId } = press
  if (asked.by === 'command') await run(surface, who, { triggerId, text: asked.text }, press.answer)
  else await form(surface, who, triggerId, asked)
  await press.dismiss()
}

export function registerCommand(app: App, surface: Surface): void {
  app.command(surface.deps.settings().command, async ({ ack, command, respond }) => {
    await ack()
    const who = await surface.people.who(command.user_id, command.team_id)
    const say = (content: MessageContent) => respond({ response_type: 'ephemeral', ...content })
    const { trigger_id: triggerId, text } = command
    await orTell(surface, who, { by: 'command', text }, run(surface, who, { triggerId, text }, say), say)
  })

  app.shortcut({ type: 'shortcut', callback_id: 'file_escalation' }, async ({ ack, shortcut }) => {
    await ack()
    const who = await surface.people.who(shortcut.user.id, shortcut.user.team_id ?? shortcut.team?.id)
    const asked: Asked = { by: 'shortcut', text: '' }
    await orTell(surface, who, asked, form(surface, who, shortcut.trigger_id, asked), (content) =>
      sayInDm(surface, who, content),
    )
  })

  app.shortcut({ type: 'message_action', callback_id: 'escalate_message' }, async ({ ack, shortcut, respond }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const who = await surface.people.who(shortcut.user.id, shortcut.user.team_id ?? shortcut.team?.id)
    const link = await permalinkOf(surface, shortcut.channel.id, shortcut.message.ts)
    const text = [unescaped(shortcut.message.text ?? ''), link]
      .filter((part) => part !== null && part !== '')
      .join('\n\n')
    const asked: Asked = { by: 'message', text }
    // Only the person sees it, there where they asked: nothing is posted in that conversation.
    await orTell(surface, who, asked, form(surface, who, shortcut.trigger_id, asked), (content) =>
      respond({ response_type: 'ephemeral', replace_original: false, ...content }),
    )
  })

  onPress(app, surface, SCREEN_ACTION_IDS.retry, pressRetry)
}

/** Nothing is posted in that conversation; a link that can't be had is left out. */
async function permalinkOf(surface: Surface, channel: string, ts: string): Promise<string | null> {
  try {
    const answer = await surface.deadline.race(700, surface.client.chat.getPermalink({ channel, message_ts: ts }))
    return answer.permalink ?? null
  } catch (error) {
    surface.log.warn('permalink_missing', { error: error instanceof Error ? error.name : 'unknown' })
    return null
  }
}
