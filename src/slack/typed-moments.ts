import { en as english, es as spanish } from 'chrono-node'
import { Temporal } from 'temporal-polyfill'
import { type Locale, languageOf } from '../domain/language.ts'
import { takeHour } from './typed-hours.ts'

/** Without an hour: the day's beginning of work. */
const MORNING = 9 * 60
const DAY_MINUTES = 24 * 60
/** `02:30 -04:00`, as it is offered where a time exists twice. */
const OFFSET = /\s+([+-]\d{2}:\d{2})$/
const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})$/
const SPAN = /^(?:in|en|dentro\s+de)\s+(.+)$/iu
const DAYS = /^(\d{1,3}|an?|una?|one|two|dos|tres|three)\s+(d(?:ays?|[ií]as?)|weeks?|semanas?)(?:\s+(.+))?$/iu
/** What the library doesn't read after "in". */
const MINUTES: readonly (readonly [RegExp, number])[] = [
  [/^(?:a\s+quarter\s+of\s+an\s+hour|(?:un\s+)?cuarto\s+de\s+hora)$/iu, 15],
  [/^media\s+hora$/iu, 30],
  [/^(?:an\s+hour\s+and\s+a\s+half|(?:una\s+)?hora\s+y\s+media)$/iu, 90],
]
const NOW = /^(?:(?:right\s+)?now|ahora(?:\s+mismo)?|ya)$/iu
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  un: 1,
  una: 1,
  one: 1,
  two: 2,
  dos: 2,
  three: 3,
  tres: 3,
}
/** `monday 9`, `el lunes 9`: an hour, where it isn't a date. */
const WEEKDAY_NUMBER = /^(\p{L}+)\s+(\d{1,2})(?:st|nd|rd|th)?$/iu
const DAY_NUMBER = /^(?:el\s+|the\s+|on\s+the\s+)(?:d[ií]a\s+)?(\d{1,2})(?:st|nd|rd|th)?$/iu
/** What may be left over without being lost. */
const CONNECTING = /^(?:on|at|the|this|el|la|las|los|a|de|del|este|esta|until|till|hasta|desde|from|,|\.)$/iu

/** What the library reads as a coming day though it says another, or none in particular. */
const OTHER_DAY =
  /(?<!\p{L})(?:last|past|previous|weekdays?|weekends?|pasad[oa]|anterior|últim[oa]|fin(?:es)?\s+de\s+semana|(?:next|this)\s+(?:week|month|year)|(?:pr[oó]xim[oa]|est[ea])\s+(?:semana|mes|año))(?!\p{L})/iu
const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/

type Context = { readonly locale: Locale; readonly zone: string; readonly now: Date }

/**
 * A moment as a person types it, in their language or the other, as wall clock of their zone: `2026-11-30T09:00`, with the offset
 * where one was typed, in UTC where it follows from now ("in three hours"). A day alone is its 9:00; "in two days" the same hour
 * as now; a time that has passed today is tomorrow's, a weekday's next week's; midnight ends its day. Null where anything of it
 * can't be read: nothing that was typed is passed over. What it is in a zone, and whether it exists there, is another question.
 */
export function readTypedMoment(typed: string, of: Context): string | null {
  const given = OFFSET.exec(typed)?.[1] ?? ''
  const text = typed.replace(OFFSET, '').replace(/\s+/g, ' ').trim()
  if (text === '') return null
  const written = WRITTEN.exec(text)
  if (written !== null) return `${written[1]}T${written[2]}${given}`
  if (NOW.test(text)) return given === '' ? inMinutes(0, of) : null
  const span = SPAN.exec(text)?.[1]
  if (span !== undefined && given === '') return afterSpan(span, of)
  const hour = takeHour(text)
  if (hour === null) return null
  const { local, today } = nowIn(of)
  const day = hour.isToday ? (leftOf(hour.rest) === '' ? { on: today, kind: 'named' as const } : null) : dayIn(hour, of)
  if (day === null) return null
  const minutes = hour.minutes ?? day.minutes ?? (day.kind === 'none' ? null : MORNING)
  if (minutes === null) return null
  const isOver = day.on.equals(today) && minutes <= local.hour * 60 + local.minute
  const on = !isOver || day.kind === 'named' ? day.on : day.on.add({ days: day.kind === 'none' ? 1 : 7 })
  return wallClock(on, minutes) + given
}

/** `named`: that very day; `weekday`: the next one of that name; `none`: none was typed. */
interface Day {
  readonly on: Temporal.PlainDate
  readonly kind: 'named' | 'weekday' | 'none'
  /** A bare number that is the hour. */
  readonly minutes?: number
}

function nowIn({ zone, now }: Context) {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return { local, today: local.toPlainDate() }
}

function wallClock(on: Temporal.PlainDate, minutes: number): string {
  const day = on.add({ days: Math.floor(minutes / DAY_MINUTES) })
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day.toString()}T${two(Math.floor((minutes % DAY_MINUTES) / 60))}:${two(minutes % 60)}`
}

/** "in 3 hours" is an instant; "in 2 days" a wall clock. */
function afterSpan(span: string, of: Context): string | null {
  const [, count = '', unit = '', more] = DAYS.exec(span) ?? []
  if (count !== '') {
    const { local, today } = nowIn(of)
    const hour = more === undefined ? null : takeHour(more)
    if (more !== undefined && (hour === null || hour.minutes === null || leftOf(hour.rest) !== '')) return null
    const days = (NUMBERS[count.toLowerCase()] ?? Number(count)) * (/^(?:w|s)/i.test(unit) ? 7 : 1)
    return wallClock(today.add({ days }), hour?.minutes ?? local.hour * 60 + local.minute)
  }
  const minutes = MINUTES.find(([phrase]) => phrase.test(span))?.[1]
  if (minutes !== undefined) return inMinutes(minutes, of)
  for (const language of [english, spanish]) {
    for (const word of ['in', 'en']) {
      const [only, ...others] = language.parse(`${word} ${span}`, { instant: of.now, timezone: 0 })
      if (only === undefined || others.length > 0 || leftOf(`${word} ${span}`.replace(only.text, '')) !== '') continue
      if (only.start.isCertain('timezoneOffset')) return only.start.date().toISOString().slice(0, 16).concat('Z')
    }
  }
  return null
}

function inMinutes(minutes: number, { now }: Context): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 16).concat('Z')
}

function dayIn({ rest, minutes }: { readonly rest: string; readonly minutes: number | null }, of: Context): Day | null {
  const { today } = nowIn(of)
  const text = tidy(rest)
  if (text === '') return { on: today, kind: 'none' }
  if (/^(?:hoy|today)$/iu.test(text)) return { on: today, kind: 'named' }
  if (/^(?:ma[ñn]ana|tomorrow)$/iu.test(text)) return { on: today.add({ days: 1 }), kind: 'named' }
  if (/^(?:pasado ma[ñn]ana|(?:the )?day after tomorrow)$/iu.test(text)) {
    return { on: today.add({ days: 2 }), kind: 'named' }
  }
  const number = DAY_NUMBER.exec(rest.trim())?.[1]
  if (number !== undefined) return ofNumber(Number(number), today)
  const [, name, bare] = WEEKDAY_NUMBER.exec(text) ?? []
  const weekday = name === undefined || bare === undefined ? null : parsedDay(name, of)
  if (weekday?.kind === 'weekday') return weekdayAndNumber(weekday, Number(bare), { today, isTimed: minutes !== null })
  return parsedDay(text, of)
}

/** `lunes 9`: the hour, or the date where that is a Monday; both at once can't be told apart. */
function weekdayAndNumber(
  weekday: Day,
  number: number,
  of: { readonly today: Temporal.PlainDate; readonly isTimed: boolean },
): Day | null {
  const on = ofNumber(number, of.today)?.on
  const isDate = on !== undefined && on.dayOfWeek === weekday.on.dayOfWeek
  const isHour = !of.isTimed && number <= 23
  if (isDate === isHour) return null
  return isDate ? { on, kind: 'named' } : { ...weekday, minutes: number * 60 }
}

/** The next day of this number, today included. */
function ofNumber(number: number, today: Temporal.PlainDate): Day | null {
  for (let month = 0; month < 3; month += 1) {
    const first = today.with({ day: 1 }).add({ months: month })
    if (number < 1 || number > first.daysInMonth) continue
    const on = first.with({ day: number })
    if (Temporal.PlainDate.compare(on, today) >= 0) return { on, kind: 'named' }
  }
  return null
}

/** What the library reads as a day, if it reads all of it. */
function parsedDay(text: string, of: Context): Day | null {
  if (OTHER_DAY.test(text)) return null
  const numbers = YEAR_FIRST.exec(text)?.slice(1).map(Number)
  const { today } = nowIn(of)
  // At noon in UTC every zone's date is the one meant.
  const reference = { instant: new Date(`${today.toString()}T12:00:00Z`), timezone: 0 }
  const reads = languageOf(of.locale) === 'es' ? [spanish, english] : [english, spanish]
  for (const language of reads) {
    const [only, ...others] = language.parse(text, reference, { forwardDate: true })
    if (only === undefined || others.length > 0 || leftOf(text.replace(only.text, '')) !== '') continue
    const { start } = only
    // A zone's name ("9:00 PST") would be read and passed over: an offset can be typed, a zone can't.
    if (start.isCertain('hour') || start.isCertain('timezoneOffset') || only.end != null) continue
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')]
    if (year === null || month === null || day === null) continue
    if (numbers !== undefined && [year, month, day].some((part, index) => part !== numbers[index])) continue
    const on = Temporal.PlainDate.from({ year, month, day })
    const isDated = start.isCertain('day')
    // Sunday is 0 there. "Sunday 30 Nov", and that is a Monday: one of them is wrong.
    if (isDated && start.isCertain('weekday') && start.get('weekday') !== on.dayOfWeek % 7) continue
    if (!isDated && !start.isCertain('weekday')) continue
    const isNext = /(?:next|pr[oó]xim[oa])\s/iu.test(only.text)
    return { on, kind: isDated || isNext ? 'named' : 'weekday' }
  }
  return null
}

/** "lunes que viene" as the library knows it, without the words that only connect. */
function tidy(text: string): string {
  const words = wordsOf(text.replace(/(\p{L}+)\s+que\s+viene/giu, 'próximo $1'))
  while (words[0] !== undefined && CONNECTING.test(words[0])) words.shift()
  while (words.length > 0 && CONNECTING.test(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/** What isn't a connecting word. */
function leftOf(text: string): string {
  return wordsOf(text)
    .filter((one) => !CONNECTING.test(one))
    .join(' ')
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '')
}

/**
 * What was typed after `/oncall cover`: whom, and from when to when, as it stands there. A second person stays in the text, so
 * that it is seen and refused, not passed over.
 */
export function readCoverCommand(typed: string): {
  readonly person: string | null
  readonly from: string
  readonly until: string
} {
  const person = /<@([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>/.exec(typed)?.[1] ?? null
  const rest = typed
    .replace(/<@[^>]*>/, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  // "de … a …" comes last: an `a` stands before hours, too.
  const both =
    /^(?:from|desde|de)\s+(.+?)\s+(?:until|till|hasta)\s+(.+)$/iu.exec(rest) ??
    /^from\s+(.+?)\s+to\s+(.+)$/iu.exec(rest) ??
    /^(?:desde|de)\s+(.+)\s+a\s+((?!las?\s).+)$/iu.exec(rest)
  if (both !== null) return { person, from: both[1] ?? '', until: both[2] ?? '' }
  const until = /^(?:until|till|to|hasta)\s+(.+)$/iu.exec(rest)
  return { person, from: '', until: until?.[1] ?? rest }
}
