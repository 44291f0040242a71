import { Temporal } from 'temporal-polyfill'
import type { Queryable } from '../../db/client.ts'
import { recordBetween } from '../../db/stores/oncall/record.ts'
import { loadPeople } from '../../db/stores/people.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Language } from '../../domain/language.ts'
import { type Candidate, loadOf, rankCandidates } from '../../domain/oncall/candidates.ts'
import { newProblems } from '../../domain/oncall/duty-checks.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { isAway, membersOf } from '../../domain/oncall/members.ts'
import { dutyByPerson } from '../../domain/oncall/moved.ts'
import { onlyThen } from '../../domain/oncall/only-then.ts'
import type { Span } from '../../domain/oncall/schedule.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { specialistsOf, teamOf } from '../team.ts'
import { dutyStanding } from './duty-change.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'

export interface Sought {
  readonly stretch: Span
  /** Only who reads it, or null. */
  readonly language: Language | null
  /** Who isn't meant: whose shift it is. */
  readonly except: readonly string[]
}

/** What a look at candidates needs: a change, or a read. */
export interface Looking {
  readonly tx: Queryable
  readonly now: Date
  readonly settings: Settings
  schedules(): Promise<readonly LoadedSchedule[]>
}

/** Everybody who could take a shift or an open stretch, least loaded first, each with the reason (SCREENS 10, Fix). */
export async function candidates(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number } & Sought,
): Promise<DutyOutcome<readonly Candidate[]>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const all = await schedulesOf(q, settings, null, now)
    const schedule = all.find((one) => one.id === input.scheduleId)
    if (schedule === undefined) return didNot({ code: 'not_found' })
    const looking: Looking = { tx: q, now, settings, schedules: async () => all }
    if (actor.standing !== 'member') return didNot({ code: 'not_permitted', reason: actor.standing })
    const standing = await dutyStanding(looking, all, { userId: actor.id, teamId: schedule.teamId })
    if (!standing.isOfTeam) return didNot({ code: 'not_permitted', reason: 'not_of_team' })
    return did(await candidatesIn(looking, schedule, input))
  })
}

/** The same within a change or a read of its own. The past is counted from the record, what comes from the resolver. */
export async function candidatesIn(
  at: Looking,
  schedule: LoadedSchedule,
  sought: Sought,
): Promise<readonly Candidate[]> {
  const { tx, now } = at
  const { stretch, language, except } = sought
  const { zone, restHours, readers } = schedule.rules
  const all = await at.schedules()
  const prepared = all.map((one) => one.prepared)
  const ids = (await peopleOfTeam(at, schedule.teamId)).filter((person) => !except.includes(person))
  const known = await loadPeople(tx, ids)
  const quarter = quarterOf(stretch.start, zone)
  const duty = await dutyIn(tx, all, { ...quarter, now })
  const { deactivations, keptDays } = schedule.prepared.snapshot
  const firstDay = localDayOf(stretch.start, zone)
  const lastDay = localDayOf(new Date(stretch.end.getTime() - 1), zone)
  const people = ids.map((id) => ({
    id,
    zone: known.get(id)?.zone ?? zone,
    languages: readers[id]?.languages ?? [],
    isDeactivated: known.get(id)?.isDeactivated === true || isAway(deactivations, id, now),
    keeps: keptDays.find((one) => one.person === id && one.from <= lastDay && one.to >= firstDay)?.from ?? null,
    problems: newProblems(prepared, [...prepared, onlyThen(id, stretch)], { person: id, stretch, restHours }),
    load: loadOf(duty.get(id) ?? [], zone, quarter),
  }))
  return rankCandidates(
    people.map((one) => ({ ...one, keeps: one.keeps !== null && one.keeps < firstDay ? firstDay : one.keeps })),
    { stretch, zone, language },
  )
}

/** In the order of the lines, then the specialists who are in none. */
async function peopleOfTeam(at: Looking, teamId: string): Promise<readonly string[]> {
  const inLines = (await at.schedules())
    .filter((one) => one.teamId === teamId)
    .flatMap((one) => membersOf(one.rules, localDayOf(at.now, one.rules.zone)))
  return [...new Set([...inLines, ...(await specialistsOf(at.tx, teamOf(at.settings, teamId)))])]
}

async function dutyIn(
  q: Queryable,
  all: readonly LoadedSchedule[],
  range: { readonly from: Date; readonly to: Date; readonly now: Date },
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const byPerson = new Map<string, Span[]>()
  const add = (person: string, span: Span) => {
    const list = byPerson.get(person) ?? []
    list.push(span)
    byPerson.set(person, list)
  }
  const { from, to, now } = range
  for (const one of all) {
    if (from < now) {
      for (const { people, startAt, endAt } of await recordBetween(q, one.id, from, now)) {
        const end = endAt !== null && endAt < now ? endAt : now
        for (const person of people) if (startAt < end) add(person, { start: startAt, end })
      }
    }
    if (to <= now) continue
    for (const [person, stretches] of dutyByPerson(one.prepared, { from: from > now ? from : now, to })) {
      for (const span of stretches) add(person, span)
    }
  }
  return byPerson
}

/** The calendar quarter of a zone in which an instant lies. */
function quarterOf(at: Date, zone: string): { readonly from: Date; readonly to: Date } {
  const day = Temporal.PlainDate.from(localDayOf(at, zone))
  const first = Temporal.PlainDate.from({ year: day.year, month: day.month - ((day.month - 1) % 3), day: 1 })
  const instant = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(zone).epochMilliseconds)
  return { from: instant(first), to: instant(first.add({ months: 3 })) }
}
