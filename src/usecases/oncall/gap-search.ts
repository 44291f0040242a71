import { Temporal } from 'temporal-polyfill'
import type { Queryable } from '../../db/client.ts'
import { closeFindings, findingsBeside, type GapFinding, openFindings } from '../../db/stores/gaps-found.ts'
import { type NewDutyTimer, setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { intentsSaid } from '../../db/stores/outbox.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { instantOf, nextWithin } from '../../domain/people/working-hours.ts'
import { gapNoticeKey, intentSchema } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import { teamOf } from '../team.ts'
import type { DutyContext } from './duty.ts'
import { findGaps } from './find-gaps.ts'
import { type LoadedSchedule, scheduleOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'

/** The kind of duty timer at which gaps are looked for; facts: `{ scheduleId }`. */
export const GAP_SEARCH = 'gap_search'

/** Wall clock of the schedule's zone. */
const SEARCHED_AT = '09:00'
/** A gap so near isn't held for anybody's morning. */
const NEAR_MS = 24 * 60 * 60_000

/** The next daily search after an instant: one per schedule and local date (ONCALL 22). */
export function nextGapSearch(of: { readonly scheduleId: number; readonly zone: string }, after: Date): NewDutyTimer {
  const today = Temporal.PlainDate.from(localDayOf(after, of.zone))
  const isToCome = instantOf(today, SEARCHED_AT, of.zone) > after
  const day = isToCome ? today : today.add({ days: 1 })
  return {
    key: `${GAP_SEARCH}:${of.scheduleId}:${day.toString()}`,
    kind: GAP_SEARCH,
    dueAt: instantOf(day, SEARCHED_AT, of.zone),
    facts: { scheduleId: of.scheduleId },
  }
}

/** The daily search: what is new is told, and the next one is set. */
export async function gapSearch({ tx, deps, timer, now }: DutyContext): Promise<'done'> {
  const { scheduleId } = timer.facts
  if (typeof scheduleId !== 'number') throw new Error(`duty timer ${timer.id} names no schedule`)
  await searchGaps(tx, deps.settings(), { scheduleId, notTo: [] }, now)
  return 'done'
}

/**
 * Looks for gaps and tells the leads of new ones, in one message each; lines of those that are filled or over are struck.
 * In the transaction of whatever may have made or filled one: `notTo` have seen it in a preview. `settings` without a cache
 * where that transaction changed the schedule.
 */
export async function searchGaps(
  tx: Queryable,
  settings: Settings,
  of: { readonly scheduleId: number; readonly notTo: readonly string[] },
  now: Date,
): Promise<void> {
  const report = await findGaps(tx, settings, of.scheduleId, now)
  const schedule = report === null ? null : await scheduleOf(tx, settings, of.scheduleId, now)
  if (report === null || schedule === null) return
  await setDutyTimer(tx, nextGapSearch({ scheduleId: schedule.id, zone: schedule.rules.zone }, now))
  const leads = teamOf(settings, schedule.teamId).leads
  await redraw(tx, leads, [...report.closed, ...report.moved], now)
  const told = leads.filter((lead) => !of.notTo.includes(lead))
  await tell(tx, settings, { told, fresh: report.fresh }, now)
}

/** What nobody filled in time is struck as over when it ends: that is a change of who is on call. */
export async function strikeGapsOver(
  tx: Queryable,
  settings: Settings,
  schedule: Pick<LoadedSchedule, 'id' | 'teamId'>,
  now: Date,
): Promise<void> {
  const over = (await openFindings(tx, schedule.id)).filter((one) => one.endAt <= now)
  if (over.length === 0) return
  await closeFindings(
    tx,
    over.map((one) => one.id),
    now,
  )
  await redraw(tx, teamOf(settings, schedule.teamId).leads, over, now)
}

async function tell(
  tx: Queryable,
  settings: Settings,
  of: { readonly told: readonly string[]; readonly fresh: readonly GapFinding[] },
  now: Date,
): Promise<void> {
  const findingIds = of.fresh.map((one) => one.id).toSorted((a, b) => a - b)
  if (findingIds.length === 0) return
  const people = await loadPeople(tx, of.told)
  const isNear = of.fresh.some((one) => one.startAt.getTime() < now.getTime() + NEAR_MS)
  await say(
    tx,
    now,
    of.told.map((userId) => {
      const opensAt = nextWithin(settings.workingHours, people.get(userId)?.zone ?? settings.zone, now)
      return { intent: { kind: 'gap_notice' as const, userId, findingIds }, notBefore: isNear ? now : opensAt }
    }),
  )
}

/** Whoever was told of one of these sees what became of it; nobody else hears of it. */
async function redraw(
  tx: Queryable,
  leads: readonly string[],
  changed: readonly GapFinding[],
  now: Date,
): Promise<void> {
  if (changed.length === 0) return
  const beside = await findingsBeside(tx, changed)
  const keys = beside.flatMap(({ id }) => leads.map((userId) => gapNoticeKey({ userId, findingIds: [id] })))
  const ids = new Set(changed.map((one) => one.id))
  const said = (await intentsSaid(tx, keys)).map((one) => intentSchema.parse(one))
  await say(
    tx,
    now,
    said
      .filter((one) => one.kind === 'gap_notice' && one.findingIds.some((id) => ids.has(id)))
      .map((intent) => ({ intent })),
  )
}
