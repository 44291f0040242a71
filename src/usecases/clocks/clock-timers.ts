import type { StoredClock } from '../../db/stores/clocks.ts'
import { endTimer, setTimers, timersOf } from '../../db/stores/timers.ts'
import { obligationWarningsAt, warnsAt } from '../../domain/sla/warnings.ts'
import type { Change } from '../change.ts'
import { fractionsOf } from './obligations.ts'

type Wanted = {
  readonly key: string
  readonly kind: 'warning' | 'breach'
  readonly clockId: number
  readonly dueAt: Date
}

/** Keys of the timers of one clock. */
export const snoozeKey = (clockId: number) => `snooze:${clockId}`
const warningKey = (clockId: number) => `warning:${clockId}`
const breachKey = (clockId: number) => `breach:${clockId}`

/**
 * What falls due by the clocks as they stand is a row (ONCALL 18, 21): each one's warning and its breach. A timer whose
 * clock ended, is paused, or moved goes or moves with it; a snooze lasts as long as its clock runs.
 */
export async function setClockTimers(change: Change, live: readonly StoredClock[]): Promise<void> {
  const { tx, escalation, now } = change
  const running = live.filter((clock) => clock.state === 'running')
  const wanted = new Map(running.flatMap((clock) => timersFor(change, clock)).map((timer) => [timer.key, timer]))
  const kept = new Set(running.map((clock) => snoozeKey(clock.id)))
  for (const timer of await timersOf(tx, escalation.id, ['warning', 'breach'])) {
    const same = wanted.get(timer.key)
    if (same?.dueAt.getTime() === timer.dueAt.getTime()) wanted.delete(timer.key)
    else if (same === undefined && !kept.has(timer.key)) await endTimer(tx, timer.key, now)
  }
  const missing = [...wanted.values()].map(({ key, kind, clockId, dueAt }) => {
    return { key, kind, escalationId: escalation.id, dueAt, facts: { clockId } }
  })
  await setTimers(tx, missing)
}

function timersFor({ settings, now }: Change, clock: StoredClock): readonly Wanted[] {
  const warns =
    clock.kind === 'obligation'
      ? obligationWarningsAt(clock, fractionsOf(settings, clock), now).nextAt(clock.warnings)
      : clock.warnedAt === null
        ? warnsAt(clock)
        : null
  return [
    ...(warns === null
      ? []
      : [{ key: warningKey(clock.id), kind: 'warning', clockId: clock.id, dueAt: warns } as const]),
    ...(clock.breachedAt === null
      ? [{ key: breachKey(clock.id), kind: 'breach', clockId: clock.id, dueAt: clock.dueAt } as const]
      : []),
  ]
}
