import { resolutionOf, undoResolution } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { reopen as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { startPaging } from '../paging/runs.ts'
import { goesOn } from './channel-life.ts'

/**
 * Not done after all: back to its last owner, or to nobody where it had none. New clocks begin and the old ones stay as
 * they ended. A bot can't unarchive: a channel that is going gets a successor.
 */
export async function reopen(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number /** What is new. */; readonly text: string },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'reopen',
    work: async (change) => {
      const before = change.escalation
      const decided = decide(before, change.now)
      if (!decided.ok) return decided
      if (before.status !== 'resolved' && before.status !== 'closed' && before.status !== 'withdrawn') {
        return refused({ code: 'wrong_status', status: before.status })
      }
      const text = writtenText('text', input.text)
      if (!text.ok) return text
      await change.save(decided.value, { newRound: true })
      await undo(change)

      await change.startClock('first_update')
      await change.startClock('resolve')
      const textId = await change.keepText('information', text.value)
      const row = await change.note(
        { event: 'escalation_reopened', facts: { from: before.status, round: change.currentRound } },
        { audience: 'requester', textId },
      )
      await change.callOwner(row)
      // A decision that no longer holds is a promise taken back: whoever was told it is told.
      await change.tellRequesters(row)
      if (change.escalation.status === 'unclaimed') {
        await change.startClock('claim')
        await startPaging(change)
      }
      await goesOn(change)
      return done(null)
    },
  })
}

/** The decision stays in the record; its message loses its buttons. */
async function undo(change: Change): Promise<void> {
  const resolution = await resolutionOf(change.tx, change.escalation.id)
  if (resolution === null) return
  await undoResolution(change.tx, resolution.id, change.now)
  for (const userId of await change.readers()) {
    if (userId === resolution.resolvedBy) continue
    change.say({ kind: 'decision', escalationId: change.escalation.id, resolutionId: resolution.id, userId })
  }
}
