import type { Queryable } from '../../db/client.ts'
import { keptBy } from '../../db/stores/days-kept.ts'
import { confirmationsBetween, loadOverrides } from '../../db/stores/exchanges-of-duty.ts'
import { recordBetween } from '../../db/stores/oncall/record.ts'
import { countAnswered } from '../../db/stores/pages.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { onCallBetween, shiftsBetween } from '../../domain/oncall/between.ts'
import { coversIn, NO_COVERS } from '../../domain/oncall/covers.ts'
import { type Kept, listDays } from '../../domain/oncall/keeping.ts'
import { ledgerOf } from '../../domain/oncall/ledger.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { MeView, MyShift } from '../../domain/oncall/screens.ts'
import { mayUndoOverride } from '../../domain/oncall/undoing.ts'
import type { Deps } from '../deps.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { namesOf } from './common.ts'
import { isLeadOf, type Reach, reachOf } from './oncall-reach.ts'

const DAY_MS = 24 * 60 * 60_000
const AHEAD_DAYS = 60
const BACK_DAYS = 90

/** `/oncall me`: what comes, what is kept, and what was borne. */
export async function meFor(deps: Deps, actor: PersonActor): Promise<MeView> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    const kept = (await keptBy(q, actor.id)).map(({ id, fromOn: from, toOn: to, tradedHolidayOn }) => ({
      id,
      from,
      to,
      tradedHolidayOn,
    }))
    // The one that allows the most days comes first, as where they are kept.
    const mine = reach.all
      .filter(({ rules }) => membersOf(rules, localDayOf(now, rules.zone)).includes(actor.id))
      .toSorted((one, other) => other.rules.keptDaysAYear - one.rules.keptDaysAYear)
    const own = mine[0] ?? reach.schedules[0]
    const today = own === undefined ? '' : localDayOf(now, own.rules.zone)
    return {
      shifts: await myShifts(q, reach.all, actor.id, now),
      overrides: await myOverrides(q, reach, actor.id, now),
      kept: kept.filter((one) => one.to >= today).map((one) => ({ ...one, isAhead: one.from > today })),
      keptLeft:
        own === undefined || mine.length === 0 ? null : leftOf(kept, own.rules.keptDaysAYear, today.slice(0, 4)),
      ledger: await ledgerFor(q, reach.all, actor.id, now),
      isOfTeam: reach.teams.length > 0,
      asOf: now,
    }
  })
}

function leftOf(kept: readonly Kept[], of: number, year: string): { readonly left: number; readonly of: number } {
  const used = kept.filter((one) => one.tradedHolidayOn === null).flatMap(listDays)
  return { of, left: Math.max(0, of - used.filter((day) => day.startsWith(year)).length) }
}

async function myOverrides(q: Queryable, reach: Reach, person: string, now: Date): Promise<MeView['overrides']> {
  const found = reach.all.flatMap((schedule) =>
    schedule.overrides.flatMap((one) => {
      if (one.kind !== 'replace' || one.end <= now || (one.subject !== person && one.by !== person)) return []
      const isCovering = one.by === person
      const other = isCovering ? one.subject : one.by
      return [{ id: one.id, start: one.start, end: one.end, isCovering, other, isLead: isLeadOf(reach, schedule) }]
    }),
  )
  const rows = await loadOverrides(
    q,
    found.map(({ id }) => id),
  )
  const name = await namesOf(
    q,
    found.map(({ other }) => other),
  )
  return found
    .map(({ isLead, ...one }) => {
      const row = rows.find(({ id }) => id === one.id)
      const mayUndo = row !== undefined && mayUndoOverride(row, { id: person, isLead })
      return { ...one, other: name(one.other).name, mayUndo }
    })
    .toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

/** Everything that somebody is on call for in the next 60 days, with the shift of the rotation that it belongs to. */
export async function myShifts(
  q: Queryable,
  all: readonly LoadedSchedule[],
  person: string,
  now: Date,
): Promise<readonly MyShift[]> {
  const to = new Date(now.getTime() + AHEAD_DAYS * DAY_MS)
  const found: MyShift[] = []
  for (const { id, name, prepared } of all) {
    const confirmed = await confirmationsBetween(q, id, new Date(now.getTime() - AHEAD_DAYS * DAY_MS), to)
    for (const rotation of rotationsOf(prepared)) {
      for (const shift of shiftsBetween(prepared, rotation, now, to)) {
        const served = shift.served.flatMap((part) => onCallBetween(prepared, rotation, part.start, part.end))
        const mine = served.filter((one) => one.people.includes(person) && one.end > now)
        const from = mine[0]?.start
        const until = mine.at(-1)?.end
        if (from === undefined || until === undefined) continue
        const { start, end, layer } = shift
        found.push({
          ...{ scheduleId: id, schedule: name, rotation, layer, start, end },
          isConfirmed: confirmed.some(
            (one) =>
              one.userId === person &&
              one.rotation === rotation &&
              one.layer === layer &&
              one.shiftStart.getTime() === start.getTime(),
          ),
          isSwapped: shift.swap !== null || shift.holder !== person,
          own: { start: from, end: until },
          isAhead: from > now,
        })
      }
    }
  }
  return found.toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

async function ledgerFor(
  q: Queryable,
  all: readonly LoadedSchedule[],
  person: string,
  now: Date,
): Promise<MeView['ledger']> {
  const from = new Date(now.getTime() - BACK_DAYS * DAY_MS)
  const covers = { given: 0, taken: 0 }
  const sum = { hours: 0, weekdayHours: 0, weekendHours: 0, holidayHours: 0, nightHours: 0, stretches: 0 }
  for (const { id, prepared } of all) {
    const own = coversIn(prepared, { from, to: now }).get(person) ?? NO_COVERS
    covers.given += own.given
    covers.taken += own.taken
    const rows = await recordBetween(q, id, from, now)
    const recorded = rows.map(({ rotation, people, startAt, endAt }) => ({
      ...{ rotation, people, start: startAt },
      end: endAt !== null && endAt < now ? endAt : now,
    }))
    const { zone, holidays } = prepared.snapshot
    const bore = ledgerOf(recorded, { zone, holidays, from, to: now }).find((one) => one.person === person)
    if (bore === undefined) continue
    sum.hours += bore.hours
    sum.weekdayHours += bore.weekdayHours
    sum.weekendHours += bore.weekendHours
    sum.holidayHours += bore.holidayHours
    sum.nightHours += bore.nightHours
    sum.stretches += bore.stretches
  }
  return { ...sum, covers, pagesAnswered: await countAnswered(q, person, { from, to: now }) }
}
