import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { putOverride } from './add-override.ts'
import { changeSchedule, type DutyChange } from './duty-change.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { type OpenStretch, openPartsOf } from './open-stretch.ts'

export interface OpenTaken {
  /** One for each open part of the stretch, in order. */
  readonly overrideIds: readonly number[]
}

/** Somebody takes an open stretch of their own accord; of two at once one has it. The leads are told. */
export async function takeOpenShift(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly stretch: OpenStretch },
): Promise<DutyOutcome<OpenTaken>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    work: async (change, schedule) => {
      const taken = await takeOpen(change, schedule, { stretch: input.stretch, person: actor.id })
      if (!taken.ok) return taken
      const [overrideId] = taken.value.overrideIds
      if (overrideId !== undefined) {
        change.tellLeads(schedule, { code: 'open_shift_taken', overrideId, by: actor.id }, input.stretch.start)
      }
      return taken
    },
  })
}

/**
 * Adds a person where somebody is wanted, and nowhere else: what is staffed by now isn't staffed twice. Refused where they
 * can't take the first part; a later one that they can't take stays open, and is found again as a gap.
 */
export async function takeOpen(
  change: DutyChange,
  schedule: LoadedSchedule,
  wanted: { readonly stretch: OpenStretch; readonly person: string; readonly isDespite?: boolean },
): Promise<DutyOutcome<OpenTaken>> {
  const { stretch, person, isDespite = false } = wanted
  const languages = schedule.rules.readers[person]?.languages ?? []
  const open = openPartsOf(schedule, { stretch, languages }, change.now)
  if (!open.ok) return didNot(open.refusal)
  const overrideIds: number[] = []
  for (const { start, end } of open.parts) {
    const override = { kind: 'add', rotation: stretch.rotation, subject: person, start, end, reason: null } as const
    const added = await putOverride(change, schedule, { override, isDespite })
    if (!added.ok && overrideIds.length === 0) return added
    if (added.ok) overrideIds.push(added.value.overrideId)
  }
  return did({ overrideIds })
}
