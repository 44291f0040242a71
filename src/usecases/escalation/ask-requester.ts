import { addQuestion } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { ask as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import { groundsOf } from '../clocks/obligations.ts'
import type { Deps } from '../deps.ts'
import { PAUSED_BY_A_QUESTION, setReminders } from '../questions.ts'

/**
 * Asks the requester, and waits: the clocks of update and decision are paused until the answer. A question is news, so the
 * first update is met; the next one is promised from the answer on.
 */
export async function askRequester(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly text: string
    /** On which ground an obligation is paused, as `groundsOf` names it; null or absent: none is. */
    readonly ground?: string | null
  },
): Promise<Outcome<{ readonly questionId: number }>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'ask_requester',
    work: async (change) => {
      const decided = decide(change.escalation, change.now)
      if (!decided.ok) return decided
      const text = writtenText('text', input.text)
      if (!text.ok) return text
      await change.save(decided.value)
      const escalationId = change.escalation.id
      const textId = await change.keepText('question', text.value)
      const questionId = await addQuestion(change.tx, { escalationId, textId, askedBy: actor.id, askedAt: change.now })
      await change.meetClocks('first_update')
      const isPromised = (await change.liveClocks()).some((clock) => clock.kind === 'next_update')
      if (!isPromised) await change.startClock('next_update')
      await change.pauseClocks(...PAUSED_BY_A_QUESTION)
      await pauseOnGround(change, input.ground ?? null)
      await setReminders(change, questionId)
      const row = await change.note(
        { event: 'question_asked', facts: { questionId } },
        { audience: 'requester', textId },
      )
      // Followers may answer, but only one person is asked.
      await change.tellPerson(change.escalation.requesterId, row)
      return done({ questionId })
    },
  })
}

/** A ground that no law of a running obligation knows pauses nothing. */
async function pauseOnGround(change: Change, ground: string | null): Promise<void> {
  const known = groundsOf(change.settings, await change.liveClocks()).some((one) => one.value === ground)
  const [obligation, code] = ground?.split('/') ?? []
  if (known && obligation !== undefined && code !== undefined) await change.pauseObligation(obligation, code)
}
