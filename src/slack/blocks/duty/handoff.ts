import { escNumber } from '../../../domain/escalation/words.ts'
import type { ArrivingView, HandoffView, LeavingView } from '../../../domain/oncall/handoff-view.ts'
import { agoOf, durationOf, timeOf } from '../../../i18n/format.ts'
import { type HandoffWords, handoffWords } from '../../../i18n/handoff.ts'
import { escalationValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { momentToken, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { namesText, roleText, timeToken } from '../screens/oncall-shared.ts'
import { WAY_ACTIONS } from '../screens/ways-ids.ts'

/** Buttons of a handoff's messages. */
export const HANDOFF_ACTIONS = { seeAndTake: 'duty.handoff.see', keep: 'duty.handoff.keep' } as const

/** From when to when Slack silences somebody next. */
export interface Silence {
  readonly from: Date
  readonly to: Date
}

/** So many have a button of their own to be handed over. */
const OWN_SHOWN = 8
const NUMBERS_SHOWN = 12

/** One message to one side. `silence` is what Slack says of its reader's do-not-disturb; null: none, or not known. */
export function handoffMessage(view: HandoffView, silence: Silence | null, reader: Reader): MessageContent {
  const say = handoffWords(reader.locale)
  return view.side === 'arriving' ? arriving(view, silence, say, reader) : leaving(view, say, reader)
}

function arriving(view: ArrivingView, silence: Silence | null, say: HandoffWords, reader: Reader): MessageContent {
  const role = roleText(view.rotation, reader)
  const of = view.schedule === null ? role : `${userLine(view.schedule, 60)}, ${role}`
  const head = (at: (instant: Date) => string) => {
    const late = view.late === 0 ? [] : [say.overdue(view.late)]
    const due = view.dueToday === null ? [] : [say.due(view.dueToday.count, at(view.dueToday.first))]
    const pressing = [...late, ...due].join(', ')
    const open = view.open === 0 ? say.noneOpen : `${say.open(view.open)}${pressing === '' ? '' : ` (${pressing})`}.`
    return `${say.on(of)} ${open}`
  }
  const relieves = view.relieves.length === 0 ? null : say.relieves(view.relieves.length, names(view.relieves, reader))
  const until = view.until === null ? say.always : say.until(momentToken(view.until, reader, null))
  const reach = reachText(view, silence, say, reader)
  return {
    text: head((at) => timeOf(at, reader.zone, reader.locale)),
    blocks: [
      section(
        lines(
          [head((at) => timeToken(at, reader)), relieves].filter((one) => one !== null).join(' '),
          view.lateMinutes > 0 ? say.late(durationOf(view.lateMinutes, reader.locale)) : null,
        ),
      ),
      ...(view.open === 0
        ? []
        : [actions(button(HANDOFF_ACTIONS.seeAndTake, say.button.seeAndTake, 'open', { style: 'primary' }))]),
      section(reach === null ? until : `${until} ${reach}`),
      ...(view.nextWay === null && !view.mayAddWay
        ? []
        : [
            actions(
              button(WAY_ACTIONS.test, say.button.test, 'home'),
              button(WAY_ACTIONS.change, say.button.change, 'home'),
            ),
          ]),
    ],
  }
}

/** "Slack silences you 22:00–08:00: then we call ••42 (tested 9 days ago)." */
function reachText(
  { nextWay, asOf }: ArrivingView,
  silence: Silence | null,
  say: HandoffWords,
  reader: Reader,
): string | null {
  const way =
    nextWay === null
      ? null
      : `${say.way[nextWay.kind](userLine(nextWay.hint, 60))} ${nextWay.testedAt === null ? say.untested : say.tested(agoOf(nextWay.testedAt, asOf, reader.locale))}`
  if (silence === null) return way === null ? null : say.otherwise(way)
  const hours = say.silenced(timeToken(silence.from, reader), timeToken(silence.to, reader))
  if (way !== null) return `${hours} ${say.nextWay(way)}`
  return `⚠ ${hours} ${say.noOther}`
}

function leaving(view: LeavingView, say: HandoffWords, reader: Reader): MessageContent {
  const numbers = numbersOf(view.owned)
  const head = say.off(view.owned.length, numbers)
  const others =
    view.relievedBy.length === 0 ? null : say.relievedBy(view.relievedBy.length, names(view.relievedBy, reader))
  const keep = button(
    HANDOFF_ACTIONS.keep,
    say.button.keep(view.owned.length),
    view.owned.slice(0, NUMBERS_SHOWN).join(','),
  )
  const [only, ...more] = view.owned
  const first = section(
    lines(
      [head, others].filter((one) => one !== null).join(' '),
      view.lateMinutes > 0 ? say.late(durationOf(view.lateMinutes, reader.locale)) : null,
    ),
  )
  if (only !== undefined && more.length === 0) {
    return { text: head, blocks: [first, actions(handOverButton(only, say), keep)] }
  }
  // A line each: buttons of one kind can't share a block.
  const each = view.owned.slice(0, OWN_SHOWN).map((id) => section(escNumber(id), handOverButton(id, say)))
  return { text: head, blocks: [first, ...each, actions(keep)] }
}

function handOverButton(id: number, say: HandoffWords) {
  return button('hand_over', say.button.handOver, escalationValue(id), {
    accessibilityLabel: say.button.handOverOf(escNumber(id)),
  })
}

/** The numbers that [Keep] carries; what comes back is parsed and never trusted. */
export function parseKept(value: string | undefined): readonly number[] {
  return /^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,11}$/.test(value ?? '') ? (value ?? '').split(',').map(Number) : []
}

/** What stands where the buttons stood. */
export function keptMessage(ids: readonly number[], reader: Reader): MessageContent {
  const said = handoffWords(reader.locale).kept(ids.map(escNumber).join(', '))
  return { text: said, blocks: [section(said)] }
}

function numbersOf(ids: readonly number[]): string {
  const shown = ids.slice(0, NUMBERS_SHOWN).map(escNumber)
  const rest = ids.length - shown.length
  return [...shown, ...(rest > 0 ? [`+${rest}`] : [])].join(', ')
}

function names(people: readonly { readonly name: string }[], reader: Reader): string {
  return namesText(
    people.map(({ name }) => name),
    reader,
  )
}
