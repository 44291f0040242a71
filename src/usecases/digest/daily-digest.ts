import { Temporal } from 'temporal-polyfill'
import { openWorkOf } from '../../db/stores/digest/open-work.ts'
import { type DailyDigest, type DayEntry, type DaySection, dayWorkOf } from '../../domain/digest/daily.ts'
import type { Named } from '../../domain/escalation/views.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { addWorkingDays, instantOf } from '../../domain/people/working-hours.ts'
import type { Team } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { type LoadedSchedule, schedulesOf } from '../oncall/load-schedules.ts'
import { teamOf } from '../team.ts'
import { namesOf } from '../views/common.ts'
import { gapsAhead, swapsToApprove } from './needs.ts'

const DAY_MS = 24 * 60 * 60_000
/** Duty is told until tomorrow at nine. */
const DUTY_MS = DAY_MS
const TURNS_SHOWN = 4
/** Farther gaps are Monday's. */
const GAP_MS = 7 * DAY_MS
/** Reminded after one and three working days: what waits longer needs somebody to decide. */
const WAITING_DAYS = 3
const SILENT: readonly string[] = ['no_layer', 'no_rotation', 'outside_hours']

/** What a team's lead looks at on the morning of a local date, as of now. */
export async function dailyDigest(
  deps: Deps,
  input: { readonly teamId: string; readonly on: string },
): Promise<DailyDigest> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const team = teamOf(settings, input.teamId)
  const { zone } = team.calendar
  return deps.db.read(async (q) => {
    const schedules = await schedulesOf(q, settings, team.id, now)
    const duty = schedules.flatMap((schedule) => dutyOf(schedule, now))
    const work = dayWorkOf(await openWorkOf(q, team.id), {
      now,
      dayEnd: instantOf(Temporal.PlainDate.from(input.on).add({ days: 1 }), '00:00', zone),
      waitingBefore: workingDaysBefore(team, now),
    })
    const owners = Object.values(work).flatMap(({ named }) => named.flatMap(({ ownerId }) => ownerId ?? []))
    const onCall = duty.flatMap(({ turns }) => turns.flatMap(({ people }) => people))
    const name = await namesOf(q, [...owners, ...onCall])
    const seen = (section: DaySection<DayEntry>) => ({
      ...section,
      named: section.named.map(({ ownerId, ...one }) => ({ ...one, owner: ownerId === null ? null : name(ownerId) })),
    })
    const until = new Date(now.getTime() + GAP_MS)
    return {
      teamId: team.id,
      team: team.name,
      asOf: now,
      work: { late: seen(work.late), due: seen(work.due), unowned: seen(work.unowned), waiting: seen(work.waiting) },
      duty: duty.map((one) => ({
        ...one,
        turns: one.turns.map((turn) => ({ ...turn, people: turn.people.map((id): Named => name(id)) })),
      })),
      gaps: await gapsAhead(q, schedules, { from: now, to: until }),
      approvals: await swapsToApprove(q, schedules),
    }
  })
}

/** The last instant from which three working days have passed by now. */
function workingDaysBefore({ calendar }: Team, now: Date): Date {
  // Whole days are enough: holidays lengthen a wait, and nobody is told too early for it.
  for (let days = WAITING_DAYS; days <= WAITING_DAYS + 31; days += 1) {
    const then = new Date(now.getTime() - days * DAY_MS)
    if (addWorkingDays(calendar.hours, calendar.zone, then, WAITING_DAYS) <= now) return then
  }
  return new Date(now.getTime() - 31 * DAY_MS)
}

function dutyOf({ name: schedule, prepared }: LoadedSchedule, now: Date) {
  const until = new Date(now.getTime() + DUTY_MS)
  return rotationsOf(prepared).flatMap((rotation) => {
    const turns: { from: Date; people: readonly string[] }[] = []
    for (const { start, people, why } of onCallBetween(prepared, rotation, now, until)) {
      // Nobody is meant to be there: that is no gap, and nothing to tell.
      if (people.length === 0 && SILENT.includes(why)) continue
      if (turns.at(-1)?.people.join() !== people.join()) turns.push({ from: start, people })
    }
    return turns.length > 0 ? [{ schedule, rotation, turns: turns.slice(0, TURNS_SHOWN) }] : []
  })
}
