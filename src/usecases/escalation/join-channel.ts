import { addParticipant } from '../../db/stores/escalations.ts'
import { channelsOf, forgetInvitation } from '../../db/stores/posts.ts'
import { readsTeamWords } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/**
 * Somebody of the team asks to be in the work channel; whoever doesn't read the team's words may not. Who was invited once
 * and left is invited again.
 */
export async function joinChannel(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'view',
    work: async (change) => {
      const { standing, escalation } = change
      if (standing === null || !readsTeamWords(standing, escalation)) {
        return refused({ code: 'not_permitted', reason: escalation.isRestricted ? 'restricted' : 'not_specialist' })
      }
      await addParticipant(change.tx, escalation.id, actor.id, 'paged', change.now)
      for (const { state, channelId } of await channelsOf(change.tx, escalation.id)) {
        if (state === 'open' && channelId !== null) await forgetInvitation(change.tx, channelId, actor.id)
      }
      await change.note({ event: 'person_brought_in', facts: { userId: actor.id } })
      return done(null)
    },
  })
}
