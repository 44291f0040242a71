import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Queryable } from '../../db/client.ts'
import { type NewDutyTimer, setDutyTimers, wasDutyDue } from '../../db/stores/oncall/duty-timers.ts'
import { intentsSaid } from '../../db/stores/outbox.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { instantOf, isWithin } from '../../domain/people/working-hours.ts'
import { digestKey, intentSchema } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import type { DutyContext } from '../oncall/duty.ts'
import { partsOn } from './mornings.ts'

/** Kind of the timer at which a lead's digest is due; facts: `{ userId, on }`. */
export const DIGEST = 'digest'

const SENT_AT = '09:00'
const WEEK_DAYS = 7
/** A calendar that has no working day in so long has none that matters; at the next start it is looked at again. */
const LOOKED_AHEAD_DAYS = 60
const DAY_MS = 24 * 60 * 60_000
/** So late it no longer comes at its hour, and its reader's working hours count. */
const LATE_MS = 60 * 60_000
/** Later than this the week that it tells of isn't the last one any more: it is skipped, visibly (ONCALL 22). */
const WINDOW_MS = 5 * DAY_MS

const facts = z.object({ userId: z.string(), on: z.iso.date() })

/** At the start: every lead's next digest has its timer. Said again it changes nothing. */
export async function planDigests(deps: Deps): Promise<void> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const leads = leadsOf(settings)
  if (leads.length === 0) return
  await deps.db.transact(async (tx) => setDutyTimers(tx, await nextFor(tx, settings, leads, now)))
}

/**
 * What is due on a morning is told to one lead in one message, once per local date, late rather than lost; after days of downtime
 * one, since each sets the next: the last Monday's week, if it isn't too long ago, and the day only if it is that day. What is so
 * late that its reader is off duty waits for the next morning's. Whoever leads nothing any more, or where digests were switched
 * off, isn't told, and has no next one.
 */
export async function sendDigest({ tx, deps, timer, now }: DutyContext): Promise<'done' | 'skipped'> {
  const { userId, on } = facts.parse(timer.facts)
  const settings = deps.settings()
  if (!leadsOf(settings).includes(userId)) return 'done'
  await setDutyTimers(tx, await nextFor(tx, settings, [userId], now))
  const zone = await zoneOf(tx, settings, userId)
  const isLate = now.getTime() - timer.dueAt.getTime() > LATE_MS
  if (isLate && !isWithin(settings.workingHours, zone, now)) return 'skipped'
  const today = localDate(now, zone)
  const monday = await mondayUntold(tx, settings, { userId, zone, today }, now)
  const isToday = partsOn(settings, userId, today.toString()).day && instantOf(today, SENT_AT, zone) <= now
  if (monday === null && !isToday) return 'skipped'
  const since = monday === null ? timer.dueAt : instantOf(monday, SENT_AT, zone)
  const dueAt = since < timer.dueAt ? since : timer.dueAt
  const lateMs = now.getTime() - dueAt.getTime()
  const common = {
    kind: 'digest',
    userId,
    on,
    dueAt: dueAt.toISOString(),
    lateMinutes: lateMs > LATE_MS ? Math.floor(lateMs / 60_000) : 0,
    monday: monday === null ? null : monday.toString(),
    day: isToday ? today.toString() : null,
  } as const
  const table = { intent: { ...common, part: 'table' as const } }
  await say(tx, now, [{ intent: { ...common, part: 'message' } }, ...(monday === null ? [] : [table])])
  return 'done'
}

/** The last Monday, if its digest was planned for them, isn't too old, and was never said. */
async function mondayUntold(
  tx: Queryable,
  settings: Settings,
  of: { readonly userId: string; readonly zone: string; readonly today: Temporal.PlainDate },
  now: Date,
): Promise<Temporal.PlainDate | null> {
  const { userId, zone, today } = of
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const dueAt = instantOf(monday, SENT_AT, zone)
  const lateMs = now.getTime() - dueAt.getTime()
  if (lateMs < 0 || lateMs > WINDOW_MS || !partsOn(settings, userId, monday.toString()).week) return null
  if (!(await wasDutyDue(tx, { kind: DIGEST, userId, by: dueAt }))) return null
  const keys = Array.from({ length: 2 * WEEK_DAYS }, (_, days) =>
    digestKey({ userId, on: today.subtract({ days }).toString(), part: 'message' }),
  )
  const said = (await intentsSaid(tx, keys)).map((one) => intentSchema.parse(one))
  const isSaid = said.some((one) => one.kind === 'digest' && (one.monday ?? one.on) === monday.toString())
  return isSaid ? null : monday
}

function leadsOf(settings: Settings): readonly string[] {
  if (!settings.isSetUp || settings.digests.length === 0) return []
  return [...new Set(settings.teams.flatMap(({ leads }) => leads))]
}

async function zoneOf(q: Queryable, settings: Settings, userId: string): Promise<string> {
  return (await loadPeople(q, [userId])).get(userId)?.zone ?? settings.zone
}

function localDate(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
}

/** The next morning that has something to tell, at nine on each one's own clock. */
async function nextFor(
  q: Queryable,
  settings: Settings,
  leads: readonly string[],
  now: Date,
): Promise<readonly NewDutyTimer[]> {
  const people = await loadPeople(q, leads)
  return leads.flatMap((userId) => {
    const zone = people.get(userId)?.zone ?? settings.zone
    const today = localDate(now, zone)
    for (let ahead = 0; ahead <= LOOKED_AHEAD_DAYS; ahead += 1) {
      const on = today.add({ days: ahead })
      const dueAt = instantOf(on, SENT_AT, zone)
      const parts = partsOn(settings, userId, on.toString())
      if (dueAt <= now || !(parts.week || parts.day)) continue
      return [
        { key: `${DIGEST}:${userId}:${on.toString()}`, kind: DIGEST, dueAt, facts: { userId, on: on.toString() } },
      ]
    }
    return []
  })
}
