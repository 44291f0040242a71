import { type Candidate, leadsOf, membersOf, nextLeads, select } from './candidates.ts'
import { minutesAfter, type Turn } from './turn.ts'
import type { TroubleCode } from './words.ts'

/** Nobody found: looked again after a minute (ONCALL 7). */
const SEARCH_MINUTES = 1

/** After "page again" only somebody who was paged this very minute is left alone. */
const HURRIED_FRESH_MINUTES = 1

/**
 * Goes on with the next step. One that names nobody, or only people who can't hear it, is followed by the next one in the
 * same instant; when none of a whole round is heard, the leads are paged one at a time.
 */
export function goOn(turn: Turn, pace: 'in_time' | 'hurried' = 'in_time'): void {
  if (turn.isBeforeOpening) {
    sleepUntil(turn, turn.facts.opensAt)
    return
  }
  const { policy } = turn.run
  const finds = policy.steps.findIndex((step) => isAnyHeard(turn, membersOf(turn, step)))
  // The search has found somebody: the policy begins again, with the step that names them.
  if (isSearching(turn) && finds !== -1) turn.change({ step: finds, round: 0 })
  for (let unheard = 0; unheard < policy.steps.length; unheard += 1) {
    const step = policy.steps[turn.run.step]
    if (turn.run.round > policy.repeats || step === undefined) {
      keepWatch(turn, pace)
      return
    }
    const selected = select(turn, step, pace === 'hurried' ? HURRIED_FRESH_MINUTES : step.waitMinutes)
    if (selected.isHeard && selected.toPage.length === 0 && selected.freshUntil !== null) {
      sleepUntil(turn, selected.freshUntil)
      return
    }
    turnToNextStep(turn)
    pageAll(turn, selected.toPage)
    if (selected.isHeard) {
      sleepUntil(turn, minutesAfter(turn.at, step.waitMinutes))
      return
    }
  }
  // Whoever was reminded may still take it; there is nobody else to go on to.
  if (turn.hasReminded && isSomebodyFound(turn)) sleepUntil(turn, minutesAfter(turn.at, firstWaitOf(turn)))
  else fallBack(turn)
}

/** Nobody of a whole round can be reached: the next lead, and the room. */
export function fallBack(turn: Turn): void {
  pageAll(turn, nextLeads(turn, leadsOf(turn, 'fallback')))
  turn.tell(troubleOf(turn) ?? 'nobody_reachable')
  sleepUntil(turn, minutesAfter(turn.at, firstWaitOf(turn)))
}

/**
 * The steps are used up and nobody has it: the room is told, and the last step goes on at a slower pace until somebody
 * has. A policy without repeats pages again only where nobody on call has a page that waits for them, or who has one was
 * silenced since and somebody else can hear one.
 */
function keepWatch(turn: Turn, pace: 'in_time' | 'hurried'): void {
  const { policy } = turn.run
  const last = policy.steps.at(-1)
  if (last === undefined) throw new Error('a run needs a policy with a step')
  const mayRepeat = policy.repeats > 0 || pace === 'hurried'
  const hasPage = (candidate: Candidate) => turn.livePageOf(candidate.userId) !== null
  const all = [...membersOf(turn, last), ...leadsOf(turn, 'fallback')]
  const paged = all.filter(hasPage)
  const isUnheard = !isAnyHeard(turn, paged) && isAnyHeard(turn, all)
  if (mayRepeat || paged.length === 0 || isUnheard) {
    const selected = select(turn, last, HURRIED_FRESH_MINUTES)
    pageAll(turn, selected.toPage)
    if (!selected.isHeard) pageAll(turn, nextLeads(turn, leadsOf(turn, 'fallback')))
  }
  if (policy.lastResort !== null) turn.tell('last_resort')
  sleepUntil(turn, minutesAfter(turn.at, turn.patienceMinutes))
}

/** "Can't" (SCREENS 8): the next of those whom the same step named, else the next step, in the same instant. */
export function replacePassed(turn: Turn): void {
  const { steps } = turn.run.policy
  const current = steps[(turn.run.step + steps.length - 1) % steps.length]
  if (current !== undefined && !turn.isBeforeOpening) {
    const named = current.whom.some((whom) => whom.kind === 'leads') ? leadsOf(turn, 'lead') : []
    const next = [...membersOf(turn, current), ...named].find(
      ({ userId }) => turn.timesPaged(userId) === 0 && turn.isHeard(userId),
    )
    if (next !== undefined) {
      pageAll(turn, [next])
      sleepUntil(turn, minutesAfter(turn.at, current.waitMinutes))
      return
    }
  }
  goOn(turn)
}

/** Sets, moves or ends the search for somebody to page; while it lasts the room is told. */
export function watchForPeople(turn: Turn): void {
  const { phase } = turn.run
  if (phase.phase !== 'paging') return
  if (turn.isBeforeOpening) {
    turn.change({ phase: { ...phase, searchAt: null } })
    return
  }
  if (isSomebodyFound(turn)) {
    // Found, and paged: over. Found by an event that pages nobody: the search itself does it.
    if (phase.searchAt === null || isAnybodyFoundPaged(turn)) {
      turn.change({ phase: { ...phase, searchAt: null } })
      return
    }
  } else turn.tell(troubleOf(turn) ?? 'nobody_reachable')
  const isStillAhead = phase.searchAt !== null && phase.searchAt > turn.at
  const searchAt = isStillAhead ? phase.searchAt : minutesAfter(turn.at, SEARCH_MINUTES)
  turn.change({ phase: { ...phase, searchAt } })
}

export function isSomebodyFound(turn: Turn): boolean {
  return isAnyHeard(turn, found(turn))
}

function isAnyHeard(turn: Turn, candidates: readonly Candidate[]): boolean {
  return candidates.some(({ userId }) => turn.isHeard(userId))
}

function isAnybodyFoundPaged(turn: Turn): boolean {
  return found(turn).some(({ userId }) => turn.wasToldNow(userId) || turn.livePageOf(userId) !== null)
}

/** Whom the policy reaches now: its steps' people; the leads only where it names nobody else at all. */
function found(turn: Turn): readonly Candidate[] {
  const { steps } = turn.run.policy
  const isLeadsOnly = steps.every((step) => step.whom.every((whom) => whom.kind === 'leads'))
  return isLeadsOnly ? leadsOf(turn, 'lead') : steps.flatMap((step) => membersOf(turn, step))
}

/** *Nobody scheduled*, *scheduled but unreachable* and *look-up failed* are three answers (ONCALL 7). */
function troubleOf(turn: Turn): TroubleCode | null {
  if (isSomebodyFound(turn)) return null
  const { onCall } = turn.facts
  if (onCall.look === 'failed') return 'look_up_failed'
  const asksWhoIsOnCall = turn.run.policy.steps.some((step) => step.whom.some((whom) => whom.kind === 'on_call'))
  return asksWhoIsOnCall && onCall.people.length === 0 ? 'nobody_on_call' : 'nobody_reachable'
}

/** There is a lead who could hear a page, and nobody else has one. */
export function isLeadMissing(turn: Turn): boolean {
  return !turn.hasHeardPage() && isAnyHeard(turn, leadsOf(turn, 'fallback'))
}

function firstWaitOf(turn: Turn): number {
  return turn.run.policy.steps[0]?.waitMinutes ?? SEARCH_MINUTES
}

function isSearching(turn: Turn): boolean {
  return turn.run.phase.phase === 'paging' && turn.run.phase.searchAt !== null
}

export function turnToNextStep(turn: Turn): void {
  const isLast = turn.run.step + 1 >= turn.run.policy.steps.length
  turn.change(isLast ? { step: 0, round: turn.run.round + 1 } : { step: turn.run.step + 1 })
}

function pageAll(turn: Turn, candidates: readonly Candidate[]): void {
  for (const { userId, why } of candidates) turn.page(userId, why)
}

function sleepUntil(turn: Turn, nextStepAt: Date): void {
  const { phase } = turn.run
  const searchAt = phase.phase === 'paging' ? phase.searchAt : null
  turn.change({ phase: { phase: 'paging', nextStepAt, searchAt } })
}
