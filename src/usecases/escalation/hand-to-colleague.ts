import {
  addFollower,
  addParticipant,
  participantsOf,
  removeFollower,
  removeParticipant,
} from '../../db/stores/escalations.ts'
import { channelsOf, invitedInto, letIn } from '../../db/stores/posts.ts'
import { readsTeamWords } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayBeNamed } from '../eligible.ts'
import { standingOf } from '../team.ts'

/**
 * A colleague is its requester from now on, and gets the DM; who handed it on goes on following, and leaves the work channel
 * where they were in it as the requester only.
 */
export async function handToColleague(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userId: string },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'hand_to_colleague',
    work: async (change) => {
      const { escalation, tx, now } = change
      const from = escalation.requesterId
      const to = input.userId
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      if (from === to) return done(null)
      if (!(await mayBeNamed(tx, escalation, to))) return refused({ code: 'person_not_eligible', personId: to })
      const isInside = escalation.isRequesterInChannel && (await leavesReaderInside(change, from))
      await change.save({ ...escalation, requesterId: to, isRequesterInChannel: isInside })
      await removeFollower(tx, escalation.id, to)
      await addFollower(tx, escalation.id, from, now)
      await change.note({ event: 'requester_changed', facts: { from, to } }, { audience: 'requester' })
      return done(null)
    },
  })
}

/**
 * Who was in the work channel as its requester only has no place there as a follower: they are taken out by what brings the
 * channel to what it should be. True as long as they may still be reading it: what is for the team only goes round it.
 */
async function leavesReaderInside(change: Change, from: string): Promise<boolean> {
  const { tx, escalation, settings, now } = change
  const role = (await participantsOf(tx, escalation.id)).find((one) => one.userId === from)?.role
  if (role !== 'requester') return false
  await removeParticipant(tx, escalation.id, from)
  const person = { id: from, standing: 'member', intakeOf: [] } as const
  const standing = { ...(await standingOf(tx, settings, person, escalation)), isRequester: false }
  // One of the team reads what the team writes, and stays.
  if (readsTeamWords({ ...standing, isFollower: true }, escalation)) {
    await addParticipant(tx, escalation.id, from, 'paged', now)
    return false
  }
  for (const channel of await channelsOf(tx, escalation.id)) {
    if (channel.state !== 'open' || channel.channelId === null) continue
    if (letIn(await invitedInto(tx, channel.channelId)).includes(from)) return true
  }
  return false
}
