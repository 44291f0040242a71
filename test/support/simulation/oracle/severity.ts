import { PROMISES, type Sev } from '../house.ts'
import { between, later } from './open-hours.ts'
import { EVERY_KIND, type Saga } from './saga.ts'
import { Watch } from './watch.ts'

/** What another severity does to the promises that are under way (ONCALL 18). */

const MINUTE = 60_000

export function changeSeverity(saga: Saga, by: string, to: Sev, at: number): 'done' | 'refused' {
  if (saga.severity === to) return 'refused'
  saga.severity = to
  for (const old of saga.live(...EVERY_KIND)) {
    // The law knows no severity.
    if (old.kind === 'obligation') continue
    restart(saga, old, at)
  }
  const isNewsPromised = saga.live('first_update', 'next_update').length > 0
  if ((saga.status === 'claimed' || saga.status === 'waiting') && !isNewsPromised && PROMISES[to].next !== null) {
    const cadence = saga.promise('next_update', at)
    if (cadence !== null && saga.status === 'waiting') saga.pauseOne(cadence, at)
  }
  if (saga.status !== 'unclaimed') return 'done'
  if (saga.policy(false).pages !== 'working_hours') {
    for (const page of saga.pages) if (page.notBefore > at) saga.end(page, 'moot', at)
  }
  saga.beginRound([], by, at)
  return 'done'
}

/** Ends as it stood; another begins with it, of another length. While the requester was asked nothing counted. */
function restart(saga: Saga, old: Watch, at: number): void {
  const { pausedAt, kind, startedAt, named, isLateTold } = old
  old.cancel(at)
  const promise = saga.promised(kind, startedAt)
  let fresh: Watch | null = null
  if (promise !== null) {
    fresh = new Watch(kind, promise, startedAt)
    fresh.dueAt = moved(saga, startedAt, fresh.dueAt, promise.counting)
  }
  // An hour that the owner gave stands where it is earlier.
  if (named !== null) {
    const own = new Watch(
      kind,
      { minutes: Math.max(1, Math.floor((named - startedAt) / MINUTE)), counting: null },
      startedAt,
    )
    own.dueAt = moved(saga, startedAt, named, null)
    own.named = named
    // The same promise goes on, with the instant at which it was missed.
    if (own.dueAt === old.dueAt) own.lateSince = old.lateSince
    if (fresh === null || own.dueAt < fresh.dueAt) fresh = own
    else fresh.named = named
  }
  if (fresh === null) return
  if (fresh.dueAt <= (pausedAt ?? at)) fresh.lateSince ??= fresh.dueAt
  if (pausedAt !== null) fresh.pause(pausedAt)
  fresh.isLateTold = isLateTold && fresh.lateSince !== null
  saga.add(fresh, at)
}

/** A deadline, later by all the waits that lie behind it. */
function moved(saga: Saga, from: number, dueAt: number, counting: Watch['promise']['counting']): number {
  const waited = saga.waits.reduce((sum, wait) => {
    return sum + (wait.to === null ? 0 : between(counting, Math.max(wait.from, from), wait.to))
  }, 0)
  return later(counting, dueAt, waited)
}
