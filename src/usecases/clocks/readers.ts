import { ownerOf } from '../../domain/escalation/escalation.ts'
import type { Colleague, Readers } from '../../domain/sla/warnings.ts'
import type { Change } from '../change.ts'
import { leadsFor } from '../paging/facts.ts'
import { isUrgent } from '../quiet-hours.ts'
import { onCallFor, teamOf } from '../team.ts'

/**
 * Who hears of a clock: the owner, who is on call, the leads (whoever is at work first). Of what is restricted the leads
 * who are cleared; where none is, all of them learn its number.
 */
export async function readersOf(change: Change): Promise<Readers> {
  const { tx, settings, escalation, now } = change
  const { status } = escalation
  const ownerId = status === 'claimed' || status === 'waiting' ? ownerOf(escalation) : null
  const cleared = await leadsFor(tx, settings, escalation, now)
  const leads = cleared.length > 0 ? cleared : teamOf(settings, escalation.teamId).leads
  return {
    owner: ownerId === null ? null : await colleague(change, ownerId),
    onCall: (await onCallFor(tx, settings, escalation, now)).people,
    // One event, one person, one notification: a lead who owns it is told as its owner.
    leads: await Promise.all(leads.filter((lead) => lead !== ownerId).map((lead) => colleague(change, lead))),
    isUrgent: await isUrgent(tx, escalation),
  }
}

async function colleague(change: Change, userId: string): Promise<Colleague> {
  return { userId, isAtWork: (await change.quietFor(userId, 'duty')) <= change.now }
}
