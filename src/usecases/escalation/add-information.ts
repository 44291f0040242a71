import { addReferences } from '../../db/stores/escalations.ts'
import { isHeard } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { recognise } from '../../domain/escalation/recognise.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/** The requester, or a follower, knows more: a line to the team, and what it links to is recognised. */
export async function addInformation(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly text: string
    /** Where it was heard (`D1:1712.01`): the same one a second time changes nothing. */
    readonly source?: string
  },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'add_information',
    work: async (change) => {
      if (input.source !== undefined && (await isHeard(change.tx, input.source))) return done(null)
      const { escalation } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      const text = writtenText('text', input.text)
      if (!text.ok) return text
      const textId = await change.keepText('information', text.value, input.source)
      await addReferences(change.tx, escalation.id, recognise(text.value))
      const row = await change.note({ event: 'information_added', facts: {} }, { audience: 'requester', textId })
      await change.callOwner(row)
      return done(null)
    },
  })
}
