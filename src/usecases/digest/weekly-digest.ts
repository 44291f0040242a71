import { factsOf } from '../../db/stores/digest/facts.ts'
import { recordBetween } from '../../db/stores/oncall/record.ts'
import { earlier, type Period, periodOf } from '../../domain/digest/periods.ts'
import { WEEKS_BEFORE, type WeeklyDigest, weekOf } from '../../domain/digest/weekly.ts'
import { ledgerOf } from '../../domain/oncall/ledger.ts'
import type { Deps } from '../deps.ts'
import { GAP_DAYS } from '../oncall/find-gaps.ts'
import { schedulesOf } from '../oncall/load-schedules.ts'
import { teamOf } from '../team.ts'
import { namesOf } from '../views/common.ts'
import { gapsAhead, swapsToApprove } from './needs.ts'

const DAY_MS = 24 * 60 * 60_000

/** What happened to a team in the week of a local date, beside the four before; what is ahead is as of now. */
export async function weeklyDigest(
  deps: Deps,
  input: { readonly teamId: string; readonly on: string },
): Promise<WeeklyDigest> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const team = teamOf(settings, input.teamId)
  const period = periodOf('week', input.on, team.zone)
  return deps.db.read(async (q) => {
    const from = earlier(period, WEEKS_BEFORE).start
    const facts = await factsOf(q, { teamId: team.id, from, to: period.end })
    const schedules = await schedulesOf(q, settings, team.id, now)
    const until = new Date(now.getTime() + GAP_DAYS * DAY_MS)
    const loads = new Map<string, { hours: number; nightHours: number; weekendHours: number }>()
    for (const { id, prepared } of schedules) {
      for (const one of ledgerOf(
        await recordedIn(q, id, period, now),
        ledgerFrame(period, prepared.snapshot.holidays),
      )) {
        const known = loads.get(one.person) ?? { hours: 0, nightHours: 0, weekendHours: 0 }
        loads.set(one.person, {
          hours: known.hours + one.hours,
          nightHours: known.nightHours + one.nightHours,
          weekendHours: known.weekendHours + one.weekendHours,
        })
      }
    }
    const name = await namesOf(q, [...loads.keys()])
    const load = [...loads].map(([person, hours]) => ({ person: name(person), ...hours }))
    return {
      teamId: team.id,
      team: team.name,
      period,
      ...weekOf(facts, period),
      load: load.sort((one, other) => other.hours - one.hours || (one.person.id < other.person.id ? -1 : 1)),
      gaps: await gapsAhead(q, schedules, { from: now, to: until }),
      approvals: await swapsToApprove(q, schedules),
    }
  })
}

async function recordedIn(q: Parameters<typeof recordBetween>[0], scheduleId: number, period: Period, now: Date) {
  const rows = await recordBetween(q, scheduleId, period.start, period.end)
  return rows.map(({ rotation, people, startAt, endAt }) => ({ rotation, people, start: startAt, end: endAt ?? now }))
}

function ledgerFrame({ zone, start, end }: Period, holidays: Parameters<typeof ledgerOf>[1]['holidays']) {
  return { zone, holidays, from: start, to: end }
}
