import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { GapRef } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { changeParticipants } from './edit-rules.ts'
import { gapsAhead } from './find-gaps.ts'
import { scheduleOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'
import { vacanciesIn } from './vacancies.ts'

/** A lead takes a deactivated person out of every line of a schedule, from today on. */
export async function removeVacant(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly person: string },
): Promise<DutyOutcome<{ readonly version: number }>> {
  const { scheduleId, person } = input
  const now = deps.clock.now()
  const schedule = await deps.db.read((q) => scheduleOf(q, deps.settings(), scheduleId, now))
  const vacancy = schedule === null ? undefined : vacanciesIn([schedule], now).find((one) => one.person === person)
  if (schedule === null || vacancy === undefined) return didNot({ code: 'not_found' })
  const on = localDayOf(now, schedule.rules.zone)
  const edits = vacancy.places.map((place) => ({ ...place, kind: 'end' as const, person, on }))
  return changeParticipants(deps, actor, { scheduleId, version: schedule.version, edits, reason: null })
}

/** The nearest gap of a schedule, for who looks for cover; null where there is none. */
export async function nearestGap(deps: Deps, scheduleId: number): Promise<GapRef | null> {
  const [first] = (await gapsAhead(deps, scheduleId)) ?? []
  if (first === undefined) return null
  const { kind, subject, start, end } = first
  return { scheduleId, kind, subject, start, end }
}
