import type { Queryable } from '../../db/client.ts'
import type { Page } from '../../db/stores/pages.ts'
import { latestOf, type TimelineRow } from '../../db/stores/timeline.ts'
import { type Escalation, ownerOf } from '../../domain/escalation/escalation.ts'
import type { PageView } from '../../domain/escalation/views.ts'
import { namesOf } from './common.ts'

/** Enough changes of owner to find the one that ended a page. */
const LOOKED_BACK = 50

/**
 * What ended a page, at its own time: a reopening, or another owner since, changes nothing of it. Null where nothing did, or
 * where only the present tells.
 */
export async function endOf(q: Queryable, page: Page, escalation: Escalation): Promise<PageView['state'] | null> {
  const { endedAt, outcome } = page
  if (endedAt === null) return null
  switch (outcome) {
    case 'withdrawn':
      return { state: 'withdrawn', at: endedAt }
    case 'resolved':
      return { state: 'moot', status: 'resolved' }
    case 'merged':
      return { state: 'moot', status: 'duplicate' }
    case 'claimed_by_other':
    case 'seen_by_other':
      return claimed(q, escalation, endedAt)
    case 'claimed':
    case 'moot':
      return givenAway(q, page, endedAt)
    default:
      return null
  }
}

/** The first claim since then: it ended the page, or the acknowledgement that had. */
async function claimed(q: Queryable, escalation: Escalation, endedAt: Date): Promise<PageView['state'] | null> {
  const ownerId = ownerOf(escalation)
  // Most were claimed once: then the record itself says it.
  if (ownerId !== null && 'ownedSince' in escalation && escalation.ownedSince?.getTime() === endedAt.getTime()) {
    return { state: 'claimed_by_other', owner: (await namesOf(q, [ownerId]))(ownerId), at: endedAt }
  }
  const { event, at } = (await since(q, escalation.id, endedAt, ['escalation_claimed'])) ?? {}
  if (event?.event !== 'escalation_claimed' || at === undefined) return null
  const { ownerId: first } = event.facts
  return { state: 'claimed_by_other', owner: (await namesOf(q, [first]))(first), at }
}

/** What became of it after it was theirs: released, by themselves or by a lead, or handed to somebody. */
async function givenAway(q: Queryable, page: Page, endedAt: Date): Promise<PageView['state'] | null> {
  const isTheirs = ({ event }: TimelineRow) => 'from' in event.facts && event.facts.from === page.userId
  const ends = ['escalation_released', 'escalation_handed_over'] as const
  const row = await since(q, page.escalationId, endedAt, ends, isTheirs)
  if (row === null) return null
  if (row.event.event === 'escalation_handed_over') {
    const { to } = row.event.facts
    return { state: 'claimed_by_other', owner: (await namesOf(q, [to]))(to), at: row.at }
  }
  const by = row.actorId === page.userId ? null : (await namesOf(q, [row.actorId]))(row.actorId)
  return { state: 'released', at: row.at, by }
}

/** The first of these that happened at that instant or later. */
async function since(
  q: Queryable,
  escalationId: number,
  from: Date,
  events: readonly TimelineRow['event']['event'][],
  isMeant: (row: TimelineRow) => boolean = () => true,
): Promise<TimelineRow | null> {
  const rows = await latestOf(q, escalationId, events, LOOKED_BACK)
  return rows.findLast((row) => row.at >= from && isMeant(row)) ?? null
}
