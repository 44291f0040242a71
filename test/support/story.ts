import { expect } from 'vitest'
import type { ElementName, Filled, Person, SeenMessage, SeenView } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, type FormAction, formCallback } from '../../src/slack/blocks/screens/ids.ts'
import type { RunningBot } from './bot.ts'
import { inputsIn } from './person.ts'

/** The people of the playground by what they do. */
export const PR = 'U0REQUESTER1'
export const SUPPORT = 'U0REQUESTER2'
/** Mexico City, Spanish; cleared for what is restricted. */
export const ANA = 'U0SPECIALISTA'
/** New York, English; not cleared. */
export const BEN = 'U0SPECIALISTB'
/** Madrid, Spanish; cleared. */
export const CARLA = 'U0SPECIALISTC'
/** London, English; not cleared. */
export const DAN = 'U0SPECIALISTD'
export const LEAD = 'U0LEAD1'
export const GUEST = 'U0GUEST1'
export const SPECIALISTS = [ANA, BEN, CARLA, DAN] as const
export const EVERYBODY = [PR, SUPPORT, ...SPECIALISTS, LEAD, GUEST] as const
export const INTAKE = 'C0INTAKE'

export interface FilingValues {
  readonly category?: string
  readonly severity?: 'sev1' | 'sev2' | 'sev3' | 'sev4'
  readonly summary?: string
  readonly body?: string
  readonly more?: Readonly<Record<string, Filled>>
}

/** What people do, each act to its end: the bot has answered, and all that follows has been said. */
export interface Story {
  as(id: string): Person
  /** By the command and the form; the number of the new escalation. */
  file(who: string, values?: FilingValues): Promise<number>
  /** Fills the form that is open. */
  fillFiling(who: string, values?: FilingValues): Promise<void>
  command(who: string, text?: string): Promise<void>
  /** The form that is open, filled input by input; each redraw is waited for. */
  fill(who: string, values: Readonly<Record<string, Filled>>): Promise<void>
  /** Sends the form; what is wrong, by field, or nothing. */
  submit(who: string): Promise<Readonly<Record<string, string>> | null>
  press(who: string, target: SeenMessage | SeenView, element: ElementName, pick?: Filled): Promise<void>
  /** A press that opens the form of this name, the form filled and sent, and all forms closed. */
  byForm(
    who: string,
    target: SeenMessage | SeenView,
    action: FormAction,
    values?: Readonly<Record<string, Filled>>,
  ): Promise<void>
  /** The same by way of `/escalate show` and [Actions…], wherever the person may do it. */
  does(who: string, id: number, action: FormAction, values?: Readonly<Record<string, Filled>>): Promise<void>
  claim(who: string, id: number): Promise<void>
  resolve(who: string, id: number, values?: Readonly<Record<string, Filled>>): Promise<void>
  say(who: string, channel: string, text: string, threadTs?: string): Promise<SeenMessage>
  closeForms(who: string): Promise<void>
  /** The view on top, which must be the one of this callback. */
  top(who: string, callbackId?: string): SeenView
  /** The message that carries this key, as this person sees it. */
  message(who: string, key: string): SeenMessage
  /** All messages in the person's sight whose key begins so. */
  messages(who: string, prefix: string): readonly SeenMessage[]
  card(id: number): SeenMessage
  /** The newest message with this button, in the person's DM. */
  inDm(who: string, action: string): SeenMessage
  /** What a person is told apart: the newest line that only they see. */
  told(who: string): string
  /** Texts that notified each person since the last look, in order; who heard nothing is left out. */
  news(): Readonly<Record<string, readonly string[]>>
}

export function storyOf(bot: RunningBot): Story {
  const { slack } = bot
  const as = (id: string): Person => slack.as(id)
  const seen = new Map<string, number>()

  const top = (who: string, callbackId?: string): SeenView => {
    const view = as(who).topView()
    if (view === null) throw new Error(`${who} has no form open, and looks for ${callbackId ?? 'one'}`)
    if (callbackId !== undefined && view.callbackId !== callbackId) {
      throw new Error(`${who} looks at ${view.callbackId} and not at ${callbackId}:\n${view.says}`)
    }
    return view
  }

  /** Everything that this person can read, oldest first. */
  const readable = (who: string): readonly SeenMessage[] => {
    const person = as(who)
    const rooms = person.channels().filter((room) => room.isMember && room.kind !== 'im')
    return [...rooms.flatMap((room) => person.channel(room.id).everything()), ...person.dms()]
  }

  const messages = (who: string, prefix: string) =>
    readable(who).filter((message) => keyOf(message)?.startsWith(prefix) === true)

  const story: Story = {
    as,
    top,
    messages,
    async command(who, text = '') {
      const room = as(who)
        .channels()
        .find((one) => one.isMember && one.kind !== 'im')
      const answer = await as(who).command(room?.id ?? '', '/escalate', text)
      expect(answer).toEqual({ ok: true })
      // It opens a screen or answers: nothing follows from it.
      await bot.slack.idle()
      await bot.vigia.idle()
    },
    async fill(who, values) {
      for (const [field, value] of Object.entries(values)) {
        const fields = inputsIn(top(who))
        if (!fields.includes(field)) throw new Error(`${who} has no input ${field}, only: ${fields.join(', ')}`)
        await as(who).fill({ [field]: value })
        await bot.vigia.idle()
      }
    },
    async submit(who) {
      const answer = await as(who).submit()
      await bot.settled()
      if (answer.ok) return null
      if (answer.why === 'errors') return answer.errors
      throw new Error(`the form of ${who} was not taken: ${answer.why} ${answer.message}`)
    },
    async fillFiling(who, { category = 'hate', severity = 'sev3', summary, body, more = {} } = {}) {
      await story.fill(who, {
        [FIELDS.category]: category,
        [FIELDS.summary]: summary ?? 'Playlist removed, broadcaster asks',
        [FIELDS.body]: body ?? 'They ask why it is gone.',
        ...(severity === 'sev3' ? {} : { [FIELDS.severity]: severity }),
        ...more,
      })
    },
    async file(who, values = {}) {
      await story.command(who)
      await story.fillFiling(who, values)
      expect(await story.submit(who)).toBeNull()
      const id = Number(/ESC-(\d+)/.exec(top(who, CALLBACK_IDS.filed).title)?.[1])
      expect(id).toBeGreaterThan(0)
      await story.closeForms(who)
      return id
    },
    async press(who, target, element, pick) {
      const answer = await as(who).click(target, element, pick)
      expect(answer).toEqual({ ok: true })
      await bot.settled()
    },
    async byForm(who, target, action, values = {}) {
      await story.press(who, target, action)
      top(who, formCallback(action))
      await story.fill(who, values)
      expect(await story.submit(who)).toBeNull()
      const left = as(who).topView()
      if (left !== null && left.callbackId !== CALLBACK_IDS.notice) expect(left.callbackId).toBe('')
      await story.closeForms(who)
    },
    async does(who, id, action, values = {}) {
      await story.command(who, `show ${id}`)
      await story.press(who, top(who, CALLBACK_IDS.detail), ACTION_IDS.actions)
      await story.byForm(who, top(who, CALLBACK_IDS.actions), action, values)
    },
    claim: (who, id) => story.press(who, story.card(id), ACTION_IDS.claim),
    resolve: (who, id, values) => story.does(who, id, 'resolve', { ...RESOLUTION, ...values }),
    async say(who, channel, text, threadTs) {
      const said = await as(who).say(channel, text, threadTs)
      await bot.settled()
      return said
    },
    async closeForms(who) {
      while (as(who).topView() !== null) await as(who).close()
      await bot.vigia.idle()
    },
    message(who, key) {
      const found = messages(who, key).filter((message) => keyOf(message) === key)
      const [first] = found
      if (first === undefined || found.length > 1) throw new Error(`${who} sees ${found.length} messages ${key}`)
      return first
    },
    card: (id) => story.message(LEAD, `card:${id}`),
    inDm(who, action) {
      const message = as(who)
        .dms()
        .findLast((one) => hasButton(one, action))
      if (message === undefined) throw new Error(`${who} has no ${action} in their DM`)
      return message
    },
    told: (who) =>
      as(who)
        .ephemerals()
        .toSorted((a, b) => a.ts.localeCompare(b.ts))
        .at(-1)?.says ?? '',
    news() {
      const lists = slack.people().map(({ id }) => {
        const all = slack.notifications(id).map((one) => one.text)
        const fresh = all.slice(seen.get(id) ?? 0)
        seen.set(id, all.length)
        return [id, fresh] as const
      })
      return Object.fromEntries(lists.filter(([, fresh]) => fresh.length > 0))
    },
  }
  return story
}

export const RESOLUTION = { [FIELDS.decision]: 'kept_up', [FIELDS.reason]: 'News reporting.' } as const

export function keyOf(message: SeenMessage): string | null {
  const payload = message.metadata?.event_payload
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return null
  return typeof payload.key === 'string' ? payload.key : null
}

export function hasButton(target: SeenMessage | SeenView, action: string): boolean {
  return pressables(target.blocks).some(({ element }) => element.action_id === action)
}

/** The action ids of what can be pressed, in order. */
export function actionsOn(target: SeenMessage | SeenView): readonly string[] {
  return pressables(target.blocks).map(({ element }) => String(element.action_id))
}
