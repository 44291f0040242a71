import type { KeptDays } from './schedule.ts'
import type { MsSpan } from './spans.ts'
import { dayOf, instantAt } from './wall-clock.ts'

interface KeptSpan extends MsSpan {
  readonly declaredAt: number
}

/** Whether a person keeps free a day on which one of the spans lies, declared before the turn began. */
export type Keeps = (person: string, turn: { readonly begin: number; readonly spans: readonly MsSpan[] }) => boolean

/** A kept day runs from local midnight to local midnight of the schedule's zone (SCHEDULES, Turns and the line). */
export function keepsOf(keptDays: readonly KeptDays[], zone: string): Keeps {
  const byPerson = new Map<string, KeptSpan[]>()
  for (const { person, from, to, declaredAt } of keptDays) {
    const span = {
      start: instantAt(zone, dayOf(from), 0),
      end: instantAt(zone, dayOf(to) + 1, 0),
      declaredAt: declaredAt.getTime(),
    }
    if (span.start >= span.end) continue
    const spans = byPerson.get(person)
    if (spans === undefined) byPerson.set(person, [span])
    else spans.push(span)
  }
  return (person, { begin, spans }) => {
    const kept = byPerson.get(person)
    if (kept === undefined) return false
    return kept.some(
      (one) => one.declaredAt <= begin && spans.some((span) => span.start < one.end && one.start < span.end),
    )
  }
}
