import { loadEscalation } from '../../db/stores/escalations.ts'
import { waitingFor } from '../../db/stores/lists.ts'
import { postAt } from '../../db/stores/posts.ts'
import { isHeard } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import type { Deps } from '../deps.ts'
import { addInformation } from './add-information.ts'
import { answerQuestion } from './answer-question.ts'

export interface Heard {
  readonly kind: 'answer' | 'information' | 'again' | 'unclear'
  readonly escalationId: number | null
}

/**
 * What somebody wrote to us in their DM: in the thread of an escalation's message it is the answer to its open question,
 * else information; outside a thread it is the answer to the one question that waits for them. `ts` makes a repeated
 * event harmless: Slack delivers some twice.
 */
export async function hear(
  deps: Deps,
  actor: PersonActor,
  input: { readonly channelId: string; readonly threadTs: string | null; readonly ts: string; readonly text: string },
): Promise<Outcome<Heard>> {
  const source = `${input.channelId}:${input.ts}`
  const found = await deps.db.read(async (q) => {
    if (await isHeard(q, source)) return 'heard'
    if (input.threadTs !== null) {
      const post = await postAt(q, input.channelId, input.threadTs)
      return post?.escalationId == null ? null : loadEscalation(q, post.escalationId)
    }
    const waiting = await waitingFor(q, actor.id)
    return waiting.length === 1 ? (waiting[0] ?? null) : null
  })
  if (found === 'heard') return done({ kind: 'again', escalationId: null })
  if (found === null) return done({ kind: 'unclear', escalationId: null })
  const words = { escalationId: found.id, text: input.text, source }
  const answered = found.status === 'waiting' ? await answerQuestion(deps, actor, words) : null
  // Somebody else answered, or nobody waits any more, in the same moment: then it is information.
  const isTaken = answered !== null && (answered.ok || answered.refusal.code !== 'wrong_status')
  const outcome = isTaken ? answered : await addInformation(deps, actor, words)
  return outcome.ok ? done({ kind: isTaken ? 'answer' : 'information', escalationId: found.id }) : outcome
}
