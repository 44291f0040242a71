import { addRequest, decideRequest, openRequests, type Request } from '../db/stores/exchanges.ts'
import { isOpen, ownerOf } from '../domain/escalation/escalation.ts'
import type { Change } from './change.ts'
import { categoryOf, teamOf } from './team.ts'

/**
 * Whose answer a request waits for: the owner's, who is never asked to agree with themselves; where there is none, and
 * access is asked for, that of whoever else may grant it, leads first. Null: the next owner's.
 */
export function addresseeOf(change: Change, kind: Request['kind'], fromId: string): string | null {
  const { escalation, settings } = change
  const ownerId = isOpen(escalation) ? ownerOf(escalation) : null
  if (ownerId !== fromId && (ownerId !== null || kind !== 'access')) return ownerId
  const leads = teamOf(settings, escalation.teamId).leads.filter((lead) => lead !== fromId)
  if (!escalation.isRestricted) return leads[0] ?? null
  const cleared = categoryOf(settings, escalation.category).visibleTo
  const lead = leads.find((one) => cleared.includes(one))
  return lead ?? (kind === 'access' ? (cleared.find((one) => one !== fromId) ?? null) : null)
}

/** Asks it, and tells the addressee. Null where the same person has one of this kind open. */
export async function ask(
  change: Change,
  request: { kind: Request['kind']; fromId: string; toId: string | null; textId: number | null; askedAt?: Date },
): Promise<number | null> {
  const { tx, escalation, now } = change
  const id = await addRequest(tx, { ...request, escalationId: escalation.id, askedAt: request.askedAt ?? now })
  if (id !== null && request.toId !== null && !change.isActor(request.toId)) {
    change.say(
      { kind: 'request', escalationId: escalation.id, requestId: id, userId: request.toId },
      await change.quietFor(request.toId, 'duty'),
    )
  }
  return id
}

/** Decides an open one, and takes the buttons off its message. */
export async function settleRequest(
  change: Change,
  request: Request,
  state: 'accepted' | 'declined' | 'cancelled',
): Promise<void> {
  const by = change.actor.kind === 'person' && state !== 'cancelled' ? change.actor.id : null
  await decideRequest(change.tx, request.id, state, by, change.now)
  if (request.toId === null) return
  change.say({ kind: 'request', escalationId: change.escalation.id, requestId: request.id, userId: request.toId })
}

/** What is no longer there to be agreed to. */
export async function cancelRequests(change: Change, ...kinds: readonly Request['kind'][]): Promise<void> {
  for (const request of await openRequests(change.tx, change.escalation.id)) {
    if (kinds.includes(request.kind)) await settleRequest(change, request, 'cancelled')
  }
}

/**
 * After a change of owner: offers of the one before fall, and what was asked of them is asked of the next (as a request of
 * its own, since the message of the first stands in another DM). The wish itself is as old as it was.
 */
export async function passRequestsOn(change: Change): Promise<void> {
  await cancelRequests(change, 'handover')
  for (const request of await openRequests(change.tx, change.escalation.id)) {
    const toId = addresseeOf(change, request.kind, request.fromId)
    if (toId === request.toId) continue
    await settleRequest(change, request, 'cancelled')
    const { kind, fromId, textId, askedAt } = request
    await ask(change, { kind, fromId, toId, textId, askedAt })
  }
}
