import { Temporal } from 'temporal-polyfill'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did } from '../../domain/oncall/duty-refusal.ts'
import type { HolidayEdit } from '../../domain/oncall/rule-edits.ts'
import type { HolidayPreview, HolidaysView } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { previewEdit } from '../oncall/edit-rules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { namesOf } from './common.ts'
import { choiceOf, choicesOf, isLeadOf, reachOf } from './oncall-reach.ts'

/** `/oncall holidays`: the next twelve months of one schedule. Null: none that they may look at. */
export async function holidaysFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number | null },
): Promise<HolidaysView | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    const { scheduleId } = input
    const schedule = scheduleId === null ? reach.schedules[0] : reach.schedules.find((one) => one.id === scheduleId)
    if (schedule === undefined) return null
    const { rules, prepared } = schedule
    const today = localDayOf(now, rules.zone)
    const until = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
    const isAhead = (on: string) => today <= on && on < until
    return {
      schedule: choiceOf(reach, schedule),
      choices: choicesOf(reach),
      isLead: isLeadOf(reach, schedule),
      holidays: prepared.snapshot.holidays
        .filter(({ on }) => isAhead(on))
        .map(({ on, name, as, calendars }) => ({ on, name, as, calendars }))
        .toSorted((a, b) => (a.on < b.on ? -1 : 1)),
      struck: rules.holidayStrikes.filter(isAhead),
    }
  })
}

/** What a lead's edit of a holiday would do: shown before it is saved. */
export async function holidayPreviewFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly edit: HolidayEdit },
): Promise<DutyOutcome<HolidayPreview>> {
  const { scheduleId, edit } = input
  const preview = await previewEdit(deps, actor, { scheduleId, edit: { what: 'holidays', edits: [edit] } })
  if (!preview.ok) return preview
  const { version, gaps, moved, voidSwapIds } = preview.value
  const ids = moved.map((one) => one.person)
  const name = await deps.db.read((q) => namesOf(q, ids))
  return did({
    scheduleId,
    version,
    gaps: gaps.map(({ kind, subject, start, end }) => ({
      ...{ scheduleId, kind, subject, start, end },
      schedule: '',
      isLead: true,
    })),
    moved: moved.map(({ person, gained, lost }) => ({ name: name(person).name, gained, lost })),
    voidSwaps: voidSwapIds.length,
  })
}
