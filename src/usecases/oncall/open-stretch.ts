import type { Queryable } from '../../db/client.ts'
import { openAsks, saveCoverAsk } from '../../db/stores/exchanges-of-duty.ts'
import type { Language } from '../../domain/language.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { beyondReach, type DutyRefusal } from '../../domain/oncall/duty-refusal.ts'
import { languageGapsBetween } from '../../domain/oncall/gaps.ts'
import { rotationsNamed } from '../../domain/oncall/members.ts'
import type { Span } from '../../domain/oncall/schedule.ts'
import { joined } from '../../domain/oncall/spans.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import type { Told } from './notices.ts'

/** A stretch of a rotation that somebody is wanted for. */
export interface OpenStretch extends Span {
  readonly rotation: string
}

/**
 * What of it lies ahead and still wants somebody, in order: nobody is on call in the rotation, or on the whole schedule nobody
 * reads one of these languages, where one is needed. Else why there is nothing to take.
 */
export function openPartsOf(
  schedule: LoadedSchedule,
  wanted: { readonly stretch: OpenStretch; readonly languages: readonly Language[] },
  now: Date,
): { readonly ok: true; readonly parts: readonly Span[] } | { readonly ok: false; readonly refusal: DutyRefusal } {
  const { rules, prepared } = schedule
  const { stretch } = wanted
  const no = (refusal: DutyRefusal) => ({ ok: false as const, refusal })
  if (rotationsNamed(rules, stretch.rotation).length === 0) {
    return no({ code: 'unknown_rotation', rotation: stretch.rotation })
  }
  if (stretch.end <= stretch.start) return no({ code: 'not_in_order' })
  if (stretch.end <= now) return no({ code: 'in_past', at: stretch.end })
  const far = beyondReach(stretch.end, now)
  if (far !== null) return no(far)
  const start = stretch.start > now ? stretch.start : now
  const answers = onCallBetween(prepared, stretch.rotation, start, stretch.end)
  const languages = rules.needsLanguages.filter((one) => wanted.languages.includes(one))
  const unread = languageGapsBetween(prepared, rules.readers, languages, start, stretch.end)
  const open = [...answers.filter((one) => one.people.length === 0), ...unread]
  if (open.length === 0) {
    return no({ code: 'already_covered', peopleIds: [...new Set(answers.flatMap((one) => one.people))] })
  }
  const parts = joined(open.map((one) => ({ start: one.start.getTime(), end: one.end.getTime() })))
  return { ok: true, parts: parts.map((part) => ({ start: new Date(part.start), end: new Date(part.end) })) }
}

/** Requests for a stretch where nobody is wanted by now: nobody is asked further, and those asked see it. */
export async function withdrawFilled(tx: Queryable, schedule: LoadedSchedule, now: Date): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const ask of await openAsks(tx, schedule.id)) {
    const stretch = { rotation: ask.rotation, start: ask.startAt, end: ask.endAt }
    const open = openPartsOf(schedule, { stretch, languages: schedule.rules.needsLanguages }, now)
    if (open.ok || open.refusal.code !== 'already_covered') continue
    if (!(await saveCoverAsk(tx, ask.id, { state: 'withdrawn', endedAt: now }))) continue
    for (const to of ask.asked) {
      told.push({ notice: { code: 'cover_asked', askId: ask.id }, to, startsAt: ask.startAt })
    }
  }
  return told
}
