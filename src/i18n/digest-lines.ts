import { type Kept, type Measures, shareKept, usual } from '../domain/digest/measures.ts'
import type { LateLine, LoadLine, WeeklyDigest } from '../domain/digest/weekly.ts'
import type { ClockKind } from '../domain/escalation/timeline-event.ts'
import { escNumber } from '../domain/escalation/words.ts'
import type { Locale } from '../domain/language.ts'
import { digestWords } from './digest.ts'
import { dateOf, durationOf, localDayOf } from './format.ts'

/** The sentences of a weekly digest, without marks or escapes: whoever shows them adds theirs. `nameOf` makes a name harmless. */
export interface DigestLines {
  readonly title: string
  /** "41 filed (usual 52) · 38 resolved · 9 open" */
  readonly week: readonly string[]
  /** "claimed on time 95 % (92) · median 6 min" */
  readonly promises: readonly string[]
  readonly late: readonly string[]
  readonly load: readonly string[]
  readonly policy: readonly string[]
}

const NO_BREAK = '\u00a0'

export function digestLines(digest: WeeklyDigest, locale: Locale, nameOf: (text: string) => string): DigestLines {
  const say = digestWords(locale)
  const { figures, before, period } = digest
  const day = dateOf(period.start, period.zone, locale)
  const trend = digest.trend === 'unknown' ? [] : [say.trend[digest.trend]]
  const normal = usual(before.map(({ filed }) => filed))
  const { pages } = figures
  return {
    title: say.title(day, [...trend, say.late(digest.lateCount)]),
    week: [
      say.filed(figures.filed, normal === null ? null : String(normal)),
      say.resolved(figures.resolved),
      say.open(figures.open, figures.backlog.overFiveDays),
      ...(figures.reopened > 0 ? [say.reopened(figures.reopened)] : []),
      ...(pages.count > 0 ? [say.pages(pages.count, pages.atNight)] : []),
      ...(figures.helpful.yes + figures.helpful.no > 0 ? [say.helpful(figures.helpful.yes, figures.helpful.no)] : []),
    ],
    promises: promiseLines(figures, before, locale),
    late: digest.late.map((one) => lateText(one, locale)),
    load: loadLines(digest.load, figures, locale, nameOf),
    policy: digest.unclear.map(({ cause, count, rule, ofRule }) => {
      const what = `${say.policy[cause] ?? cause} ${say.times(count)}`
      return rule === null ? what : `${what}, ${say.onRule(ofRule, nameOf(rule))}`
    }),
  }
}

const SHOWN: readonly ClockKind[] = ['claim', 'first_update', 'next_update', 'resolve', 'obligation']

function promiseLines(figures: Measures, before: readonly Measures[], locale: Locale): readonly string[] {
  const say = digestWords(locale)
  return SHOWN.flatMap((clock) => {
    const kept = figures.kept[clock]
    if (kept === undefined) return []
    const shares = before.flatMap((one) => shareKept(one.kept[clock] ?? NONE) ?? [])
    const normal = usual(shares)
    const line = say.kept[clock](shareText(kept, locale), normal === null ? null : String(normal))
    const took = clock === 'claim' || clock === 'first_update' || clock === 'resolve' ? figures.took[clock] : null
    if (took === null || took.median === null) return [line]
    return [`${line} · ${say.median(durationOf(took.median, locale))}`]
  })
}

const NONE: Kept = { met: 0, breached: 0 }

/** `95 %`; of fewer than five cases "3 of 4". */
export function shareText(kept: Kept, locale: Locale): string {
  const share = shareKept(kept)
  return share === null ? digestWords(locale).few(kept.met, kept.met + kept.breached) : `${share}${NO_BREAK}%`
}

function lateText({ escalationId, clock, lateMinutes }: LateLine, locale: Locale): string {
  const say = digestWords(locale)
  const by = lateMinutes === null ? null : durationOf(Math.max(1, lateMinutes), locale)
  return say.lateLine(escNumber(escalationId), say.clock[clock], by)
}

function loadLines(
  load: readonly LoadLine[],
  { restricted }: Measures,
  locale: Locale,
  nameOf: (text: string) => string,
): readonly string[] {
  const say = digestWords(locale)
  const hours = (one: LoadLine) => say.hours(String(Math.round(one.hours)), String(Math.round(one.nightHours)))
  const [most] = load
  const least = load.at(-1)
  return [
    ...(most === undefined ? [] : [say.most(nameOf(most.person.name), hours(most))]),
    ...(least === undefined || load.length < 2 ? [] : [say.least(nameOf(least.person.name), hours(least))]),
    ...(restricted > 0 ? [say.restricted(restricted)] : []),
  ]
}

/** All figures as a table: measure, this week, the median of the four before. */
export function digestTable(digest: WeeklyDigest, locale: Locale): readonly (readonly string[])[] {
  const say = digestWords(locale)
  const { figures, before } = digest
  const count = (label: string, of: (one: Measures) => number): readonly string[] => {
    const normal = usual(before.map(of))
    return [label, String(of(figures)), normal === null ? '–' : String(normal)]
  }
  const spread = (label: string, clock: 'claim' | 'first_update' | 'resolve', of: 'median' | 'p90') => {
    const value = figures.took[clock][of]
    const medians = before.flatMap((one) => one.took[clock][of] ?? [])
    const normal = usual(medians)
    // "1 h 43", so that a line of the table fits a phone.
    const text = (minutes: number | null) =>
      minutes === null ? '–' : durationOf(minutes, locale).replace(/( h \d\d) min$/, '$1')
    return [label, text(value), text(normal)]
  }
  const kept = SHOWN.flatMap((clock): readonly (readonly string[])[] => {
    const now = figures.kept[clock]
    if (now === undefined) return []
    const normal = usual(before.flatMap((one) => shareKept(one.kept[clock] ?? NONE) ?? []))
    const label = say.kept[clock]('', null).trim()
    return [[label, shareText(now, locale), normal === null ? '–' : `${normal}${NO_BREAK}%`]]
  })
  const plain = (text: string) => text.replace(/^0\s*/, '')
  return [
    [say.table.measure, say.table.value, say.table.usual],
    count(plain(say.filed(0, null)), ({ filed }) => filed),
    count(plain(say.resolved(0)), ({ resolved }) => resolved),
    count(plain(say.reopened(0)), ({ reopened }) => reopened),
    ...kept,
    ...(['claim', 'first_update', 'resolve'] as const).flatMap((clock) => [
      spread(`${say.clock[clock]}, ${say.median('').trim()}`, clock, 'median'),
      spread(`${say.clock[clock]}, 90 %`, clock, 'p90'),
    ]),
    count(plain(say.pages(0, 0)), ({ pages }) => pages.count),
  ]
}

/** The local date that names the week in a file or a key. */
export function weekName(digest: WeeklyDigest): string {
  return localDayOf(digest.period.start, digest.period.zone)
}
