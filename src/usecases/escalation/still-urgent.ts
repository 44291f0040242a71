import { latestStillUrgent } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { happen } from '../paging/runs.ts'

const PAUSE_MS = 30 * 60_000

/**
 * "No news, I'd like to know": a line to the owner, at most once per half hour, never a page. "It got worse": what changed,
 * as a line that calls the owner; while nobody has it, whoever is on call and has no live page is paged.
 */
export async function stillUrgent(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly why: 'no_news' | 'worse'
    /** What changed; asked for when it got worse. */
    readonly text: string | null
  },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'still_urgent',
    work: async (change) => {
      const { escalation, now } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      if (input.why === 'no_news') {
        const last = await latestStillUrgent(change.tx, escalation.id, actor.id, 'no_news')
        const again = last === null ? null : new Date(last.getTime() + PAUSE_MS)
        if (again !== null && again > now) return refused({ code: 'too_soon', again })
        await change.callOwner(
          await change.note({ event: 'still_urgent', facts: { why: 'no_news' } }, { audience: 'requester' }),
        )
        return done(null)
      }
      const text = writtenText('text', input.text ?? '')
      if (!text.ok) return text
      const textId = await change.keepText('information', text.value)
      const row = await change.note(
        { event: 'still_urgent', facts: { why: 'worse' } },
        { audience: 'requester', textId },
      )
      await change.callOwner(row)
      const isUrgent = escalation.severity === 'sev1' || escalation.severity === 'sev2'
      if (escalation.status === 'unclaimed' && isUrgent) await happen(change, { kind: 'hurried', at: now })
      return done(null)
    },
  })
}
