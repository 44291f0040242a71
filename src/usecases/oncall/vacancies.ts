import type { Queryable } from '../../db/client.ts'
import { everSaid } from '../../db/stores/outbox.ts'
import { placesOf } from '../../domain/oncall/rule-edits.ts'
import type { LayerName } from '../../domain/oncall/schedule.ts'
import { addressOf } from '../../outbox/intents.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { gapsOf } from './find-gaps.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'
import { type Told, tellDuty } from './notices.ts'

/** A gap so near isn't held for anybody's morning. */
const SOON_MS = 24 * 60 * 60_000

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

/**
 * Asks the leads what is to become of a person's slots; in the transaction that notes the deactivation. It tells of the gaps
 * that this makes, too: whoever hears of one soon hears of it at once.
 */
export async function tellVacancies(
  tx: Queryable,
  settings: Settings,
  of: { readonly schedules: readonly LoadedSchedule[]; readonly person: string },
  now: Date,
): Promise<void> {
  const told = vacanciesIn(of.schedules, now)
    .filter((one) => one.person === of.person)
    .flatMap((vacancy) => {
      const schedule = of.schedules.find((one) => one.id === vacancy.scheduleId)
      if (schedule === undefined) return []
      const { prepared, rules } = schedule
      const isSoon = gapsOf(prepared, rules, { from: now, to: new Date(now.getTime() + SOON_MS) }).length > 0
      return askLeads(settings, schedule, vacancy).map((one) => (isSoon ? { ...one, startsAt: now } : one))
    })
  await tellDuty(tx, settings, told, now)
}

/** Requests that were sent are drawn again: what was decided since, and which gaps are left. `before` the change. */
export async function redrawVacancies(
  tx: Queryable,
  settings: Settings,
  before: readonly LoadedSchedule[],
  now: Date,
): Promise<void> {
  const asked = vacanciesIn(before, now).flatMap((vacancy) => {
    const schedule = before.find((one) => one.id === vacancy.scheduleId)
    return schedule === undefined ? [] : askLeads(settings, schedule, vacancy)
  })
  const keyOf = ({ to, notice }: Told) => addressOf({ kind: 'duty_notice', userId: to, notice }).key
  const sent = await everSaid(tx, asked.map(keyOf))
  const again = asked.filter((one) => sent.has(keyOf(one)))
  if (again.length > 0) await tellDuty(tx, settings, again, now)
}

function askLeads(
  settings: Settings,
  schedule: Pick<LoadedSchedule, 'teamId'>,
  { scheduleId, person, since }: Vacancy,
): readonly Told[] {
  const notice = { code: 'slots_vacant', scheduleId, person, since: since.toISOString() } as const
  // A lead who left isn't asked about themself.
  return teamOf(settings, schedule.teamId).leads.flatMap((to) => (to === person ? [] : [{ notice, to }]))
}
