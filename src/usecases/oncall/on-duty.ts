import type { Queryable } from '../../db/client.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { type DecidedBy, LAYERS, type Why } from '../../domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Settings } from '../../settings/types.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'

/** Words that policies know of roles; a lead's rotation orders the leads and is on call for nothing else. */
export const PRIMARY = 'primary'
export const BACKUP = 'backup'
export const LEAD = 'lead'

/** What one rotation of a team's schedules answers. */
export interface RotationDuty {
  readonly scheduleId: number
  readonly schedule: string
  readonly rotation: string
  readonly role: string
  /** The holder first; empty: nobody. */
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
  readonly until: Date | null
}

/** Who is on call for a team at an instant. */
export interface TeamDuty {
  /** False: the team has no schedule, and everybody named for it is on call. */
  readonly isScheduled: boolean
  /** Everybody on call, the primary first; never who is on duty as a lead only. */
  readonly people: readonly string[]
  /** By role and by rotation; `primary` and `backup` always there. Null: without a schedule nobody has a role. */
  readonly roles: Readonly<Record<string, readonly string[]>> | null
  /** Who is on duty as a lead. */
  readonly leads: readonly string[]
  /** Every rotation of every schedule of the team, staffed or not, in their order. */
  readonly duties: readonly RotationDuty[]
}

/**
 * Who is on call for a team by its schedules; null where it has none. A rotation without anybody is in `duties` and in no
 * role: *nobody scheduled*. A look-up that fails throws.
 */
export async function teamDutyOf(q: Queryable, settings: Settings, teamId: string, at: Date): Promise<TeamDuty | null> {
  const schedules = await schedulesOf(q, settings, teamId, at)
  return schedules.length === 0 ? null : dutyAt(schedules, at)
}

/** The same of schedules in hand: pure. */
export function dutyAt(schedules: readonly LoadedSchedule[], at: Date): TeamDuty {
  const duties = schedules.flatMap((schedule) =>
    rotationsOf(schedule.prepared).map((rotation): RotationDuty => {
      const { people, layer, why, until } = whoIsOnCall(schedule.prepared, rotation, at)
      const role = roleOf(schedule.rules, rotation, layer)
      return { scheduleId: schedule.id, schedule: schedule.name, rotation, role, people, layer, why, until }
    }),
  )
  const paged = duties.filter((duty) => duty.role !== LEAD)
  const [first] = paged
  // A schedule that calls nothing primary begins with it, and the others stand in.
  const isPrimary = named(paged, PRIMARY)
    ? (duty: RotationDuty) => isCalled(duty, PRIMARY)
    : (duty: RotationDuty) => duty.role === first?.role
  const isBackup = named(paged, BACKUP)
    ? (duty: RotationDuty) => isCalled(duty, BACKUP)
    : (duty: RotationDuty) => !isPrimary(duty)
  const peopleOf = (is: (duty: RotationDuty) => boolean) => unique(paged.filter(is).flatMap((duty) => duty.people))
  const names = unique(paged.flatMap((duty) => [duty.role, duty.rotation]))
  return {
    isScheduled: true,
    people: unique([...peopleOf(isPrimary), ...peopleOf(() => true)]),
    roles: {
      ...Object.fromEntries(names.map((name) => [name, peopleOf((duty) => isCalled(duty, name))])),
      [PRIMARY]: peopleOf(isPrimary),
      [BACKUP]: peopleOf(isBackup),
    },
    leads: unique(duties.filter((duty) => duty.role === LEAD).flatMap((duty) => duty.people)),
    duties,
  }
}

/** Everybody named for a team is on call for it: a team without a schedule. */
export function everybody(people: readonly string[]): TeamDuty {
  return { isScheduled: false, people: unique(people), roles: null, leads: [], duties: [] }
}

/** Only those people: who is cleared, who can be reached. */
export function onlyOf(duty: TeamDuty, isOne: (userId: string) => boolean): TeamDuty {
  const { people, roles, leads } = duty
  return {
    ...duty,
    people: people.filter(isOne),
    roles:
      roles === null ? null : Object.fromEntries(Object.entries(roles).map(([name, all]) => [name, all.filter(isOne)])),
    leads: leads.filter(isOne),
  }
}

/** The role of a rotation in the layer in force, else in the first layer that has it; its own name where none has. */
export function roleOf(rules: ScheduleRules, rotation: string, layer: DecidedBy | null): string {
  const named = LAYERS.toSorted((a, b) => Number(b === layer) - Number(a === layer)).flatMap((name) =>
    (rules.layers[name]?.rotations ?? []).filter((one) => one.name === rotation),
  )
  return named[0]?.role ?? rotation
}

function isCalled(duty: RotationDuty, name: string): boolean {
  return duty.role === name || duty.rotation === name
}

function named(duties: readonly RotationDuty[], name: string): boolean {
  return duties.some((duty) => isCalled(duty, name))
}

function unique(people: readonly string[]): readonly string[] {
  return [...new Set(people)]
}
