import type { Queryable } from '../../db/client.ts'
import type { StoredClock } from '../../db/stores/clocks.ts'
import { latestOf } from '../../db/stores/timeline.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import { newTimeAfter } from '../../domain/sla/warnings.ts'

/**
 * While an hour that the requester was given has passed: the new time that they read at `now`. It is the one that they were
 * told; once that has passed too, it goes on in the same steps. Null while no promise to them is broken.
 */
export async function newTimeShown(
  q: Queryable,
  escalation: Escalation,
  live: readonly StoredClock[],
  now: Date,
): Promise<Date | null> {
  if (escalation.status !== 'unclaimed' && escalation.status !== 'claimed') return null
  const missed = live.filter(
    ({ kind, breachedAt }) => breachedAt !== null && (kind === 'first_update' || kind === 'resolve'),
  )
  if (missed.length === 0) return null
  for (const { event } of await latestOf(q, escalation.id, ['clock_breached'], 10)) {
    if (event.event !== 'clock_breached' || event.facts.newTime == null) continue
    const { clock: kind, dueAt, newTime } = event.facts
    const clock = missed.find((one) => one.kind === kind && one.breachedAt?.toISOString() === dueAt)
    // Not told yet: then it is no news of theirs.
    if (clock === undefined || clock.breachToldAt === null) continue
    let next = new Date(newTime)
    while (next <= now) next = newTimeAfter({ clock: { ...clock, dueAt: next }, at: next })
    return next
  }
  return null
}
