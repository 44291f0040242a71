import { onCallAs } from './candidates.ts'
import type { PagingPolicy } from './policy.ts'
import {
  fallBack,
  goOn,
  isLeadMissing,
  isSomebodyFound,
  replacePassed,
  turnToNextStep,
  watchForPeople,
} from './rounds.ts'
import { minutesAfter, Turn } from './turn.ts'
import type { PagingEvent, PagingFacts, PagingRun, RunAnswer, RunDecision, StopReason } from './words.ts'

/** How long "Seen, give me 10 min" holds. */
export const ACKNOWLEDGEMENT_MINUTES = 10

const DONE: RunAnswer = { code: 'done' }

/**
 * A run of this policy, due at once: the tick at the same instant gives its first pages. Null where the policy pages
 * nobody (card only). `leftOut` are people whom this run never pages: who filed it, who released it.
 */
export function startRun(policy: PagingPolicy, at: Date, leftOut: readonly string[] = []): PagingRun | null {
  if (policy.pages === 'none' || policy.steps.length === 0) return null
  return {
    policy,
    startedAt: at,
    leftOut,
    step: 0,
    round: 0,
    passed: [],
    unreachable: [],
    toldAt: null,
    phase: { phase: 'paging', nextStepAt: at, searchAt: null },
  }
}

/** When the run wants its next tick; null once it has ended, and only then. */
export function nextDueAt(run: PagingRun): Date | null {
  switch (run.phase.phase) {
    case 'ended':
      return null
    case 'acknowledged':
      return run.phase.until
    case 'paging': {
      const { nextStepAt, searchAt } = run.phase
      return searchAt !== null && searchAt < nextStepAt ? searchAt : nextStepAt
    }
  }
}

/**
 * What follows from an event: the run as it will be, and what is to be done in this order. Pure: the same run, event and
 * facts always give the same. What changes nothing gives the same run and no effects.
 */
export function decide(run: PagingRun, event: PagingEvent, facts: PagingFacts): RunDecision {
  if (run.phase.phase === 'ended') return unchanged(run, { code: 'over', why: run.phase.why, since: run.phase.at })
  const turn = new Turn(run, event.at, facts)
  const answer = follow(turn, event)
  if (answer.code !== 'done') return unchanged(run, answer)
  watchForPeople(turn)
  return { run: turn.run, effects: turn.effects, answer }
}

function unchanged(run: PagingRun, answer: RunAnswer): RunDecision {
  return { run, effects: [], answer }
}

function follow(turn: Turn, event: PagingEvent): RunAnswer {
  switch (event.kind) {
    case 'tick':
      return tick(turn)
    case 'acknowledged':
      return acknowledge(turn, event)
    case 'passed':
      return pass(turn, event)
    case 'hurried':
      resume(turn)
      goOn(turn, 'hurried')
      return DONE
    case 'claimed':
      turn.stopPages('claimed', (page) => page.userId === event.by)
      return end(turn, 'claimed', 'claimed_by_other')
    case 'stopped':
      return end(turn, event.why, event.why === 'superseded' ? null : event.why)
    case 'somebody_came_on_call':
      return comeOnCall(turn, event.userId)
    case 'found_silenced':
      return findSilenced(turn)
    case 'delivery_failed':
      return fail(turn, event.userId)
    case 'nobody_reachable':
      return reachNobody(turn)
  }
}

function tick(turn: Turn): RunAnswer {
  const { run, at } = turn
  const dueAt = nextDueAt(run)
  if (dueAt === null || dueAt > at) return { code: 'nothing_due' }
  if (run.phase.phase === 'acknowledged') {
    // Whoever saw it is reminded, and the run goes on with the others.
    turn.remind(run.phase.by)
    resume(turn)
    goOn(turn)
    return DONE
  }
  const isStepDue = run.phase.phase === 'paging' && run.phase.nextStepAt <= at
  // A search that finds nobody keeps to its minute and leaves the steps alone.
  if (isStepDue || isSomebodyFound(turn) || isLeadMissing(turn)) goOn(turn)
  return DONE
}

function acknowledge(turn: Turn, event: Extract<PagingEvent, { kind: 'acknowledged' }>): RunAnswer {
  const { phase } = turn.run
  if (phase.phase === 'acknowledged') {
    return { code: 'already_acknowledged', by: phase.by, since: phase.at, until: phase.until }
  }
  if (!isTheirLivePage(turn, event)) return { code: 'stale' }
  turn.stopPages('seen_by_other', (page) => page.userId !== event.by)
  const until = minutesAfter(turn.at, Math.max(1, event.minutes))
  turn.change({ phase: { phase: 'acknowledged', by: event.by, at: turn.at, until } })
  return DONE
}

function pass(turn: Turn, event: Extract<PagingEvent, { kind: 'passed' }>): RunAnswer {
  if (!isTheirLivePage(turn, event)) return { code: 'stale' }
  turn.stopPages('passed', (page) => page.userId === event.by)
  turn.change({ passed: [...turn.run.passed, event.by] })
  const { phase } = turn.run
  // They may have had a page beside somebody else's acknowledgement; that one still holds.
  if (phase.phase === 'acknowledged' && phase.by !== event.by) return DONE
  resume(turn)
  replacePassed(turn)
  return DONE
}

/** The buttons act as of their page (ONCALL 15). */
function isTheirLivePage(turn: Turn, event: { readonly by: string; readonly pageId: number | null }): boolean {
  const page = turn.livePageOf(event.by)
  return page !== null && (event.pageId === null || event.pageId === page.pageId)
}

function resume(turn: Turn): void {
  if (turn.run.phase.phase !== 'acknowledged') return
  turn.change({ phase: { phase: 'paging', nextStepAt: turn.at, searchAt: null } })
}

function end(turn: Turn, why: 'claimed' | Extract<PagingEvent, { kind: 'stopped' }>['why'], stop: StopReason | null) {
  if (stop !== null) turn.stopPages(stop, () => true)
  turn.change({ phase: { phase: 'ended', why, at: turn.at } })
  return DONE
}

/** Who begins a shift while nobody has it is paged too (ONCALL 13); what they passed or missed before is forgotten. */
function comeOnCall(turn: Turn, userId: string): RunAnswer {
  const { run } = turn
  if (run.leftOut.includes(userId)) return DONE
  turn.change({
    passed: run.passed.filter((one) => one !== userId),
    unreachable: run.unreachable.filter((one) => one.userId !== userId),
  })
  if (run.phase.phase !== 'paging' || turn.isBeforeOpening || !isInReach(turn, userId)) return DONE
  if (turn.livePageOf(userId) !== null) return DONE
  const wasHeard = turn.hasHeardPage()
  turn.page(userId, 'came_on_call')
  if (turn.isHeard(userId)) {
    if (run.phase.searchAt === null) return DONE
    // The leads stood in for whoever is here now: this page is the policy's first step, from the beginning.
    const nextStepAt = minutesAfter(turn.at, run.policy.steps[0]?.waitMinutes ?? 1)
    turn.change({ step: 0, round: 0, phase: { phase: 'paging', nextStepAt, searchAt: null } })
    turnToNextStep(turn)
  } else if (!wasHeard) goOn(turn)
  return DONE
}

/**
 * Whether a step that is due by now names them: a backup whose shift begins while only the primary was paged is paged when
 * the step comes that names the backup. Where nobody was found every step is in reach.
 */
function isInReach(turn: Turn, userId: string): boolean {
  const { policy, step, round, phase } = turn.run
  const isSearching = phase.phase === 'paging' && phase.searchAt !== null
  const { onCall } = turn.facts
  const asked = (steps: PagingPolicy['steps']) =>
    steps.flatMap(({ whom }) => whom.flatMap((one) => (one.kind === 'on_call' ? [one.role] : [])))
  // Without roles, or where the look-up failed, it isn't known which of the steps means them.
  if (onCall.look === 'failed' || (onCall.roles ?? null) === null) return asked(policy.steps).length > 0
  const due = round > 0 || isSearching ? policy.steps : policy.steps.slice(0, Math.max(1, step))
  return asked(due).some((role) => onCallAs(onCall, role).includes(userId))
}

/** Where nobody hears a page by now, the next are paged in the same instant (ONCALL 14). */
function findSilenced(turn: Turn): RunAnswer {
  if (turn.run.phase.phase === 'paging' && !turn.isBeforeOpening && !turn.hasHeardPage()) goOn(turn)
  return DONE
}

function fail(turn: Turn, userId: string): RunAnswer {
  turn.stopPages('undeliverable', (page) => page.userId === userId)
  turn.markUnreachable(userId)
  if (turn.run.phase.phase === 'paging' && !turn.hasHeardPage()) goOn(turn)
  return DONE
}

function reachNobody(turn: Turn): RunAnswer {
  if (turn.run.phase.phase !== 'paging' || turn.isBeforeOpening) return DONE
  for (const { userId } of turn.livePages()) turn.markUnreachable(userId)
  turn.stopPages('undeliverable', () => true)
  fallBack(turn)
  return DONE
}
