import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { latestRequest } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type Escalation, isOpen, ownerOf } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { CLOCK_KINDS } from '../../domain/escalation/timeline-event.ts'
import { withdraw as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { addresseeOf, ask } from '../requests.ts'
import { stopWork } from '../stop-work.ts'
import { endsInDays } from './channel-life.ts'

/**
 * At once while nobody has it, or where the requester has it themselves. After somebody else's claim it is asked of the
 * owner, and stops neither clock nor page: otherwise work that was begun, and its record, would vanish at a press. Under an
 * obligation it is always asked.
 */
export async function withdraw(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly reason: string },
): Promise<Outcome<{ readonly isAsked: boolean }>> {
  return changeEscalation<{ readonly isAsked: boolean }>(deps, actor, {
    escalationId: input.escalationId,
    action: 'withdraw',
    work: async (change) => {
      const { escalation } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      const reason = writtenText('reason', input.reason)
      if (!reason.ok) return reason
      if (await isWithdrawnAtOnce(change.tx, escalation, actor.id)) {
        await withdrawWithin(change, 'at_once', await change.keepText('withdrawal', reason.value))
        return done({ isAsked: false })
      }
      const open = await latestRequest(change.tx, escalation.id, 'withdrawal', actor.id)
      if (open?.state === 'open') return refused({ code: 'already_asked', since: open.askedAt })
      const textId = await change.keepText('withdrawal', reason.value)
      await ask(change, {
        kind: 'withdrawal',
        fromId: actor.id,
        toId: addresseeOf(change, 'withdrawal', actor.id),
        textId,
      })
      await change.note({ event: 'withdrawal_requested', facts: {} }, { audience: 'requester', textId })
      return done({ isAsked: true })
    },
  })
}

/** Nobody else's work, and no clock that the law set. */
export async function isWithdrawnAtOnce(q: Queryable, escalation: Escalation, userId: string): Promise<boolean> {
  if (escalation.status !== 'unclaimed' && ownerOf(escalation) !== userId) return false
  return (await liveClocksOf(q, [escalation.id])).every((clock) => clock.obligation === '')
}

/** Ends it as withdrawn; gives the timeline row. */
export async function withdrawWithin(
  change: Change,
  how: 'at_once' | 'agreed',
  textId: number | null,
): Promise<number> {
  const decided = decide(change.escalation, change.now)
  if (!decided.ok) throw new Error(`escalation ${change.escalation.id} is not open`)
  await change.save(decided.value)
  await stopWork(change, 'withdrawn')
  await change.cancelClocks(...CLOCK_KINDS)
  await endsInDays(change)
  return change.note(
    { event: 'escalation_withdrawn', facts: { how } },
    { audience: 'requester', ...(textId === null ? {} : { textId }) },
  )
}
