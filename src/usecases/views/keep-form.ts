import { keptBy } from '../../db/stores/days-kept.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { listDays } from '../../domain/oncall/keeping.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import type { Deps } from '../deps.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { reachOf } from './oncall-reach.ts'

const YEAR_MS = 365 * 24 * 60 * 60_000

/** What somebody may keep of each calendar year ahead, by the schedule of theirs that allows the most; null: they are in no line. */
export async function keepFormFor(deps: Deps, actor: PersonActor) {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const { all } = await reachOf(q, deps.settings(), actor, now)
    const [own] = all
      .filter(({ rules }) => membersOf(rules, localDayOf(now, rules.zone)).includes(actor.id))
      .toSorted((one, other) => other.rules.keptDaysAYear - one.rules.keptDaysAYear)
    if (own === undefined) return null
    const { rules, prepared } = own
    const today = localDayOf(now, rules.zone)
    const until = localDayOf(new Date(now.getTime() + YEAR_MS), rules.zone)
    const kept = await keptBy(q, actor.id)
    const counted = kept
      .filter((one) => one.tradedHolidayOn === null)
      .flatMap(({ fromOn: from, toOn: to }) => listDays({ from, to }))
    const of = rules.keptDaysAYear
    const left = [...new Set([today, until].map((day) => day.slice(0, 4)))].map((year) => ({
      year: Number(year),
      left: Math.max(0, of - counted.filter((day) => day.startsWith(year)).length),
      of,
    }))
    const traded = new Set(kept.map((one) => one.tradedHolidayOn))
    const holidays = prepared.snapshot.holidays
      .filter(({ on, as }) => as !== 'ignore' && on > today && on <= until && !traded.has(on))
      .map(({ on, name }) => ({ on, name }))
    return {
      scheduleId: own.id,
      left,
      holidays: [...new Map(holidays.map((one) => [one.on, one])).values()],
      from: today,
    }
  })
}
