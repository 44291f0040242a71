import { clocksOf, markWarned, type StoredClock } from '../../db/stores/clocks.ts'
import { loadExtras } from '../../db/stores/escalations.ts'
import { latestOf } from '../../db/stores/timeline.ts'
import type { Timer } from '../../db/stores/timers.ts'
import { isWarningDue, obligationWarningsAt, type Reminder, whoIsReminded } from '../../domain/sla/warnings.ts'
import type { Change } from '../change.ts'
import { fractionsOf } from './obligations.ts'
import { readersOf } from './readers.ts'

/** Messages of which the buttons may still have to go: a newer one takes the older one's away (SCREENS 1.8). */
const REDRAWN = 6

/**
 * The one warning of a clock, or its repetition after a snooze, to whoever is reminded. False where it became moot: it
 * was kept, is paused, or nobody had it when its time came (who claims it then reads the deadline as they claim it).
 */
export async function warn(change: Change, timer: Timer): Promise<boolean> {
  const { tx, now, escalation } = change
  const { clockId, isSnoozed } = timer.facts
  const clock = (await clocksOf(tx, escalation.id)).find((one) => one.id === clockId)
  if (clock === undefined || clock.state !== 'running') return false
  if (clock.kind === 'obligation') return warnOfObligation(change, clock, isSnoozed === true)
  const { lastUpdateAt } = await loadExtras(tx, escalation.id)
  if (isSnoozed !== true) {
    if (!isWarningDue(clock, { at: now, warnedAt: clock.warnedAt, toldRequesterAt: lastUpdateAt })) return false
    await markWarned(tx, clock.id, now)
  }
  const reminder = whoIsReminded(await readersOf(change))
  if (reminder === null) return false
  await remind(change, clock, reminder, isSnoozed === true ? 'snoozed' : 'warning')
  return true
}

/**
 * An obligation warns at each of its fractions. Those that are past together are one message: at filing, or as somebody
 * takes it, since until then people are being paged.
 */
async function warnOfObligation(change: Change, clock: StoredClock, isSnoozed: boolean): Promise<boolean> {
  const { past } = obligationWarningsAt(clock, fractionsOf(change.settings, clock), change.now)
  if (!isSnoozed && past <= clock.warnings) return false
  const reminder = whoIsReminded(await readersOf(change))
  if (reminder === null) return false
  if (!isSnoozed) await markWarned(change.tx, clock.id, change.now, past)
  await remind(change, clock, reminder, isSnoozed ? 'snoozed' : 'warning')
  return true
}

/** A message of its own to one person: the timeline's row is what it is drawn from. */
export async function remind(
  change: Change,
  clock: StoredClock,
  { userId, isHeld }: Reminder,
  why: 'warning' | 'breach' | 'snoozed',
): Promise<void> {
  const timelineId = await change.note({
    event: 'owner_reminded',
    facts: { userId, clock: clock.kind, clockId: clock.id, why },
  })
  change.say(
    { kind: 'reminder', escalationId: change.escalation.id, timelineId, userId },
    isHeld ? await change.quietFor(userId, 'duty') : undefined,
  )
}

/** Draws the latest reminders again: what became moot, or was replaced, loses its buttons. */
export async function sayReminders(change: Change): Promise<void> {
  const escalationId = change.escalation.id
  for (const row of await latestOf(change.tx, escalationId, ['owner_reminded'], REDRAWN)) {
    if (row.event.event !== 'owner_reminded') continue
    change.say({ kind: 'reminder', escalationId, timelineId: row.id, userId: row.event.facts.userId })
  }
}
