import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { ROUND_THE_CLOCK, type TargetCalendar, type WorkingCalendar } from '../../domain/sla/business-time.ts'
import type { SlaClock } from '../../domain/sla/clock.ts'
import type { Queryable } from '../client.ts'
import { clocks } from '../schema/sla.ts'

export interface StoredClock extends SlaClock {
  readonly id: number
  readonly escalationId: number
  readonly round: number
  /** How many of its warnings were given. */
  readonly warnings: number
  readonly warnedAt: Date | null
  /** When its breach was told to whom it concerns. */
  readonly breachToldAt: Date | null
}

type Row = typeof clocks.$inferSelect

/** As it was frozen when the clock began; null is round the clock. */
const workingCalendar = z.object({
  counts: z.literal('working_hours'),
  zone: z.string(),
  hours: z.object({ days: z.array(z.number().int()), from: z.string(), to: z.string() }),
  holidays: z.array(z.string()),
}) satisfies z.ZodType<WorkingCalendar>

function toClock(row: Row): StoredClock {
  const calendar: TargetCalendar = row.calendar === null ? ROUND_THE_CLOCK : workingCalendar.parse(row.calendar)
  const { id, escalationId, round, obligation, kind, targetMinutes, startedAt, dueAt, state } = row
  const { pausedAt, pauseReason, breachedAt, endedAt, warnings, warnedAt, breachToldAt } = row
  return {
    id,
    escalationId,
    round,
    obligation,
    kind,
    targetMinutes,
    calendar,
    startedAt,
    dueAt,
    state,
    pausedAt,
    pauseReason,
    breachedAt,
    endedAt,
    warnings,
    warnedAt,
    breachToldAt,
  }
}

export async function clocksOf(q: Queryable, escalationId: number): Promise<readonly StoredClock[]> {
  const rows = await q.select().from(clocks).where(eq(clocks.escalationId, escalationId)).orderBy(asc(clocks.id))
  return rows.map(toClock)
}

/** Clocks of several escalations that haven't ended. */
export async function liveClocksOf(q: Queryable, escalationIds: readonly number[]): Promise<readonly StoredClock[]> {
  if (escalationIds.length === 0) return []
  const rows = await q
    .select()
    .from(clocks)
    .where(and(inArray(clocks.escalationId, [...escalationIds]), isNull(clocks.endedAt)))
    .orderBy(asc(clocks.id))
  return rows.map(toClock)
}

/** `breachToldAt`: its breach was told of the clock in whose place it runs. */
export async function addClock(
  tx: Queryable,
  escalationId: number,
  round: number,
  clock: SlaClock,
  breachToldAt: Date | null = null,
): Promise<void> {
  await tx.insert(clocks).values({ ...columnsOf(clock), escalationId, round, breachToldAt })
}

export async function saveClock(tx: Queryable, id: number, clock: SlaClock): Promise<void> {
  await tx.update(clocks).set(columnsOf(clock)).where(eq(clocks.id, id))
}

/** Column by column: what was a stored clock before begins a row of its own. */
function columnsOf(clock: SlaClock) {
  const { kind, obligation, targetMinutes, startedAt, dueAt, state, pausedAt, pauseReason, breachedAt, endedAt } = clock
  const calendar = clock.calendar.counts === 'round_the_clock' ? null : clock.calendar
  const moments = { startedAt, dueAt, pausedAt, pauseReason, breachedAt, endedAt }
  return { kind, obligation, targetMinutes, calendar, state, ...moments }
}

/** So many of its warnings are given. */
export async function markWarned(tx: Queryable, id: number, at: Date, warnings = 1): Promise<void> {
  await tx.update(clocks).set({ warnedAt: at, warnings }).where(eq(clocks.id, id))
}

/** Its breach was told; false where it had been. */
export async function markBreachTold(tx: Queryable, id: number, at: Date): Promise<boolean> {
  const rows = await tx
    .update(clocks)
    .set({ breachToldAt: at })
    .where(and(eq(clocks.id, id), isNull(clocks.breachToldAt)))
    .returning({ id: clocks.id })
  return rows.length === 1
}
