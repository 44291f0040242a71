import {
  DAY_REASONS,
  type DailyDigest,
  type DayDuty,
  type DayLine,
  type DayReason,
  type DaysOff,
} from '../domain/digest/daily.ts'
import { escNumber } from '../domain/escalation/words.ts'
import type { Locale } from '../domain/language.ts'
import { digestWords } from './digest.ts'
import { durationOf, listOf, type Moment } from './format.ts'
import { oncallScreensOf, roleWordOf } from './oncall-screens.ts'

/** How the one who shows a digest writes what isn't words of ours. */
export interface Telling {
  /** Makes a name harmless. */
  readonly nameOf: (text: string) => string
  /** `asOf`: within half a day of it the hour alone. */
  readonly momentOf: (at: Date, asOf: Date) => Moment
  readonly strong: (text: string) => string
}

export interface DaySectionLines {
  readonly head: string
  readonly lines: readonly string[]
}

const ROTATIONS_SHOWN = 12
const PEOPLE_NAMED = 4
const DOT = ' · '

/** "Today: 2 late, 3 due, 1 without an owner." */
export function dayTitle(digest: DailyDigest | null, locale: Locale): string {
  const { day } = digestWords(locale)
  const parts = DAY_REASONS.flatMap((reason) => {
    const count = digest?.work[reason].count ?? 0
    return count > 0 ? [day.count[reason](count)] : []
  })
  return day.title(parts.length > 0 ? parts : [day.calm])
}

/** What the day asks for, and who is on call: a head and its lines each. */
export function daySections(digest: DailyDigest, locale: Locale, tell: Telling): readonly DaySectionLines[] {
  const { day } = digestWords(locale)
  const sections = DAY_REASONS.flatMap((reason): readonly DaySectionLines[] => {
    const { count, restricted, named } = digest.work[reason]
    if (count === 0) return []
    const rest = count - restricted - named.length
    const counts = [...(rest > 0 ? [day.more(rest)] : []), ...(restricted > 0 ? [day.restricted(restricted)] : [])]
    const told = named.map((line) => entryText(line, reason, { asOf: digest.asOf, locale, tell }))
    return [{ head: day.head[reason], lines: counts.length === 0 ? told : [...told, counts.join(DOT)] }]
  })
  const onCall = digest.duty.slice(0, ROTATIONS_SHOWN).map((one) => dutyText(one, digest.asOf, locale, tell))
  return onCall.length === 0 ? sections : [...sections, { head: day.onCall, lines: onCall }]
}

/** "The weekend", and "4 came in · 1 page, 1 at night · seen in 2 min · Ana" */
export function daysOffLines({ isWeekend, figures, people }: DaysOff, locale: Locale, tell: Telling): DaySectionLines {
  const { day, seen, pages } = digestWords(locale)
  const { median } = figures.pages.seen
  const told = [
    day.cameIn(figures.filed),
    ...(figures.pages.count > 0 ? [pages(figures.pages.count, figures.pages.atNight)] : []),
    ...(median === null ? [] : [seen(durationOf(Math.max(1, median), locale))]),
    ...(people.length > 0 ? [namesText(people, locale, tell)] : []),
  ]
  return { head: isWeekend ? day.weekend : day.daysOff, lines: [told.join(DOT)] }
}

/** "ESC-1031 · sev2 · first update was due 14:00 · Ana" */
function entryText(
  line: DayLine,
  reason: DayReason,
  of: { readonly asOf: Date; readonly locale: Locale; readonly tell: Telling },
): string {
  const { asOf, locale, tell } = of
  const { day, clock: clockWords } = digestWords(locale)
  const { escalationId, severity, clock, at, owner } = line
  const what = day.entry[reason](clock === null ? '' : clockWords[clock], tell.momentOf(at, asOf))
  const who = reason === 'unowned' ? [] : [owner === null ? tell.strong(day.noOwner) : tell.nameOf(owner.name)]
  return [tell.strong(escNumber(escalationId)), severity, what, ...who].join(DOT)
}

/** "core, primary: Ana · Carla from 18:00" */
function dutyText({ schedule, rotation, turns }: DayDuty, asOf: Date, locale: Locale, tell: Telling): string {
  const { day } = digestWords(locale)
  const told = turns.map(({ from, people }) => {
    const who = people.length === 0 ? oncallScreensOf(locale).nobody : namesText(people, locale, tell)
    return from <= asOf ? who : day.andThen(who, tell.momentOf(from, asOf))
  })
  return `${tell.nameOf(schedule)}, ${roleWordOf(rotation, locale) ?? tell.nameOf(rotation)}: ${told.join(DOT)}`
}

function namesText(people: readonly { readonly name: string }[], locale: Locale, tell: Telling): string {
  const shown = people.slice(0, PEOPLE_NAMED).map(({ name }) => tell.nameOf(name))
  const rest = people.length - shown.length
  return listOf(rest > 0 ? [...shown, `+${rest}`] : shown, locale)
}
