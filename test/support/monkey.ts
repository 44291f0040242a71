import { sql } from 'drizzle-orm'
import type { Filled, Person, SeenMessage, SeenView } from '../../src/playground/driver.ts'
import { type Input, inputsOf, optionsOf } from '../../src/playground/form-state.ts'
import { asText } from '../../src/playground/json.ts'
import { type Pressable, pressables } from '../../src/playground/pressing.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import type { RunningBot } from './bot.ts'
import { EVERYBODY, INTAKE, keyOf } from './story.ts'

/** Chance that can be had again: mulberry32. */
export function chanceOf(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    of<T>(list: readonly T[]): T {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('there is nothing to choose from')
      return one
    },
  }
}
type Chance = ReturnType<typeof chanceOf>

const WORDS = [
  'Two tracks remain.',
  '<!channel> *hi* <@U0SPECIALISTD> & <https://evil.example|pay>',
  'Ñandú 🦤 “quoted” \u202e reversed',
  '`code` ~no~ _yes_ :skull: @here #general',
  '1042',
  'https://video.example/watch/8812 spotify:track:4uLU6hMCjMI75M1A2tKUQC',
  ' ',
  'línea\n'.repeat(40),
]

/** Someone who presses and fills whatever is there. Says what was done, for the account of a walk that failed. */
export class Monkey {
  readonly bot: RunningBot
  readonly chance: Chance
  /** What a person met that must never be met. */
  readonly problems: string[] = []

  constructor(bot: RunningBot, seed: number) {
    this.bot = bot
    this.chance = chanceOf(seed)
  }

  /** So many different people. */
  people(count: number): readonly string[] {
    const first = this.chance.below(EVERYBODY.length)
    return Array.from({ length: count }, (_, i) => EVERYBODY[(first + i * 3) % EVERYBODY.length] ?? EVERYBODY[0])
  }

  async step(who: string): Promise<string> {
    const person = this.bot.slack.as(who)
    if (person.topView() !== null) return `${who} ${await this.inForm(person)}`
    const dice = this.chance.next()
    if (dice < 0.15) return `${who} ${await this.command(person)}`
    if (dice < 0.2) return `${who} ${await this.inHome(person)}`
    if (dice < 0.28) return `${who} ${await this.write(person)}`
    return `${who} ${await this.inMessages(person)}`
  }

  async passTime(): Promise<string> {
    const minutes = this.chance.of([1, 7, 31, 60, 240, 1440])
    await this.bot.advance({ minutes })
    return `${minutes} minutes pass`
  }

  private async command(person: Person): Promise<string> {
    const room = person.channels().find((one) => one.isMember && one.kind !== 'im')
    const text = this.chance.of([
      '',
      '',
      '',
      'some words',
      'list',
      'mine',
      'find evil',
      'help',
      'show 1001',
      'show 1003',
    ])
    this.expectDone('command', await person.command(room?.id ?? '', '/escalate', text))
    return `/escalate ${text}`
  }

  private async inForm(person: Person): Promise<string> {
    const view = person.topView()
    if (view === null) return 'has no form'
    const inputs = inputsOf(view.blocks)
    if (inputs.length === 0 || this.chance.next() < 0.15) {
      const buttons = pressables(view.blocks).filter(({ element }) => element.type === 'button')
      if (buttons.length > 0 && this.chance.next() < 0.7) return this.press(person, view, this.chance.of(buttons))
      await person.close(this.chance.next() < 0.5)
      return `closes ${view.callbackId}`
    }
    for (const input of inputs) {
      if (this.chance.next() < 0.15 && input.isOptional) continue
      if (!inputsOf(person.topView()?.blocks ?? []).some((one) => one.actionId === input.actionId)) continue
      await person.fill({ [input.actionId]: this.valueFor(input) })
      await this.bot.vigia.idle()
    }
    if (person.topView()?.hasSubmit !== true) return `fills ${view.callbackId}`
    const answer = await person.submit()
    if (!answer.ok && answer.why !== 'errors') this.problems.push(`submitting ${view.callbackId}: ${answer.message}`)
    return `sends ${view.callbackId}${answer.ok ? '' : `, wrong: ${JSON.stringify(answer)}`}`
  }

  private valueFor({ element, isOptional, actionId }: Input): Filled {
    const { chance } = this
    if (actionId === FIELDS.number) return String(1001 + chance.below(5))
    const type = asText(element.type)
    if (type.endsWith('_input')) {
      const max = typeof element.max_length === 'number' ? element.max_length : 3000
      const long = 'Una línea muy larga & <b>. '.repeat(200)
      const text = chance.next() < 0.15 ? long : chance.of(WORDS)
      const cut = [...text].slice(0, max).join('').slice(0, max)
      return cut.trim() === '' && !isOptional ? 'Words.' : cut
    }
    if (type === 'users_select') return chance.of(EVERYBODY)
    if (type === 'multi_users_select') return [chance.of(EVERYBODY)]
    if (type === 'datetimepicker') {
      return Math.floor(this.bot.now().getTime() / 1000) + chance.of([-3600, 600, 86_400, 864_000])
    }
    const options = optionsOf(element).map((option) => asText(option.value))
    if (options.length === 0) return null
    return type === 'checkboxes' ? (chance.next() < 0.5 ? [] : [chance.of(options)]) : chance.of(options)
  }

  private async inHome(person: Person): Promise<string> {
    await person.openHome()
    await this.bot.vigia.idle()
    const home = person.home()
    const buttons = home === null ? [] : pressables(home.blocks)
    return home === null || buttons.length === 0 ? 'looks at Home' : this.press(person, home, this.chance.of(buttons))
  }

  private async write(person: Person): Promise<string> {
    const dms = person.dms()
    if (dms.length === 0) return 'has no DM'
    const message = this.chance.of(dms)
    const thread = this.chance.next() < 0.7 ? (message.threadTs ?? message.ts) : undefined
    await person.say(message.channel, this.chance.of(WORDS).trim() || 'Words.', thread)
    return thread === undefined ? 'writes in the DM' : 'writes in a thread of the DM'
  }

  private async inMessages(person: Person): Promise<string> {
    const rooms = person.channels().filter((room) => room.isMember && room.kind !== 'im' && !room.isArchived)
    const seen = [...rooms.flatMap((room) => person.channel(room.id).everything()), ...person.dms()]
    const all = [...seen, ...person.ephemerals()]
    const alive = all.filter((message) => pressables(message.blocks).length > 0)
    if (alive.length === 0) return 'sees nothing to press'
    const message = this.chance.of(alive.slice(-25))
    return this.press(person, message, this.chance.of(pressables(message.blocks)))
  }

  private async press(person: Person, on: SeenMessage | SeenView, { blockId, element }: Pressable): Promise<string> {
    const action = asText(element.action_id)
    const where = on.kind === 'view' ? on.callbackId : (keyOf(on) ?? 'an answer')
    try {
      this.expectDone(`${action} on ${where}`, await person.click(on, { action, block: blockId }))
    } catch (error) {
      // Another one was quicker: the button is gone, the message edited, the view closed.
      const message = error instanceof Error ? error.message : ''
      if (!/is not there|sees no message|has no view/.test(message)) throw error
      return `finds ${action} gone from ${where}`
    }
    return `presses ${action} on ${where}`
  }

  private expectDone(what: string, answer: { readonly ok: boolean; readonly error?: string }): void {
    const isFine = answer.ok || ['is_archived', 'view_not_found', 'no_such_action'].includes(answer.error ?? '')
    if (!isFine) this.problems.push(`${what}: ${answer.error}`)
  }
}

/** What must hold after any walk, once all that was due has been said. */
export async function brokenPromises(bot: RunningBot): Promise<readonly string[]> {
  const broken: string[] = []
  const rows = await bot.database.db.read(async (q) => ({
    escalations: await q.execute(sql`select id, status, owner_id from escalations order by id`),
    stuck: await q.execute(
      sql`select key, state, last_error from outbox
        where state = 'unroutable' or (state = 'waiting' and next_attempt_at <= ${bot.now().toISOString()}::timestamptz)`,
    ),
    late: await q.execute(
      sql`select key from timers where done_at is null and due_at <= ${bot.now().toISOString()}::timestamptz`,
    ),
  }))
  for (const row of rows.stuck) broken.push(`stuck: ${JSON.stringify(row)}`)
  for (const row of rows.late) broken.push(`late timer: ${JSON.stringify(row)}`)
  const messages = Object.values(bot.slack.state().messages).flat()
  const keys = messages.flatMap(({ metadata }) => {
    const payload = metadata?.event_payload
    return typeof payload === 'object' && payload !== null && 'key' in payload ? [String(payload.key)] : []
  })
  for (const { id, status, owner_id: owner } of rows.escalations) {
    const cards = keys.filter((key) => key === `card:${id}`).length
    if (cards !== 1) broken.push(`ESC-${id} has ${cards} cards`)
    if ((status === 'claimed' || status === 'waiting') !== (owner !== null) && status === 'unclaimed') {
      broken.push(`ESC-${id} is ${status} with owner ${owner}`)
    }
  }
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  for (const key of new Set(twice)) broken.push(`said twice: ${key}`)
  if (bot.slack.channels().find((channel) => channel.id === INTAKE)?.isArchived) broken.push('intake was archived')
  return broken
}
