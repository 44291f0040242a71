import { addParticipant } from '../../db/stores/escalations.ts'
import type { Actor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { claim as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { happen, pageNewOwner } from '../paging/runs.ts'
import { passRequestsOn } from '../requests.ts'
import { categoryOf, onCallFor, specialistsOf, teamOf } from '../team.ts'

export interface Claimed {
  readonly ownerId: string
  readonly since: Date
}

/**
 * A specialist takes it; exactly one wins, the others learn who was first and since when. With `forId` a lead claims on
 * somebody's behalf.
 */
export async function claim(
  deps: Deps,
  actor: Actor & { kind: 'person' },
  input: { readonly escalationId: number; readonly forId?: string },
): Promise<Outcome<Claimed>> {
  const ownerId = input.forId ?? actor.id
  const onBehalf = ownerId !== actor.id
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: onBehalf ? 'claim_for' : 'claim',
    work: async (change) => {
      const before = change.escalation
      const decided = decide(before, ownerId, change.now)
      if (!decided.ok) return decided
      if (onBehalf) {
        if (!(await isOfTheTeam(change, ownerId))) return refused({ code: 'person_not_eligible', personId: ownerId })
      }
      await change.save(decided.value)
      await addParticipant(change.tx, before.id, ownerId, 'owner', change.now)
      await change.meetClocks('claim')
      await happen(change, { kind: 'claimed', by: ownerId, at: change.now })
      await change.endPages('claimed_by_other', { userId: ownerId, outcome: 'claimed' })
      const row = await change.note(
        { event: 'escalation_claimed', facts: { ownerId, onBehalf, from: null } },
        { audience: 'requester' },
      )
      // SCREENS 3: a line for sev1 and sev2; for the others the claim is an edit of the DM.
      if (before.severity === 'sev1' || before.severity === 'sev2') await change.tellRequesters(row)
      await pageNewOwner(change, ownerId)
      await passRequestsOn(change)
      return done({ ownerId, since: change.now })
    },
  })
}

/** Its specialists, on duty or not, and whoever else is on call for it; of what is restricted, who is cleared. */
async function isOfTheTeam({ tx, settings, escalation, now }: Change, userId: string): Promise<boolean> {
  const { people } = await onCallFor(tx, settings, escalation, now)
  if (people.includes(userId)) return true
  const specialists = await specialistsOf(tx, teamOf(settings, escalation.teamId))
  if (!specialists.includes(userId)) return false
  return !escalation.isRestricted || categoryOf(settings, escalation.category).visibleTo.includes(userId)
}
