import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { stopWaiting as decide } from '../../domain/escalation/transitions.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { endQuestion, GOES_ON_AFTER_A_QUESTION } from '../questions.ts'

/** Whoever may ask may also give up waiting for the answer: the question ends without one, and the clocks go on. */
export async function stopWaiting(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'ask_requester',
    work: async (change) => {
      const decided = decide(change.escalation)
      if (!decided.ok) return decided
      await change.save(decided.value)
      await endQuestion(change, 'dropped')
      await change.resumeClocks(...GOES_ON_AFTER_A_QUESTION)
      return done(null)
    },
  })
}
