import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import type { HolidayCalendar, ScheduleRules } from '../domain/oncall/rules.ts'
import { type Holiday, type HolidayTreatment, LAYERS } from '../domain/oncall/schedule.ts'

/**
 * The dated local days of a schedule's holiday calendars: the only place that knows `date-holidays`. Days off by law are
 * taken (its type `public`, which has the United Kingdom's bank holidays too); what only banks, schools or custom keep
 * (`bank`, `school`, `optional`, `observance`) isn't, and a lead adds what the company keeps besides. A substitute day is
 * a holiday besides the day itself.
 */

/** What the package takes to load is paid by who has a calendar: a quarter of a second. */
let loaded: typeof Holidays | null = null
function library(): typeof Holidays {
  loaded ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays
  return loaded
}

interface Day {
  readonly on: string
  readonly name: string
}

export type HolidayLanguage = 'en' | 'es'

/** One calendar's days of one year don't change while the process lives; a few hundred short lines at most. */
const cache = new Map<string, readonly Day[]>()

/** Eighteen months beyond the end of the last year asked lie within two more. */
const YEARS_AHEAD = 2

const STRENGTH: readonly HolidayTreatment[] = ['ignore', 'weekend', 'holiday']

/**
 * The holidays of a schedule, by local date, from the first year to the last and two years more: turns are judged over all
 * of their shifts, so the calendars reach at least 18 months beyond what is asked. A date that several calendars have is
 * one holiday: holiday beats weekend beats ignore, and the first calendar that treats it so gives the name. What a lead
 * added, renamed or treats otherwise is laid over it, what a lead struck is gone.
 * @param language of the names, where the calendar has it; else its own.
 */
export function holidaysFor(
  rules: Pick<ScheduleRules, 'holidayCalendars' | 'holidayDates' | 'holidayStrikes'>,
  fromYear: number,
  toYear: number,
  language: HolidayLanguage = 'en',
): readonly Holiday[] {
  const first = `${fromYear}-01-01`
  const last = `${toYear + YEARS_AHEAD}-12-31`
  const merged = new Map<string, Holiday>()
  for (const calendar of rules.holidayCalendars) {
    const code = codeOf(calendar)
    for (let year = fromYear; year <= toYear + YEARS_AHEAD; year += 1) {
      for (const { on, name } of daysOf(calendar, year, language)) {
        const before = merged.get(on)
        const isStronger = before === undefined || STRENGTH.indexOf(calendar.as) > STRENGTH.indexOf(before.as)
        merged.set(on, {
          on,
          name: isStronger ? name : before.name,
          as: isStronger ? calendar.as : before.as,
          calendars: [...new Set([...(before?.calendars ?? []), code])],
        })
      }
    }
  }
  for (const { on, name, as } of rules.holidayDates) {
    if (on >= first && on <= last) merged.set(on, { on, name, as, calendars: merged.get(on)?.calendars ?? [] })
  }
  for (const on of rules.holidayStrikes) merged.delete(on)
  return [...merged.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

/**
 * The holidays that an answer between two instants can depend on: from the year of the earliest anchor, since turns are
 * counted from it, to 18 months and more beyond the end.
 */
export function holidaysAround(
  rules: ScheduleRules,
  from: Date,
  to: Date,
  language: HolidayLanguage = 'en',
): readonly Holiday[] {
  const anchors = LAYERS.flatMap((name) => (rules.layers[name] === null ? [] : [yearOf(rules.layers[name].anchor)]))
  // A day earlier or later is another year in some zone.
  const fromYear = Math.min(...anchors, new Date(from.getTime() - 86_400_000).getUTCFullYear())
  const toYear = Math.max(...anchors, new Date(to.getTime() + 86_400_000).getUTCFullYear())
  return holidaysFor(rules, fromYear, toYear, language)
}

export interface UnknownCalendar {
  readonly key: 'country' | 'region'
  readonly value: string
  /** The countries, or the regions of the country, that are known. */
  readonly known: readonly string[]
}

/** Calendars that are known: rules are read often, and the library builds its answer each time. */
const sound = new Set<string>()

/** What of a calendar isn't known, with what is; null when all is. */
export function unknownCalendar(calendar: HolidayCalendar): UnknownCalendar | null {
  const code = codeOf(calendar)
  if (sound.has(code)) return null
  const found = lookUp(calendar)
  if (found === null) sound.add(code)
  return found
}

function lookUp({ country, region }: HolidayCalendar): UnknownCalendar | null {
  const countries = Object.keys(new (library())().getCountries())
  if (!countries.includes(country)) return { key: 'country', value: country, known: countries }
  if (region === null || placeOf({ country, region }) !== null) return null
  return { key: 'region', value: region, known: Object.keys(statesOf(country)) }
}

/** `US-NY`, `MX` */
export function codeOf({ country, region }: Pick<HolidayCalendar, 'country' | 'region'>): string {
  return region === null ? country : `${country}-${region}`
}

/** The days of one calendar that begin or fall in a year, in order. */
function daysOf(calendar: HolidayCalendar, year: number, language: HolidayLanguage): readonly Day[] {
  const key = `${codeOf(calendar)} ${year} ${language}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const days = daysAround(calendar, year, language).filter((day) => yearOf(day.on) === year)
  cache.set(key, days)
  return days
}

/** A substitute day of New Year, or the tail of a long feast, may be found with the year beside its own. */
function daysAround(calendar: HolidayCalendar, year: number, language: HolidayLanguage): readonly Day[] {
  const place = placeOf(calendar)
  if (place === null) throw new Error(`no holiday calendar ${codeOf(calendar)}`)
  // In UTC, and by the local date that it names: what a feast by the moon calls its day begins at sunset of the day before.
  const options = { timezone: 'UTC', types: ['public' as const] }
  const { state, region } = place
  const Library = library()
  const holidays =
    state === null
      ? new Library(calendar.country, options)
      : region === null
        ? new Library(calendar.country, state, options)
        : new Library(calendar.country, state, region, options)
  // Asked in its own language it says "Labor Day" where plain English would be "Labour Day".
  const own = holidays.getLanguages()[0] ?? ''
  const asked = own.split('-')[0] === language ? own : language
  const found = new Map<string, Day>()
  for (const one of [year - 1, year, year + 1].flatMap((each) => holidays.getHolidays(each, asked))) {
    const length = Math.max(1, Math.round((one.end.getTime() - one.start.getTime()) / 86_400_000))
    for (let day = 0; day < length; day += 1) {
      const on = new Date(Date.parse(`${one.date.slice(0, 10)}T00:00:00Z`) + day * 86_400_000)
        .toISOString()
        .slice(0, 10)
      if (!found.has(on)) found.set(on, { on, name: one.name })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

function statesOf(country: string): Readonly<Record<string, string>> {
  return new (library())().getStates(country) ?? {}
}

/** `NY` is a state; `BY-A` a region of one. Null where there is no such place. */
function placeOf({ country, region }: Pick<HolidayCalendar, 'country' | 'region'>): {
  readonly state: string | null
  readonly region: string | null
} | null {
  if (region === null) return { state: null, region: null }
  const states = statesOf(country)
  if (Object.hasOwn(states, region)) return { state: region, region: null }
  const [state, ...rest] = region.split('-')
  if (state === undefined || !Object.hasOwn(states, state)) return null
  const inner = rest.join('-')
  return Object.hasOwn(new (library())().getRegions(country, state) ?? {}, inner) ? { state, region: inner } : null
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
