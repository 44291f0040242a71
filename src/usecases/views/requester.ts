import type { Queryable } from '../../db/client.ts'
import { clocksOf } from '../../db/stores/clocks.ts'
import { followersOf, loadEscalation } from '../../db/stores/escalations.ts'
import { loadResolution, openRequests } from '../../db/stores/exchanges.ts'
import { pagesOf } from '../../db/stores/pages.ts'
import { readTexts } from '../../db/stores/timeline.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { DecisionView, RequesterView } from '../../domain/escalation/views.ts'
import { DECISIONS } from '../../domain/escalation/words.ts'
import { deadlineView } from '../../domain/sla/clock.ts'
import { policyFor } from '../../settings/lookup.ts'
import type { Settings } from '../../settings/types.ts'
import { newTimeShown } from '../clocks/broken-promise.ts'
import type { Deps } from '../deps.ts'
import {
  headOf,
  lastUpdateOf,
  minutesBetween,
  nameableTarget,
  namesOf,
  openQuestionText,
  type ReaderFacts,
  readerOf,
} from './common.ts'

export interface DmDelivery<View> {
  readonly userId: string
  readonly view: View
  readonly reader: ReaderFacts
}

/** The DM of the requester or of a follower; null for whoever is neither (any more). */
export async function requesterDmDelivery(
  deps: Deps,
  input: { readonly escalationId: number; readonly userId: string },
): Promise<DmDelivery<RequesterView> | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return null
    const role = await roleOf(q, escalation, input.userId)
    if (role === null) return null
    const reader = await readerOf(q, settings, input.userId, 'usted')
    return {
      userId: input.userId,
      view: {
        ...(await requesterViewOf(q, settings, escalation, now)),
        isFollower: role === 'follower',
        zone: reader.zone,
      },
      reader,
    }
  })
}

async function roleOf(q: Queryable, escalation: Escalation, userId: string): Promise<'requester' | 'follower' | null> {
  if (escalation.requesterId === userId) return 'requester'
  return (await followersOf(q, escalation.id)).includes(userId) ? 'follower' : null
}

async function requesterViewOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
): Promise<Omit<RequesterView, 'isFollower' | 'zone'>> {
  const clocks = (await clocksOf(q, escalation.id)).filter((clock) => clock.endedAt === null)
  const update = clocks.find((clock) => clock.kind === 'first_update' || clock.kind === 'next_update')
  const seen = update === undefined ? null : deadlineView(update, now)
  const requests = await openRequests(q, escalation.id)
  // "Later than promised" comes before who has it.
  const newTime = await newTimeShown(q, escalation, clocks, now)
  return {
    head: await headOf(q, settings, escalation, 'all'),
    line: newTime === null ? await requesterLineOf(q, settings, escalation) : { state: 'late', newTime },
    nextNewsBy: seen === null || seen.state === 'paused' || seen.state === 'late' ? null : seen.dueAt,
    last: await lastUpdateOf(q, escalation.id),
    isWithdrawalAsked: requests.some((request) => request.kind === 'withdrawal'),
  }
}

async function requesterLineOf(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
): Promise<RequesterView['line']> {
  switch (escalation.status) {
    case 'unclaimed': {
      const pages = await pagesOf(q, escalation.id)
      return {
        state: 'looking',
        pagedCount: pages.filter((page) => page.sentAt !== null && page.endedAt === null).length,
        isCardOnly: pages.length === 0 && policyFor(settings, escalation.teamId, escalation.severity).pages === 'none',
      }
    }
    case 'claimed':
      return {
        state: 'with',
        owner: (await namesOf(q, [escalation.ownerId]))(escalation.ownerId),
        since: escalation.ownedSince,
      }
    case 'waiting': {
      const question = await openQuestionText(q, escalation.id)
      return { state: 'needs_answer', question: question ?? '', askedAt: escalation.waitingSince }
    }
    case 'resolved':
      return { state: 'decided', decision: escalation.decision }
    case 'closed':
      return { state: 'closed', at: escalation.closedAt }
    case 'duplicate':
      return { state: 'duplicate', of: await nameableTarget(q, escalation.duplicateOf) }
    case 'withdrawn':
      return { state: 'withdrawn' }
  }
}

/** The decision's own message to the requester or a follower. */
export async function decisionDelivery(
  deps: Deps,
  input: { readonly resolutionId: number; readonly userId: string },
): Promise<DmDelivery<DecisionView> | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const resolution = await loadResolution(q, input.resolutionId)
    if (resolution === null) return null
    const escalation = await loadEscalation(q, resolution.escalationId)
    if (escalation === null) return null
    const role = await roleOf(q, escalation, input.userId)
    const decision = DECISIONS.find((code) => code === resolution.decision)
    if (role === null || decision === undefined) return null
    const words = await readTexts(
      q,
      [resolution.reasonId, resolution.sentenceId].filter((id) => id !== null),
    )
    const wordsOf = (id: number | null): string | null => (id === null ? null : (words.get(id) ?? null))
    const reader = await readerOf(q, settings, input.userId, 'usted')
    return {
      userId: input.userId,
      reader,
      view: {
        head: await headOf(q, settings, escalation, 'all'),
        resolutionId: resolution.id,
        decision,
        rule: resolution.rule,
        reason: wordsOf(resolution.reasonId) ?? '',
        sentence: wordsOf(resolution.sentenceId),
        by: (await namesOf(q, [resolution.resolvedBy]))(resolution.resolvedBy),
        tookMinutes: minutesBetween(escalation.filedAt, resolution.resolvedAt),
        wasHelpful: resolution.wasHelpful,
        isReopened: resolution.reopenedAt !== null,
        isFollower: role === 'follower',
        zone: reader.zone,
      },
    }
  })
}
