import { addResolution } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { optionalText, writtenText } from '../../domain/escalation/text.ts'
import { resolve as decide } from '../../domain/escalation/transitions.ts'
import type { DecisionCode, RootCause } from '../../domain/escalation/words.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { stopWork } from '../stop-work.ts'
import { endsInDays } from './channel-life.ts'

const LONGEST_RULE = 200

/** Decided, with the rule, the reason and a sentence that the requester can pass on. Closes by itself after some days. */
export async function resolve(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly decision: DecisionCode
    readonly rule: string | null
    readonly reason: string
    /** For the requester, in their language; null: none. */
    readonly sentence: string | null
    readonly rootCause: RootCause | null
  },
): Promise<Outcome<{ readonly resolutionId: number }>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'resolve',
    work: async (change) => {
      const { now } = change
      const decided = decide(change.escalation, input.decision, now)
      if (!decided.ok) return decided
      const rule = optionalText('rule', input.rule, LONGEST_RULE)
      if (!rule.ok) return rule
      const reason = writtenText('reason', input.reason)
      if (!reason.ok) return reason
      const sentence = optionalText('sentence', input.sentence)
      if (!sentence.ok) return sentence

      await change.save(decided.value)
      await stopWork(change, 'resolved')
      await change.meetClocks('resolve', 'first_update', 'next_update', 'obligation')
      const reasonId = await change.keepText('reason', reason.value)
      const resolutionId = await addResolution(change.tx, {
        escalationId: change.escalation.id,
        round: change.currentRound,
        decision: input.decision,
        rule: rule.value,
        reasonId,
        sentenceId: sentence.value === null ? null : await change.keepText('sentence', sentence.value),
        rootCause: input.rootCause,
        resolvedBy: actor.id,
        resolvedAt: now,
      })
      const { decision, rootCause } = input
      await change.note(
        { event: 'escalation_resolved', facts: { resolutionId, decision, rootCause } },
        { audience: 'requester', textId: reasonId },
      )
      await endsInDays(change)
      return done({ resolutionId })
    },
  })
}
