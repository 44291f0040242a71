import { Temporal } from 'temporal-polyfill'
import { factsOf } from '../../db/stores/digest/facts.ts'
import { recordBetween } from '../../db/stores/oncall/record.ts'
import type { DaysOff } from '../../domain/digest/daily.ts'
import { measure } from '../../domain/digest/measures.ts'
import { instantOf } from '../../domain/people/working-hours.ts'
import type { Deps } from '../deps.ts'
import { schedulesOf } from '../oncall/load-schedules.ts'
import { teamOf } from '../team.ts'
import { namesOf } from '../views/common.ts'
import { daysOffBefore } from './mornings.ts'

/** What happened in the days off just before a working day, and who worked them; null where the day before was worked, too. */
export async function daysOffDigest(
  deps: Deps,
  input: { readonly teamId: string; readonly on: string },
): Promise<DaysOff | null> {
  const settings = deps.settings()
  const team = teamOf(settings, input.teamId)
  const { calendar } = team
  const first = daysOffBefore(calendar, input.on)
  if (first === null) return null
  const [firstDay, workday] = [Temporal.PlainDate.from(first), Temporal.PlainDate.from(input.on)]
  const [start, end] = [instantOf(firstDay, '00:00', calendar.zone), instantOf(workday, '00:00', calendar.zone)]
  return deps.db.read(async (q) => {
    const { filed, pages } = measure(await factsOf(q, { teamId: team.id, from: start, to: end }), { start, end })
    const spent = new Map<string, number>()
    for (const { id } of await schedulesOf(q, settings, team.id, deps.clock.now())) {
      for (const { people, startAt, endAt } of await recordBetween(q, id, start, end)) {
        const from = Math.max(startAt.getTime(), start.getTime())
        const to = Math.min((endAt ?? end).getTime(), end.getTime())
        for (const person of people) spent.set(person, (spent.get(person) ?? 0) + Math.max(0, to - from))
      }
    }
    const name = await namesOf(q, [...spent.keys()])
    const days = Array.from({ length: firstDay.until(workday).days }, (_, index) => firstDay.add({ days: index }))
    return {
      isWeekend: days.some(({ dayOfWeek }) => dayOfWeek > 5),
      figures: { filed, pages },
      people: [...spent].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => name(id)),
    }
  })
}
