import { loadExtras, lockEscalation } from '../../db/stores/escalations.ts'
import { countReminder, openQuestion } from '../../db/stores/exchanges.ts'
import { escalationOfTimer, finishTimer, type Timer, takeTimer } from '../../db/stores/timers.ts'
import type { JobActor } from '../../domain/actor.ts'
import { Change } from '../change.ts'
import type { Deps } from '../deps.ts'
import { closeWithin } from '../escalation/close.ts'

/**
 * Does one due timer, in the transaction that marks it done. One that was moved or done by another bot is left alone, one
 * that became moot is just done. The escalation is locked first, as by every verb, so that a timer and a press never wait
 * for each other.
 */
export async function runTimer(deps: Deps, actor: JobActor, input: { readonly timerId: number }): Promise<void> {
  const now = deps.clock.now()
  const settings = deps.settings()
  await deps.db.transact(async (tx) => {
    const escalationId = await escalationOfTimer(tx, input.timerId)
    const escalation = escalationId === null ? null : await lockEscalation(tx, escalationId)
    const timer = await takeTimer(tx, input.timerId, now)
    if (escalation === null || timer === null) return
    // Done first: what follows may set the next one of the same key.
    await finishTimer(tx, timer.id, now)
    const { round } = await loadExtras(tx, escalation.id)
    const change = new Change({ tx, now, actor, settings, escalation, standing: null, round })
    if (await whatFollows(change, timer)) await change.finish()
  })
}

/** False where it became moot. */
async function whatFollows(change: Change, timer: Timer): Promise<boolean> {
  switch (timer.kind) {
    case 'redraw':
      await change.observeClocks()
      return true
    case 'close':
      return (await closeWithin(change)).ok
    case 'remind_question':
      return remind(change, timer)
  }
}

/** The question once more; after the last time the owner is offered to resolve. */
async function remind(change: Change, timer: Timer): Promise<boolean> {
  const { escalation, tx, settings } = change
  const { questionId, times } = timer.facts
  if (typeof questionId !== 'number' || typeof times !== 'number')
    throw new Error(`timer ${timer.id} names no question`)
  const question = await openQuestion(tx, escalation.id)
  if (question?.id !== questionId || escalation.status !== 'waiting') return false
  const escalationId = escalation.id
  if (times > settings.questionReminderDays.length) {
    const userId = escalation.ownerId
    change.say({ kind: 'silent_requester', escalationId, questionId, userId }, await change.quietFor(userId))
    return true
  }
  await countReminder(tx, questionId)
  await change.note({ event: 'question_repeated', facts: { questionId, times } }, { audience: 'requester' })
  const userId = escalation.requesterId
  change.say({ kind: 'question_repeat', escalationId, questionId, userId, times }, await change.quietFor(userId))
  return true
}
