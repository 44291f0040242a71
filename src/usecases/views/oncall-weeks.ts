import { Temporal } from 'temporal-polyfill'
import type { PersonActor } from '../../domain/actor.ts'
import { dayLines } from '../../domain/oncall/day-lines.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { DayLine, WeeksView } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { namesOf } from './common.ts'
import { choiceOf, choicesOf, reachOf } from './oncall-reach.ts'

const DAYS = 14

/**
 * `/oncall team`: two weeks of one schedule, day by day on the reader's own calendar. Null: none that they may look at. `named` is
 * what was typed: the schedule's name or its team's, or a part of one; without it the first.
 */
export async function weeksFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number | null; readonly named: string; readonly page: number; readonly zone: string },
): Promise<WeeksView | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    const word = input.named.trim().toLowerCase()
    const choices = choicesOf(reach)
    const wanted =
      input.scheduleId !== null
        ? choices.find((one) => one.id === input.scheduleId)
        : word === ''
          ? choices[0]
          : (choices.find((one) => [one.name, one.team].some((name) => name.toLowerCase() === word)) ??
            choices.find((one) => [one.name, one.team].some((name) => name.toLowerCase().includes(word))))
    const schedule = reach.schedules.find((one) => one.id === wanted?.id)
    if (schedule === undefined) return null
    const from = firstShown(input, now)
    const days = dayLines(schedule.prepared, { zone: input.zone, from, days: DAYS, now })
    const name = await namesOf(q, idsIn(days))
    return {
      schedule: choiceOf(reach, schedule),
      choices,
      page: input.page,
      rotations: rotationsOf(schedule.prepared),
      days: withNames(days, (id) => name(id).name),
      asOf: now,
    }
  })
}

/** The first local day of a page of two weeks, in the reader's zone; page 0 begins today. */
export function firstShown(of: { readonly page: number; readonly zone: string }, now: Date): string {
  return Temporal.PlainDate.from(localDayOf(now, of.zone))
    .add({ days: of.page * DAYS })
    .toString()
}

export function idsIn(days: readonly DayLine[]): readonly string[] {
  return [...new Set(days.flatMap((day) => day.parts.flatMap((part) => part.people)))]
}

export function withNames(days: readonly DayLine[], nameOf: (id: string) => string): readonly DayLine[] {
  return days.map((day) => ({
    ...day,
    parts: day.parts.map((part) => ({ ...part, people: part.people.map(nameOf) })),
  }))
}
