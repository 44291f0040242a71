import { isHeard } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { stopWaiting as decide } from '../../domain/escalation/transitions.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { endQuestion, GOES_ON_AFTER_A_QUESTION } from '../questions.ts'

/** The requester, or a follower, answers: it is its owner's again, and the clocks go on. */
export async function answerQuestion(
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
    action: 'answer',
    work: async (change) => {
      if (input.source !== undefined && (await isHeard(change.tx, input.source))) return done(null)
      const decided = decide(change.escalation)
      if (!decided.ok) return decided
      const text = writtenText('text', input.text)
      if (!text.ok) return text
      await change.save(decided.value)
      const textId = await change.keepText('answer', text.value, input.source)
      const questionId = await endQuestion(change, { answerTextId: textId })
      if (questionId === null) throw new Error(`escalation ${change.escalation.id} waited without a question`)
      await change.resumeClocks(...GOES_ON_AFTER_A_QUESTION)
      const row = await change.note(
        { event: 'question_answered', facts: { questionId } },
        { audience: 'requester', textId },
      )
      await change.callOwner(row)
      return done(null)
    },
  })
}
