import type { App } from '@slack/bolt'
import { parseEscNumber } from '../../domain/escalation/words.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { helpAnswer, incompleteAnswer } from '../blocks/screens/answers.ts'
import type { Someone } from '../people.ts'
import { failureSentence, readerFor, type Surface } from '../surface.ts'
import { openFiling } from './filing.ts'
import { openDetail, openList } from './reading.ts'

/** What was typed after the command. Anything that isn't exactly one of the words is the first line of a form. */
export type Typed =
  | { readonly verb: 'file'; readonly words: string }
  | { readonly verb: 'help' | 'list' | 'mine' }
  | { readonly verb: 'show' | 'find'; readonly words: string }

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

export function readCommand(text: string): Typed {
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

async function run(
  surface: Surface,
  who: Someone,
  command: { readonly triggerId: string; readonly text: string },
  say: (content: MessageContent) => Promise<unknown>,
): Promise<void> {
  const typed = readCommand(unescaped(command.text))
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
      await openList(surface, who, trigger, { kind: typed.verb === 'list' ? 'open' : 'mine', words: '', page: 0 })
      return
    case 'find':
      if (typed.words === '') await say(incompleteAnswer('words', name, reader))
      else await openList(surface, who, trigger, { kind: 'found', words: typed.words, page: 0 })
      return
    case 'show': {
      const escalationId = parseEscNumber(typed.words)
      if (escalationId === null) await say(incompleteAnswer('number', name, reader))
      else await openDetail(surface, who, trigger, escalationId)
    }
  }
}

export function registerCommand(app: App, surface: Surface): void {
  app.command(surface.deps.settings().command, async ({ ack, command, respond }) => {
    await ack()
    const who = await surface.people.who(command.user_id, command.team_id)
    try {
      await run(surface, who, { triggerId: command.trigger_id, text: command.text }, (content) =>
        respond({ response_type: 'ephemeral', ...content }),
      )
    } catch (error) {
      if (unavailability(error) === null) surface.log.error('command_failed', error)
      else surface.log.warn('command_unavailable')
      await respond({ response_type: 'ephemeral', text: failureSentence(error, who, 'usted') })
    }
  })

  app.shortcut({ type: 'shortcut', callback_id: 'file_escalation' }, async ({ ack, shortcut }) => {
    await ack()
    const who = await surface.people.who(shortcut.user.id, shortcut.user.team_id ?? shortcut.team?.id)
    await openFiling(surface, who, { triggerId: shortcut.trigger_id, source: 'shortcut', summary: '', body: '' })
  })

  app.shortcut({ type: 'message_action', callback_id: 'escalate_message' }, async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const who = await surface.people.who(shortcut.user.id, shortcut.user.team_id ?? shortcut.team?.id)
    const link = await permalinkOf(surface, shortcut.channel.id, shortcut.message.ts)
    const text = unescaped(shortcut.message.text ?? '')
    await openFiling(surface, who, {
      triggerId: shortcut.trigger_id,
      source: 'message',
      summary: '',
      body: [text, link].filter((part) => part !== null && part !== '').join('\n\n'),
    })
  })
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
