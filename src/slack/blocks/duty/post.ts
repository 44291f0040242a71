import type { KnownBlock, ModalView } from '@slack/types'
import type {
  CallView,
  OpenChoice,
  PostView,
  SeenPostLine,
  UnconfirmedView,
} from '../../../domain/oncall/post-views.ts'
import { countryOf, dutyPostWords, zoneCityOf } from '../../../i18n/duty-posts.ts'
import { dateOf, dateTimeOf, durationOf, listOf, localDayOf, timeOf, weekdayTimeOf } from '../../../i18n/format.ts'
import { actions, button, context, dotted, fitting, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { menuField, modal } from '../screens/inputs.ts'
import { ONCALL_ACTIONS } from '../screens/oncall-ids.ts'
import { shiftValue } from '../screens/oncall-refs.ts'
import { dateText, namesText, paragraphs, roleText, spanText, wordsFor } from '../screens/oncall-shared.ts'
import { openValue, POST_ACTIONS, POST_CALLBACKS, POST_FIELDS } from './post-ids.ts'

/** More lines than any weekend has: the rest is counted. */
const LINES_MAX = 24
/** Of the 13,000 characters that a message's blocks may have. */
const LINES_BUDGET = 9000
const NAMES_MAX = 4
const HOLIDAYS_MAX = 4
const DAYS_MAX = 8
const LEADS_MAX = 10
const PRIMARY = 'primary'

/** The post in the channel, on the schedule's own clock; everybody reads the same (SCREENS 9). */
export function dutyPost(view: PostView, reader: Reader): MessageContent {
  const say = dutyPostWords(reader.locale)
  const title = titleOf(view, reader)
  const value = String(view.postId)
  const hasOpen = view.lines.some(({ parts }) => parts.some(({ people }) => people.length === 0))
  const note = view.state === 'current' ? null : say[view.state]
  const isLive = view.state === 'current'
  const blocks: KnownBlock[] = [
    section(lines(`*${title}*`, view.lateMinutes > 0 ? say.late(durationOf(view.lateMinutes, reader.locale)) : null)),
    ...paragraphs(lineTexts(view, reader)),
    ...belowOf(view, reader).map((text) => section(text)),
    ...(note === null ? [] : [context(note)]),
  ]
  if (isLive) {
    blocks.push(
      section(say.zone(zoneCityOf(view.zone, reader.locale)), button(POST_ACTIONS.myTime, say.button.myTime, value)),
      actions(
        button(POST_ACTIONS.confirm, say.button.confirm, value, { style: 'primary' }),
        button(POST_ACTIONS.findCover, say.button.findCover, value),
        ...(hasOpen ? [button(POST_ACTIONS.take, say.button.take, value)] : []),
      ),
    )
  }
  return { text: title, blocks }
}

/** The same lines on the reader's clock, for nobody else. */
export function dutyPostInMyTime(view: PostView, reader: Reader): MessageContent {
  const mine = { ...view, zone: reader.zone }
  const say = dutyPostWords(reader.locale)
  const title = titleOf(mine, reader)
  const zone = say.zone(zoneCityOf(reader.zone, reader.locale)).replace(/[;:].*$/, '')
  return { text: title, blocks: [section(`*${title}*`), ...paragraphs(lineTexts(mine, reader)), context(zone)] }
}

function titleOf(view: PostView, reader: Reader): string {
  const say = dutyPostWords(reader.locale)
  const [first] = view.windows
  const last = view.windows.at(-1)
  if (first === undefined || last === undefined) throw new Error('a post announces something')
  const at = (instant: Date) => dateTimeOf(instant, view.zone, reader.locale)
  // The calendars' own remark on a day that stands in for another.
  const names = [...new Set(view.holidays.map(({ name }) => userLine(name.replace(SUBSTITUTE, ''), 60)))]
  const shown = names.slice(0, HOLIDAYS_MAX)
  const rest = names.length - shown.length
  const title = say.title[view.kind](
    listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale),
    say.span(at(first.start), at(last.end)),
  )
  return view.schedule === null ? title : say.ofSchedule(title, userLine(view.schedule, 60))
}

function lineTexts(view: PostView, reader: Reader): readonly string[] {
  const shown = fitting(
    view.lines.slice(0, LINES_MAX).map((line) => lineText(line, view, reader)),
    LINES_BUDGET,
  )
  const rest = view.lines.length - shown.length
  return rest > 0 ? [...shown, `+${rest}`] : shown
}

/** `Fri 18–Sat 18   Specialist A ✓ · backup Specialist C, not confirmed` */
function lineText({ start, end, parts }: SeenPostLine, { zone, windows }: PostView, reader: Reader): string {
  const say = dutyPostWords(reader.locale)
  const isLong = (windows.at(-1)?.end.getTime() ?? 0) - (windows[0]?.start.getTime() ?? 0) > WEEK_MS
  // Within one week the weekday says which day it is.
  const at = (instant: Date) => {
    const day = weekdayTimeOf(instant, zone, reader.locale).replace(/:00$/, '')
    return isLong ? `${dateOf(instant, zone, reader.locale)} ${day}` : day
  }
  const who = parts.map(({ rotation, people }) => {
    const names = people.slice(0, NAMES_MAX).map((one) => {
      const name = nameOf(one)
      return one.isConfirmed ? say.confirmed(name) : say.unconfirmed(name)
    })
    const rest = people.length - names.length
    const all = people.length === 0 ? say.nobody : listOf(rest > 0 ? [...names, `+${rest}`] : names, reader.locale)
    return rotation === PRIMARY ? all : say.role(roleText(rotation, reader), all)
  })
  return `${at(start)}–${at(end)}   ${dotted(...who)}`
}

const SUBSTITUTE = / \((?:substitute day|día sustituto)\)$/

const WEEK_MS = 7 * 24 * 60 * 60_000

/** Who reads what, and which of the days are holidays. */
function belowOf(view: PostView, reader: Reader): readonly string[] {
  const say = dutyPostWords(reader.locale)
  const reads = view.readers.map(({ language, people }) => {
    const names = people.map(({ name }) => name)
    if (names.length === 0) return say.nobodyReads[language]
    return (names.length === 1 ? say.readsOne : say.reads)[language](namesText(names, reader))
  })
  const days = new Map<string, Set<string>>()
  for (const { on, calendars } of view.holidays) {
    const countries = days.get(on) ?? new Set<string>()
    for (const code of calendars) countries.add(countryOf(code, reader.locale))
    days.set(on, countries)
  }
  // Days of the same countries are named together.
  const together = new Map<string, string[]>()
  for (const [on, countries] of [...days].slice(0, DAYS_MAX)) {
    const where = listOf([...countries].slice(0, 6), reader.locale)
    together.set(where, [...(together.get(where) ?? []), shortDay(on, reader)])
  }
  const holidays = [...together].map(([where, on]) => say.holiday(on, where))
  const text = dotted(...reads, ...holidays)
  return text === '' ? [] : [text]
}

/** `Fri 28` */
function shortDay(on: string, reader: Reader): string {
  return dateText(on, reader).split(' ').slice(0, 2).join(' ')
}

/** To one on duty: what is theirs, in their own time, and the same three buttons. */
export function dutyCall(view: CallView, reader: Reader): MessageContent {
  const say = dutyPostWords(reader.locale)
  const { call, button: label } = say
  const head = (view.isReminder ? call.reminder : call.head)[view.kind]
  const name = view.schedule === null ? head : say.ofSchedule(head, userLine(view.schedule, 60))
  const value = String(view.postId)
  const own = view.own.map((one) => {
    const role = roleText(one.rotation, reader)
    return dotted(`*${spanText(one, reader)}*`, one.isConfirmed ? say.confirmed(role) : role)
  })
  const note = { asked: null, ...call }[view.state]
  const isAsked = view.state === 'asked'
  return {
    text: dotted(name, plainOwn(view, reader)),
    blocks: [
      section(lines(name, ...fitting(own.slice(0, LINES_MAX), 2400), isAsked ? null : note)),
      ...(isAsked
        ? [
            actions(
              button(POST_ACTIONS.confirm, label.confirm, value, { style: 'primary' }),
              button(POST_ACTIONS.findCover, label.findCover, value),
              ...(view.hasOpen ? [button(POST_ACTIONS.take, label.take, value)] : []),
            ),
          ]
        : []),
    ],
  }
}

/** The first stretch, for a lock screen. */
function plainOwn({ own }: CallView, reader: Reader): string | null {
  const [first] = own
  if (first === undefined) return null
  const { zone, locale } = reader
  const isOneDay = localDayOf(first.start, zone) === localDayOf(first.end, zone)
  const end = isOneDay ? timeOf(first.end, zone, locale) : dateTimeOf(first.end, zone, locale)
  return `${dateTimeOf(first.start, zone, locale)} – ${end}`
}

/** To a lead: who hasn't confirmed, each with a way to find cover. */
export function dutyUnconfirmed(view: UnconfirmedView, reader: Reader): MessageContent {
  const { leads, ofSchedule } = dutyPostWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const named = leads.head[view.kind]
  const head = view.schedule === null ? named : ofSchedule(named, userLine(view.schedule, 60))
  if (view.waiting.length === 0) {
    return { text: head, blocks: [section(lines(head, view.isCalledOff ? leads.calledOff : leads.done))] }
  }
  const shown = view.waiting.slice(0, LEADS_MAX).map(({ person, rotation, shift, ...span }) => {
    const text = leads.line(nameOf(person), `${spanText(span, reader)} · ${roleText(rotation, reader)}`)
    if (shift === null || view.isOver) return section(text)
    const value = shiftValue({ ...shift, rotation })
    return section(text, button(ONCALL_ACTIONS.findCover, label.findCover, value))
  })
  const rest = view.waiting.length - shown.length
  return {
    text: head,
    blocks: [
      section(head),
      ...shown,
      ...(rest > 0 ? [context(`+${rest}`)] : []),
      ...(view.isOver ? [context(leads.over)] : []),
    ],
  }
}

/** Several stretches are open: which of them. */
export function chooseOpenModal(
  of: { readonly postId: number; readonly open: readonly OpenChoice[] },
  reader: Reader,
): ModalView {
  const { choose } = dutyPostWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const list = of.open.slice(0, 100).map((one) => ({
    value: openValue(one),
    label: dotted(
      `${dateTimeOf(one.start, reader.zone, reader.locale)} – ${dateTimeOf(one.end, reader.zone, reader.locale)}`,
      roleText(one.rotation, reader),
    ),
  }))
  return modal({
    callbackId: POST_CALLBACKS.take,
    title: choose.title,
    close: label.cancel,
    submit: choose.submit,
    metadata: String(of.postId),
    blocks: [menuField(POST_FIELDS.stretch, choose.stretch, { list })],
  })
}
