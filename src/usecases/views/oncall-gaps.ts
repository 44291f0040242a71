import { Temporal } from 'temporal-polyfill'
import type { PersonActor } from '../../domain/actor.ts'
import { LANGUAGES, type Language } from '../../domain/language.ts'
import { dayLines } from '../../domain/oncall/day-lines.ts'
import { beyondReach, type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { prepareSchedule, rotationsOf } from '../../domain/oncall/prepare.ts'
import type { Override } from '../../domain/oncall/schedule.ts'
import type { FixPreview, FixView, GapLine, GapRef, GapsView } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { candidatesIn } from '../oncall/candidates.ts'
import { type FoundGap, GAP_DAYS, gapsOf } from '../oncall/find-gaps.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { LEAD, roleOf } from '../oncall/on-duty.ts'
import { namesOf } from './common.ts'
import { isLeadOf, type Reach, reachOf } from './oncall-reach.ts'
import { idsIn, withNames } from './oncall-weeks.ts'

const DAY_MS = 24 * 60 * 60_000

/** `/oncall gaps`: the next 30 days of the schedules of one's teams, in order. */
export async function gapsFor(deps: Deps, actor: PersonActor): Promise<GapsView | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    return reach.teams.length === 0 ? null : { gaps: gapLines(reach, now), asOf: now }
  })
}

/** In order of their beginning. */
export function gapLines(reach: Reach, now: Date): readonly GapLine[] {
  const range = { from: now, to: new Date(now.getTime() + GAP_DAYS * DAY_MS) }
  return reach.schedules
    .flatMap((schedule) =>
      gapsOf(schedule.prepared, schedule.rules, range).map((gap) => lineOf(schedule, gap, isLeadOf(reach, schedule))),
    )
    .toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

function lineOf(schedule: LoadedSchedule, gap: FoundGap, isLead: boolean): GapLine {
  const { kind, subject, start, end } = gap
  return { scheduleId: schedule.id, schedule: schedule.name, kind, subject, start, end, isLead }
}

/** In which rotation cover would fill it: of the role; for a language the last that isn't the leads', so as to wake no primary twice. */
export function rotationFor(schedule: LoadedSchedule, gap: GapRef): string {
  const rotations = rotationsOf(schedule.prepared)
  if (gap.kind === 'nobody') {
    const [there] = gapsOf(schedule.prepared, schedule.rules, { from: gap.start, to: gap.end }).filter(
      (one) => one.kind === 'nobody' && one.subject === gap.subject,
    )
    return (
      there?.rotations[0] ?? rotations.find((one) => roleOf(schedule.rules, one, null) === gap.subject) ?? gap.subject
    )
  }
  return rotations.findLast((one) => roleOf(schedule.rules, one, null) !== LEAD) ?? gap.subject
}

export function languageIn(gap: GapRef): Language | null {
  return gap.kind === 'language' ? (LANGUAGES.find((one) => one === gap.subject) ?? null) : null
}

/** Fix: the gap, and who could take it, least loaded first. For leads. */
export async function fixFor(deps: Deps, actor: PersonActor, gap: GapRef): Promise<DutyOutcome<FixView>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const found = ledSchedule(actor, gap, await reachOf(q, settings, actor, now))
    if (!found.ok) return found
    const { schedule, reach } = found.value
    if (gap.end <= now) return didNot({ code: 'in_past', at: gap.end })
    const far = beyondReach(gap.end, now)
    if (far !== null) return didNot(far)
    const stretch = { start: gap.start > now ? gap.start : now, end: gap.end }
    const language = languageIn(gap)
    const looking = { tx: q, now, settings, schedules: async () => reach.all }
    const candidates = await candidatesIn(looking, schedule, { stretch, language, except: [] })
    const name = await namesOf(
      q,
      candidates.map((one) => one.person),
    )
    return did({
      gap: { ...gap, schedule: schedule.name, isLead: true },
      rotation: rotationFor(schedule, gap),
      language,
      candidates: candidates.map((one) => ({ ...one, name: name(one.person).name })),
      asOf: now,
    })
  })
}

function ledSchedule(
  actor: PersonActor,
  gap: GapRef,
  reach: Reach,
): DutyOutcome<{ readonly schedule: LoadedSchedule; readonly reach: Reach }> {
  if (actor.standing !== 'member') return didNot({ code: 'not_permitted', reason: actor.standing })
  const schedule = reach.all.find((one) => one.id === gap.scheduleId)
  if (schedule === undefined) return didNot({ code: 'not_found' })
  if (!isLeadOf(reach, schedule)) return didNot({ code: 'not_permitted', reason: 'not_lead' })
  return did({ schedule, reach })
}

/** The week round a gap as it will be, with whoever is put on it; nothing is written. */
export async function fixPreviewFor(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly gap: GapRef
    readonly how: 'ask' | 'assign'
    readonly people: readonly string[]
    readonly zone: string
  },
): Promise<DutyOutcome<FixPreview>> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const { gap, how, people, zone } = input
    const found = ledSchedule(actor, gap, await reachOf(q, deps.settings(), actor, now))
    if (!found.ok) return found
    const { schedule } = found.value
    const { start, end } = gap
    const far = beyondReach(end, now)
    if (far !== null) return didNot(far)
    const rotation = rotationFor(schedule, gap)
    const added = people.map((subject): Override => ({ kind: 'add', rotation, subject, start, end, reason: null }))
    const { snapshot } = schedule.prepared
    const after =
      how === 'ask' ? schedule.prepared : prepareSchedule({ ...snapshot, overrides: [...snapshot.overrides, ...added] })
    const first = Temporal.PlainDate.from(localDayOf(start, zone))
    const days = dayLines(after, { zone, from: first.subtract({ days: first.dayOfWeek - 1 }).toString(), days: 7, now })
    const name = await namesOf(q, [...idsIn(days), ...people])
    const last = days.at(-1)
    const range = { from: now, to: last === undefined ? end : new Date(last.startsAt.getTime() + DAY_MS) }
    const left = range.to > now ? gapsOf(after, schedule.rules, range) : []
    return did({
      gap: { ...gap, schedule: schedule.name, isLead: true },
      how,
      people: people.map((id) => name(id)),
      days: withNames(days, (id) => name(id).name),
      rotations: rotationsOf(after),
      left: left.filter((one) => one.start >= (days[0]?.startsAt ?? now)).map((one) => lineOf(schedule, one, true)),
    })
  })
}

/** The rotation in which a gap is filled, for the verbs that fill it: for leads, as they are. */
export async function fixRotation(deps: Deps, actor: PersonActor, gap: GapRef): Promise<DutyOutcome<string>> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const found = ledSchedule(actor, gap, await reachOf(q, deps.settings(), actor, now))
    if (!found.ok) return found
    const far = beyondReach(gap.end, now)
    return far === null ? did(rotationFor(found.value.schedule, gap)) : didNot(far)
  })
}
