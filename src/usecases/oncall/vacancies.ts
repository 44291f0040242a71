import type { Queryable } from '../../db/client.ts'
import { placesOf } from '../../domain/oncall/rule-edits.ts'
import type { LayerName } from '../../domain/oncall/schedule.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'
import { type Told, tellDuty } from './notices.ts'

/** A deactivated person's place in lines: vacant until a lead puts somebody there or takes it out (ONCALL 8). */
export interface Vacancy {
  readonly scheduleId: number
  readonly schedule: string
  readonly person: string
  readonly since: Date
  readonly places: readonly { readonly layer: LayerName; readonly rotation: string }[]
}

/** Of one team, or of all. Decided by `changeParticipants`: `replace` in the line, or `end`. */
export async function vacancies(deps: Deps, teamId: string | null): Promise<readonly Vacancy[]> {
  const now = deps.clock.now()
  const all = await deps.db.read((q) => schedulesOf(q, deps.settings(), teamId, now))
  return vacanciesIn(all, now)
}

/** The same of schedules in hand: pure. */
export function vacanciesIn(schedules: readonly LoadedSchedule[], now: Date): readonly Vacancy[] {
  return schedules.flatMap((schedule) => {
    const { id: scheduleId, name, rules, prepared } = schedule
    const today = localDayOf(now, rules.zone)
    return prepared.snapshot.deactivations
      .filter((one) => one.at <= now && (one.until === null || one.until > now))
      .flatMap(({ person, at: since }): readonly Vacancy[] => {
        const places = placesOf(rules, person, today)
        return places.length === 0 ? [] : [{ scheduleId, schedule: name, person, since, places }]
      })
  })
}

/** Asks the leads what is to become of a person's slots; in the transaction that notes the deactivation. */
export async function tellVacancies(
  tx: Queryable,
  settings: Settings,
  of: { readonly schedules: readonly LoadedSchedule[]; readonly person: string },
  now: Date,
): Promise<void> {
  const told = vacanciesIn(of.schedules, now)
    .filter((one) => one.person === of.person)
    .flatMap(({ scheduleId, person, since }): readonly Told[] => {
      const schedule = of.schedules.find((one) => one.id === scheduleId)
      if (schedule === undefined) return []
      const notice = { code: 'slots_vacant', scheduleId, person, since: since.toISOString() } as const
      return teamOf(settings, schedule.teamId).leads.map((to) => ({ notice, to }))
    })
  await tellDuty(tx, settings, told, now)
}
