import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Queryable } from '../../db/client.ts'
import { type NewDutyTimer, setDutyTimers } from '../../db/stores/oncall/duty-timers.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { instantOf } from '../../domain/people/working-hours.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import type { DutyContext } from '../oncall/duty.ts'

/** Kind of the timer at which a lead's digest is due; facts: `{ userId, on }`. */
export const DIGEST = 'digest'

const SENT_AT = '09:00'
const WEEK_DAYS = 7
const DAY_MS = 24 * 60 * 60_000
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
 * The week before is told to one lead, once per local date, late rather than lost; after days of downtime one digest, since each
 * sets the next. Whoever leads nothing any more, or where digests were switched off, isn't told, and has no next one.
 */
export async function sendDigest({ tx, deps, timer, now }: DutyContext): Promise<'done' | 'skipped'> {
  const { userId, on } = facts.parse(timer.facts)
  const settings = deps.settings()
  if (!leadsOf(settings).includes(userId)) return 'done'
  await setDutyTimers(tx, await nextFor(tx, settings, [userId], now))
  if (now.getTime() - timer.dueAt.getTime() > WINDOW_MS) return 'skipped'
  const common = { kind: 'digest', userId, on, dueAt: timer.dueAt.toISOString() } as const
  await say(tx, now, [{ intent: { ...common, part: 'message' } }, { intent: { ...common, part: 'table' } }])
  return 'done'
}

function leadsOf(settings: Settings): readonly string[] {
  if (!settings.isSetUp || !settings.digests.includes('weekly')) return []
  return [...new Set(settings.teams.flatMap(({ leads }) => leads))]
}

/** The next Monday, at nine on each one's own clock. */
async function nextFor(
  q: Queryable,
  settings: Settings,
  leads: readonly string[],
  now: Date,
): Promise<readonly NewDutyTimer[]> {
  const people = await loadPeople(q, leads)
  return leads.map((userId) => {
    const zone = people.get(userId)?.zone ?? settings.zone
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
    const monday = today.subtract({ days: today.dayOfWeek - 1 })
    const isAhead = instantOf(monday, SENT_AT, zone) > now
    const on = isAhead ? monday : monday.add({ days: WEEK_DAYS })
    return {
      key: `${DIGEST}:${userId}:${on.toString()}`,
      kind: DIGEST,
      dueAt: instantOf(on, SENT_AT, zone),
      facts: { userId, on: on.toString() },
    }
  })
}
