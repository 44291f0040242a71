import type { PersonActor } from '../../domain/actor.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { NowView, RotationNow, SeenPerson } from '../../domain/oncall/screens.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Deps } from '../deps.ts'
import { GAP_DAYS, gapsOf } from '../oncall/find-gaps.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { myShifts } from './oncall-me.ts'
import { reachOf, seenPeople } from './oncall-reach.ts'

const DAY_MS = 24 * 60 * 60_000
/** So far ahead the next holder is looked for. */
const NEXT_DAYS = 45

interface Found extends Omit<RotationNow, 'people' | 'next'> {
  readonly people: readonly string[]
  readonly next: { readonly people: readonly string[]; readonly at: Date } | null
}

/** `/oncall`: now and next in each rotation of each schedule of each of one's teams. */
export async function nowFor(deps: Deps, actor: PersonActor): Promise<NowView> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, settings, actor, now)
    const found = reach.schedules.map((schedule) => ({ schedule, rotations: rotationsNow(schedule, now) }))
    const ids = found.flatMap(({ rotations }) =>
      rotations.flatMap((one) => [...one.people, ...(one.next?.people ?? [])]),
    )
    const seen = await seenPeople(q, ids, now)
    const named = (one: Found): RotationNow => ({ ...one, people: one.people.map(seen), next: nextOf(one, seen) })
    const range = { from: now, to: new Date(now.getTime() + GAP_DAYS * DAY_MS) }
    return {
      asOf: now,
      mine: (await myShifts(q, reach.all, actor.id, now)).find((one) => one.isAhead) ?? null,
      teams: reach.teams.map(({ team, isLead }) => ({
        id: team.id,
        name: team.name,
        isLead,
        schedules: found
          .filter((one) => one.schedule.teamId === team.id)
          .map(({ schedule, rotations }) => ({
            scheduleId: schedule.id,
            name: schedule.name,
            rotations: rotations.map(named),
            gaps: gapsOf(schedule.prepared, schedule.rules, range).length,
          })),
      })),
    }
  })
}

function nextOf({ next }: Found, seen: (id: string) => SeenPerson): RotationNow['next'] {
  return next === null ? null : { at: next.at, people: next.people.map(seen) }
}

function rotationsNow({ prepared }: LoadedSchedule, now: Date): readonly Found[] {
  return rotationsOf(prepared).map((rotation) => {
    const { people, why, until } = whoIsOnCall(prepared, rotation, now)
    if (until === null) return { rotation, people, why, until, next: null }
    const later = onCallBetween(prepared, rotation, until, new Date(until.getTime() + NEXT_DAYS * DAY_MS))
    const next = later.find((one) => !isUnplanned(one.why) && one.people.join() !== people.join())
    // Who has it is shown until somebody else does, whatever it is by.
    const change = later.find((one) => one.people.join() !== people.join())
    return {
      rotation,
      people,
      why,
      until: people.length > 0 && change !== undefined ? change.start : until,
      next: next === undefined ? null : { people: next.people, at: next.start },
    }
  })
}

function isUnplanned(why: string): boolean {
  return why === 'no_layer' || why === 'no_rotation' || why === 'outside_hours'
}
