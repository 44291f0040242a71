import { PROMISES, type Sev } from '../house.ts'
import type { Act, Deed } from '../log.ts'
import { between, later } from './open-hours.ts'
import { isOfTeam, onCall, teamOf } from './people.ts'
import { EVERY_KIND, type Saga } from './saga.ts'
import { Watch } from './watch.ts'

/** What each deed does: first whether it is allowed and possible, then what follows. False: it is refused. */

const MINUTE = 60_000
const ASKED_AGAIN_AFTER = 30 * MINUTE
const SNOOZED_FOR = 30 * MINUTE

export function perform(saga: Saga, { at, by, did }: Act): boolean {
  const answer = deed(saga, by, did, at)
  if (answer === 'refused') return false
  if (answer === 'nothing') return true
  if (did.verb !== 'undeliverable') saga.did(by, at)
  saga.settle(by, at)
  return true
}

type Answer = 'done' | 'nothing' | 'refused'

function deed(saga: Saga, by: string, did: Deed, at: number): Answer {
  const isOfTheTeam = isOfTeam(by, saga.category)
  const isLead = isOfTheTeam && teamOf(saga.category.team).leads.includes(by)
  const isRequester = by === saga.filed.by
  const isOwned = saga.status === 'claimed' || saga.status === 'waiting'
  const isTheirs = (isOwned && saga.owner === by) || isLead
  const only = (condition: boolean, work: () => Answer): Answer => (condition ? work() : 'refused')
  switch (did.verb) {
    case 'claim':
      return only(did.for === null ? isOfTheTeam : isLead, () => claim(saga, by, did.for ?? by, at))
    case 'seen':
      return seen(saga, by, did.page, at)
    case 'cant':
      return cant(saga, by, did.page, at)
    case 'undeliverable':
      return lost(saga, by, did.page, at)
    case 'page_again':
      return only(isOfTheTeam, () => pageAgain(saga, by, did.people, at))
    case 'update':
      return only(isOfTheTeam && isOwned, () => update(saga, did, at))
    case 'ask':
      return only(isOfTheTeam && saga.status === 'claimed', () => ask(saga, did.isLawPaused, at))
    case 'answer':
      return only(isRequester && saga.status === 'waiting', () => stopWaiting(saga, at))
    case 'stop_waiting':
      return only(isOfTheTeam && saga.status === 'waiting', () => stopWaiting(saga, at))
    case 'release':
      return only(isTheirs && isOwned, () => release(saga, by, at))
    case 'hand_over':
      return only(isTheirs && isOwned, () => handOver(saga, isLead, did, by, at))
    case 'severity':
      return only(isOfTheTeam && saga.isOpen, () => changeSeverity(saga, by, did.to, at))
    case 'resolve':
      return only(isTheirs && isOwned, () => resolve(saga, at))
    case 'withdraw':
      return only(isRequester && saga.isOpen, () => withdraw(saga, by, at))
    case 'decide_withdrawal':
      return only(isTheirs && saga.isOpen && saga.isWithdrawalAsked && !isRequester, () => {
        saga.isWithdrawalAsked = false
        return did.isAgreed ? endAsWithdrawn(saga, at) : 'done'
      })
    case 'reopen':
      return only((isOfTheTeam || isRequester) && !saga.isOpen, () => reopen(saga, by, at))
    case 'inform':
      return only(isRequester && saga.isOpen, () => 'done')
    case 'worse':
      return only(isRequester && saga.isOpen, () => {
        const isPaging = saga.severity === 'sev1' || saga.severity === 'sev2'
        if (saga.status === 'unclaimed' && isPaging) saga.round?.hurry(at)
        return 'done'
      })
    case 'no_news':
      return only(isRequester && saga.isOpen, () => {
        const last = saga.askedForNewsAt
        if (last !== null && at - last < ASKED_AGAIN_AFTER) return 'refused'
        saga.askedForNewsAt = at
        return 'done'
      })
    case 'snooze':
      return only(isOfTheTeam, () => snooze(saga, did.reminder, at))
  }
}

function claim(saga: Saga, by: string, owner: string, at: number): Answer {
  if (saga.status !== 'unclaimed') return 'refused'
  if (owner !== by && !onCall(saga.category).includes(owner)) return 'refused'
  saga.status = 'claimed'
  saga.owner = owner
  saga.keep(at, 'claim')
  const outcomeOf = (page: { readonly userId: string }) => (page.userId === owner ? 'claimed' : 'claimed_by_other')
  saga.round?.stop(outcomeOf, at)
  saga.round = null
  saga.endAll(outcomeOf, at)
  if (owner !== by) saga.page(null, owner, 'handed_over', false, at)
  return 'done'
}

function seen(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page === undefined || page.endedAt !== null) return 'refused'
  if (page.seenAt !== null) return 'nothing'
  if (page.round !== null) {
    const answer = saga.round?.seen(page, at) ?? null
    if (answer === 'held_by_another' || answer === 'stale') return 'refused'
  }
  page.seenAt = at
  saga.leadSaw(page, at)
  return 'done'
}

function cant(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page?.outcome === 'passed') return 'nothing'
  if (page === undefined || page.endedAt !== null) return 'refused'
  // A lead answers for what is late, whoever has it.
  if (page.why === 'breach' ? !saga.isOpen : saga.status !== 'unclaimed') return 'refused'
  if (page.why === 'breach') {
    saga.leadPassed(page, at)
    return 'done'
  }
  if (page.round === null) {
    saga.end(page, 'passed', at)
    return 'done'
  }
  return saga.round?.cant(page, at) === true ? 'done' : 'refused'
}

/** Where nothing else reaches them either, the round goes on without them. */
function lost(saga: Saga, by: string, name: Parameters<Saga['pageNamed']>[0], at: number): Answer {
  const page = saga.pageNamed(name, by)
  if (page === undefined || page.endedAt !== null) return 'nothing'
  if (page.round !== null) {
    saga.round?.lose(by, at)
    return saga.round === null ? 'nothing' : 'done'
  }
  saga.end(page, 'undeliverable', at)
  return 'nothing'
}

function pageAgain(saga: Saga, by: string, people: readonly string[], at: number): Answer {
  if (people.length > 0) {
    if (!people.every((userId) => isOfTeam(userId, saga.category))) return 'refused'
    byHand(saga, people, at)
    return 'done'
  }
  if (saga.status !== 'unclaimed') return 'refused'
  if (saga.round === null) {
    byHand(
      saga,
      onCall(saga.category).filter((userId) => userId !== by && userId !== saga.filed.by),
      at,
    )
  } else saga.round.hurry(at)
  return 'done'
}

/** A page that somebody asked for takes the place of the one that they have. */
function byHand(saga: Saga, people: readonly string[], at: number): void {
  for (const userId of people.slice(0, saga.policy(false).mostAtOnce)) {
    const theirs = saga.pages.filter((page) => page.userId === userId)
    const round = theirs.find((page) => page.endedAt === null)?.round ?? null
    for (const page of theirs) saga.end(page, 'replaced', at)
    saga.page(round, userId, 'asked', theirs.length > 0, at)
  }
}

function update(saga: Saga, did: Extract<Deed, { verb: 'update' }>, at: number): Answer {
  const { nextBy } = did
  if (!did.isForRequester) return 'done'
  if (nextBy !== null && nextBy <= at) return 'refused'
  saga.keep(at, 'first_update', 'next_update')
  const next = nextBy === null ? saga.promise('next_update', at) : promiseHour(saga, nextBy, at)
  if (next !== null && saga.status === 'waiting') saga.pauseOne(next, at)
  return 'done'
}

function promiseHour(saga: Saga, hour: number, at: number): Watch {
  const minutes = Math.max(1, Math.floor((hour - at) / MINUTE))
  const watch = new Watch('next_update', { minutes, counting: null }, at)
  watch.dueAt = hour
  watch.named = hour
  return saga.add(watch, at)
}

/** A question is news; until the answer no update and no decision is due. */
function ask(saga: Saga, isLawPaused: boolean, at: number): Answer {
  saga.status = 'waiting'
  saga.waits.push({ from: at, to: null })
  saga.keep(at, 'first_update')
  if (saga.live('next_update').length === 0) saga.promise('next_update', at)
  saga.pauseUpdates(at)
  if (isLawPaused) for (const watch of saga.live('obligation')) saga.pauseOne(watch, at)
  return 'done'
}

function stopWaiting(saga: Saga, at: number): Answer {
  saga.status = 'claimed'
  saga.waitIsOver(at)
  saga.resume(at)
  return 'done'
}

function release(saga: Saga, by: string, at: number): Answer {
  saga.status = 'unclaimed'
  saga.waitIsOver(at)
  saga.resume(at)
  saga.promise('claim', at)
  saga.endAll(() => 'moot', at)
  saga.beginRound([by], by, at)
  return 'done'
}

/** At once to whoever is on call, or where a lead insists. To anybody else it would be an offer, which nobody here makes. */
function handOver(
  saga: Saga,
  isLead: boolean,
  did: Extract<Deed, { verb: 'hand_over' }>,
  by: string,
  at: number,
): Answer {
  const { to, isForced } = did
  if (to === saga.owner || (isForced && !isLead) || !isOfTeam(to, saga.category)) return 'refused'
  saga.owner = to
  saga.endAll(() => 'claimed_by_other', at)
  if (to !== by) saga.page(null, to, 'handed_over', false, at)
  return 'done'
}

function changeSeverity(saga: Saga, by: string, to: Sev, at: number): Answer {
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

function resolve(saga: Saga, at: number): Answer {
  saga.status = 'resolved'
  stopWork(saga, 'resolved', at)
  saga.keep(at, 'resolve', 'first_update', 'next_update', 'obligation')
  return 'done'
}

function stopWork(saga: Saga, why: 'resolved' | 'withdrawn', at: number): void {
  saga.waitIsOver(at)
  saga.isWithdrawalAsked = false
  saga.round?.stop(() => why, at)
  saga.round = null
  saga.endAll(() => why, at)
}

/** At once where nobody else works on it and no law counts; else it is asked of the owner. */
function withdraw(saga: Saga, by: string, at: number): Answer {
  const isNobodysWork = saga.status === 'unclaimed' || saga.owner === by
  if (isNobodysWork && saga.live('obligation').length === 0) return endAsWithdrawn(saga, at)
  if (saga.isWithdrawalAsked) return 'refused'
  saga.isWithdrawalAsked = true
  return 'done'
}

function endAsWithdrawn(saga: Saga, at: number): Answer {
  const hadOwner = saga.status !== 'unclaimed'
  saga.status = 'withdrawn'
  if (!hadOwner) saga.owner = null
  stopWork(saga, 'withdrawn', at)
  saga.cancel(at, ...EVERY_KIND)
  return 'done'
}

function reopen(saga: Saga, by: string, at: number): Answer {
  saga.status = saga.owner === null ? 'unclaimed' : 'claimed'
  saga.promise('first_update', at)
  saga.promise('resolve', at)
  if (saga.status === 'unclaimed') {
    saga.promise('claim', at)
    saga.beginRound([], by, at)
  }
  return 'done'
}

/** Only of the newest reminder that its reader has; the law's stand each for themselves. */
function snooze(saga: Saga, reminder: { readonly at: number; readonly clock: string }, at: number): Answer {
  const pressed = saga.reminders.findLast((one) => one.at === reminder.at && one.watch.kind === reminder.clock)
  if (pressed === undefined) return 'refused'
  const newest = saga.reminders.findLast((one) => one.userId === pressed.userId)
  if (pressed.watch.state !== 'running') return 'refused'
  if (newest !== pressed && pressed.watch.kind !== 'obligation') return 'refused'
  saga.snoozed.set(pressed.watch, at + SNOOZED_FOR)
  return 'done'
}
