import type {
  Claimed,
  Closed,
  Duplicate,
  Escalation,
  EscalationFacts,
  Resolved,
  Unclaimed,
  Waiting,
  Withdrawn,
} from './escalation.ts'
import { isOpen } from './escalation.ts'
import { done, type Outcome, refused } from './refusal.ts'
import type { DecisionCode, Place, Severity } from './words.ts'

/**
 * The state machine: each verb takes an escalation as it is and gives it as it will be, or says why not.
 * Rights are asked elsewhere (`domain/access`); here only what the state allows.
 */

function factsOf(e: Escalation): EscalationFacts {
  return {
    id: e.id,
    teamId: e.teamId,
    category: e.category,
    severity: e.severity,
    isRestricted: e.isRestricted,
    isHard: e.isHard,
    place: e.place,
    requesterId: e.requesterId,
    department: e.department,
    contentLanguage: e.contentLanguage,
    channelLanguage: e.channelLanguage,
    filedAt: e.filedAt,
    neededBy: e.neededBy,
    isRequesterInChannel: e.isRequesterInChannel,
    version: e.version,
  }
}

const wrongStatus = (e: Escalation) => refused({ code: 'wrong_status', status: e.status })

/** Won by exactly one person; who comes later is told who was first. */
export function claim(e: Escalation, ownerId: string, at: Date): Outcome<EscalationFacts & Claimed> {
  if (e.status === 'claimed' || e.status === 'waiting') {
    return e.ownerId === ownerId
      ? refused({ code: 'already_yours', since: e.ownedSince })
      : refused({ code: 'already_claimed', ownerId: e.ownerId, since: e.ownedSince })
  }
  if (e.status !== 'unclaimed') return wrongStatus(e)
  return done({ ...factsOf(e), status: 'claimed', ownerId, ownedSince: at })
}

export function release(e: Escalation): Outcome<EscalationFacts & Unclaimed> {
  if (e.status !== 'claimed' && e.status !== 'waiting') return wrongStatus(e)
  return done({ ...factsOf(e), status: 'unclaimed' })
}

/** Changes the owner; a question that waits for its answer goes on waiting. */
export function handOver(e: Escalation, to: string, at: Date): Outcome<EscalationFacts & (Claimed | Waiting)> {
  if (e.status !== 'claimed' && e.status !== 'waiting') return wrongStatus(e)
  if (e.ownerId === to) return refused({ code: 'already_claimed', ownerId: to, since: e.ownedSince })
  return done({ ...e, ownerId: to, ownedSince: at })
}

export function ask(e: Escalation, at: Date): Outcome<EscalationFacts & Waiting> {
  if (e.status === 'waiting') return refused({ code: 'already_asked', since: e.waitingSince })
  if (e.status !== 'claimed') return wrongStatus(e)
  return done({ ...factsOf(e), status: 'waiting', ownerId: e.ownerId, ownedSince: e.ownedSince, waitingSince: at })
}

/** The requester answered, or the owner no longer waits. */
export function stopWaiting(e: Escalation): Outcome<EscalationFacts & Claimed> {
  if (e.status !== 'waiting') return wrongStatus(e)
  return done({ ...factsOf(e), status: 'claimed', ownerId: e.ownerId, ownedSince: e.ownedSince })
}

export function resolve(e: Escalation, decision: DecisionCode, at: Date): Outcome<EscalationFacts & Resolved> {
  if (e.status !== 'claimed' && e.status !== 'waiting') return wrongStatus(e)
  return done({
    ...factsOf(e),
    status: 'resolved',
    ownerId: e.ownerId,
    ownedSince: e.ownedSince,
    decision,
    resolvedAt: at,
  })
}

export function close(e: Escalation, at: Date): Outcome<EscalationFacts & Closed> {
  if (e.status !== 'resolved') return wrongStatus(e)
  return done({
    ...factsOf(e),
    status: 'closed',
    ownerId: e.ownerId,
    ownedSince: e.ownedSince,
    decision: e.decision,
    resolvedAt: e.resolvedAt,
    closedAt: at,
  })
}

/** Back to its last owner, or to nobody where a withdrawn one never had any. */
export function reopen(e: Escalation, at: Date): Outcome<EscalationFacts & (Claimed | Unclaimed)> {
  if (e.status !== 'resolved' && e.status !== 'closed' && e.status !== 'withdrawn') return wrongStatus(e)
  if (e.ownerId === null) return done({ ...factsOf(e), status: 'unclaimed' })
  return done({ ...factsOf(e), status: 'claimed', ownerId: e.ownerId, ownedSince: at })
}

export function withdraw(e: Escalation, at: Date): Outcome<EscalationFacts & Withdrawn> {
  if (!isOpen(e)) return wrongStatus(e)
  return done({
    ...factsOf(e),
    status: 'withdrawn',
    withdrawnAt: at,
    ownerId: e.status === 'unclaimed' ? null : e.ownerId,
    ownedSince: e.status === 'unclaimed' ? null : e.ownedSince,
  })
}

/** Points `e` at the escalation that goes on; `target` must be open and not itself part of another. */
export function link(e: Escalation, target: Escalation, at: Date): Outcome<EscalationFacts & Duplicate> {
  if (e.id === target.id) return refused({ code: 'cannot_link', reason: 'itself' })
  if (e.status === 'duplicate') return refused({ code: 'cannot_link', reason: 'already_linked' })
  if (target.status === 'duplicate') {
    return refused({ code: 'cannot_link', reason: target.duplicateOf === e.id ? 'circular' : 'target_not_open' })
  }
  if (!isOpen(target)) return refused({ code: 'cannot_link', reason: 'target_not_open' })
  if (!isOpen(e)) return wrongStatus(e)
  return done({
    ...factsOf(e),
    status: 'duplicate',
    duplicateOf: target.id,
    linkedAt: at,
    ownerId: e.status === 'unclaimed' ? null : e.ownerId,
    ownedSince: e.status === 'unclaimed' ? null : e.ownedSince,
  })
}

export function unlink(e: Escalation, at: Date): Outcome<EscalationFacts & (Claimed | Unclaimed)> {
  if (e.status !== 'duplicate') return wrongStatus(e)
  if (e.ownerId === null) return done({ ...factsOf(e), status: 'unclaimed' })
  return done({ ...factsOf(e), status: 'claimed', ownerId: e.ownerId, ownedSince: e.ownedSince ?? at })
}

/**
 * A new severity may need a channel where the old one worked in a thread; never the other way round, since a channel
 * that exists goes on being used.
 */
export function changeSeverity(e: Escalation, to: Severity, placeOfNew: Place): Outcome<Escalation> {
  if (!isOpen(e)) return wrongStatus(e)
  if (e.severity === to) return refused({ code: 'same_severity' })
  return done({ ...e, severity: to, place: e.place === 'channel' ? 'channel' : placeOfNew })
}
