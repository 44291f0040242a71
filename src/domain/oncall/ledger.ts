import type { Holiday, Span } from './schedule.ts'
import { append, joined, type MsSpan } from './spans.ts'
import { dayOf, instantAt, localDayAt, weekdayOf } from './wall-clock.ts'

const HOUR_MS = 60 * 60_000
const NIGHT_ENDS = 6 * 60
const NIGHT_BEGINS = 22 * 60
const SATURDAY = 6

/** A stretch of the record: who was on call in a rotation. */
export interface Recorded extends Span {
  readonly rotation: string
  readonly people: readonly string[]
}

export interface LedgerOf {
  /** IANA zone in which days and nights are read. */
  readonly zone: string
  readonly holidays: readonly Holiday[]
  readonly from: Date
  readonly to: Date
}

/**
 * What one person bore. Weekday, weekend and holiday hours add up to all; night hours (22:00–06:00) are among them. A day is
 * what the calendar says, whichever layer was in force.
 */
export interface DutyLedger {
  readonly person: string
  readonly hours: number
  readonly weekdayHours: number
  readonly weekendHours: number
  readonly holidayHours: number
  readonly nightHours: number
  /** Stretches of duty: what follows without a break in one rotation is one. */
  readonly stretches: number
}

type DayKind = 'weekday' | 'weekend' | 'holiday'

/** Per person in order of id, from what was recorded in `[from, to)` (ONCALL 9 and 11). Two rotations at once are one hour. */
export function ledgerOf(recorded: readonly Recorded[], of: LedgerOf): readonly DutyLedger[] {
  const kindOf = dayKinds(of.holidays)
  return [...stretchesByPerson(recorded, of)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([person, byRotation]) => {
      const hours = { weekday: 0, weekend: 0, holiday: 0, night: 0 }
      for (const span of joined([...byRotation.values()].flat())) addHours(hours, span, { zone: of.zone, kindOf })
      const { weekday, weekend, holiday, night } = hours
      return {
        person,
        hours: weekday + weekend + holiday,
        weekdayHours: weekday,
        weekendHours: weekend,
        holidayHours: holiday,
        nightHours: night,
        stretches: [...byRotation.values()].flat().length,
      }
    })
}

function stretchesByPerson(recorded: readonly Recorded[], { from, to }: LedgerOf): Map<string, Map<string, MsSpan[]>> {
  const byPerson = new Map<string, Map<string, MsSpan[]>>()
  for (const { rotation, people, start, end } of recorded.toSorted((a, b) => a.start.getTime() - b.start.getTime())) {
    const span = {
      start: Math.max(start.getTime(), from.getTime()),
      end: Math.min(end.getTime(), to.getTime()),
    }
    if (span.start >= span.end) continue
    for (const person of people) {
      const byRotation = byPerson.get(person) ?? new Map<string, MsSpan[]>()
      byPerson.set(person, byRotation)
      const spans = byRotation.get(rotation) ?? []
      byRotation.set(rotation, spans)
      append(spans, span)
    }
  }
  return byPerson
}

function dayKinds(holidays: readonly Holiday[]): (day: number) => DayKind {
  const treated = new Map<number, DayKind>()
  for (const { on, as } of holidays) {
    if (as !== 'ignore' && treated.get(dayOf(on)) !== 'holiday') treated.set(dayOf(on), as)
  }
  return (day) => treated.get(day) ?? (weekdayOf(day) >= SATURDAY ? 'weekend' : 'weekday')
}

function addHours(
  hours: Record<DayKind | 'night', number>,
  span: MsSpan,
  { zone, kindOf }: { readonly zone: string; readonly kindOf: (day: number) => DayKind },
): void {
  const last = localDayAt(zone, span.end - 1)
  for (let day = localDayAt(zone, span.start); day <= last; day += 1) {
    const bounds = [
      instantAt(zone, day, 0),
      instantAt(zone, day, NIGHT_ENDS),
      instantAt(zone, day, NIGHT_BEGINS),
      instantAt(zone, day + 1, 0),
    ].map((at) => Math.min(Math.max(at, span.start), span.end))
    const [midnight = 0, morning = 0, evening = 0, next = 0] = bounds
    hours[kindOf(day)] += (next - midnight) / HOUR_MS
    hours.night += (morning - midnight + next - evening) / HOUR_MS
  }
}
