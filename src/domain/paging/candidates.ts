import type { PolicyStep, Whom } from './policy.ts'
import { minutesAfter, type Turn } from './turn.ts'
import type { PageWhy, PagingFacts } from './words.ts'

export interface Candidate {
  readonly userId: string
  readonly why: PageWhy
}

export interface Selection {
  /** The step names nobody who may be paged: it is skipped at once, not waited out. */
  readonly isEmpty: boolean
  readonly toPage: readonly Candidate[]
  /** Somebody whom the step pages, or has only just paged, can hear it. Who is merely reminded doesn't count. */
  readonly isHeard: boolean
  /** Where everybody was paged only just now: when the first of them has had the step's time. */
  readonly freshUntil: Date | null
}

/** Those of a step who may be paged now, leads apart; each once, in the policy's order. */
export function membersOf(turn: Turn, step: PolicyStep): readonly Candidate[] {
  const named = step.whom.flatMap((whom) => namedBy(turn, whom))
  return eligibleOnce(turn, named)
}

function namedBy(turn: Turn, whom: Whom): readonly Candidate[] {
  const { onCall, groups } = turn.facts
  switch (whom.kind) {
    case 'on_call':
      return onCallAs(onCall, whom.role).map((userId) => ({ userId, why: 'on_call' }))
    case 'person':
      return [{ userId: whom.userId, why: 'named' }]
    case 'group':
      return (groups[whom.groupId] ?? []).map((userId) => ({ userId, why: 'group' }))
    case 'leads':
      return []
  }
}

/** Who is on call in this role; without a role, or where the team has no roles, everybody. */
export function onCallAs(onCall: PagingFacts['onCall'], role: string | undefined): readonly string[] {
  if (onCall.look === 'failed') return []
  const roles = onCall.roles ?? null
  if (role === undefined || roles === null) return onCall.people
  return Object.hasOwn(roles, role) ? (roles[role] ?? []) : []
}

export function leadsOf(turn: Turn, why: 'lead' | 'fallback'): readonly Candidate[] {
  return eligibleOnce(
    turn,
    turn.facts.leads.map((userId) => ({ userId, why })),
  )
}

function eligibleOnce(turn: Turn, named: readonly Candidate[]): readonly Candidate[] {
  return named.filter(
    ({ userId }, index) =>
      turn.isEligible(userId) && named.findIndex((candidate) => candidate.userId === userId) === index,
  )
}

/**
 * The next lead: one at a time, whoever was paged least, the lead on duty first. One who can't hear it is paged and
 * doesn't count: the next goes with them.
 */
export function nextLeads(turn: Turn, leads: readonly Candidate[]): readonly Candidate[] {
  const waiting = leads.filter(({ userId }) => !turn.wasToldNow(userId))
  const inTurn = waiting
    .map((lead, index) => ({ lead, index, times: turn.timesPaged(lead.userId) }))
    .sort((a, b) => a.times - b.times || a.index - b.index)
    .map(({ lead }) => lead)
  const heard = inTurn.findIndex(({ userId }) => turn.isHeard(userId))
  return heard === -1 ? inTurn : inTurn.slice(0, heard + 1)
}

/** They are asked in their turn, or in the place of people who aren't there: each is told which. */
function whyLeads(turn: Turn): 'lead' | 'fallback' {
  const { onCall } = turn.facts
  return onCall.look === 'answered' && onCall.people.length > 0 ? 'lead' : 'fallback'
}

/** Those who hear it first, then whoever was paged least, then the policy's order. */
function inOrderOfNeed(turn: Turn, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates
    .map((candidate, index) => ({
      candidate,
      index,
      deafness: turn.isHeard(candidate.userId) ? 0 : 1,
      times: turn.timesPaged(candidate.userId),
    }))
    .sort((a, b) => a.deafness - b.deafness || a.times - b.times || a.index - b.index)
    .map(({ candidate }) => candidate)
}

function isLessPaged(turn: Turn, member: Candidate | undefined, lead: Candidate | undefined): boolean {
  if (member === undefined || lead === undefined || !turn.isHeard(member.userId)) return false
  return turn.timesPaged(member.userId) <= turn.timesPaged(lead.userId)
}

/**
 * Whom a step pages: at most so many at once, first those who hear it and were paged least. A page has the step's time
 * before it is repeated: whoever was paged `freshMinutes` ago or less isn't paged again yet.
 */
export function select(turn: Turn, step: PolicyStep, freshMinutes: number): Selection {
  const members = membersOf(turn, step)
  const leads = step.whom.some((whom) => whom.kind === 'leads')
    ? leadsOf(turn, whyLeads(turn)).filter((lead) => !members.some((member) => member.userId === lead.userId))
    : []
  const freshEnd = (userId: string): Date | null => {
    if (turn.wasToldNow(userId)) return minutesAfter(turn.at, freshMinutes)
    const page = turn.livePageOf(userId)
    const end = page === null ? null : minutesAfter(page.askedAt, freshMinutes)
    return end !== null && end > turn.at ? end : null
  }
  const isDue = (candidate: Candidate) => freshEnd(candidate.userId) === null
  const dueMembers = inOrderOfNeed(turn, members.filter(isDue))
  const lead = nextLeads(turn, leads.filter(isDue))
  const wokenLead = lead.filter(({ userId }) => turn.isHeard(userId))
  const room = turn.run.policy.mostAtOnce - wokenLead.length
  // Where only one may be woken, members and leads take turns.
  const isMembersTurn = room === 0 && isLessPaged(turn, dueMembers[0], wokenLead[0])
  const toPage = isMembersTurn ? dueMembers.slice(0, 1) : [...dueMembers.slice(0, room), ...lead]
  const fresh = [...members, ...leads].filter((candidate) => !isDue(candidate))
  const ends = fresh.map(({ userId }) => freshEnd(userId)).filter((end) => end !== null)
  return {
    isEmpty: members.length + leads.length === 0,
    toPage,
    isHeard: [...toPage, ...fresh].some(({ userId }) => turn.isHeard(userId) && !turn.wasReminded(userId)),
    freshUntil: ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
  }
}
