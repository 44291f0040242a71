import { loadExtras } from '../../db/stores/escalations.ts'
import { countReminder, openQuestion } from '../../db/stores/exchanges.ts'
import type { Timer } from '../../db/stores/timers.ts'
import type { JobActor } from '../../domain/actor.ts'
import { Change } from '../change.ts'
import { pageNextLead } from '../clocks/breaches.ts'
import { warn } from '../clocks/reminders.ts'
import type { Deps } from '../deps.ts'
import { daysPassed } from '../escalation/close.ts'
import { happen, tickRun } from '../paging/runs.ts'
import { onCallFor } from '../team.ts'
import { inTimer } from './in-timer.ts'

/** Does one due timer, in the transaction that marks it done; one that became moot is just done. */
export async function runTimer(deps: Deps, actor: JobActor, input: { readonly timerId: number }): Promise<void> {
  const settings = deps.settings()
  await inTimer(deps, input.timerId, async ({ tx, timer, escalation, now }) => {
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
      return daysPassed(change)
    case 'remind_question':
      return remind(change, timer)
    case 'breach':
      await change.observeClocks()
      return true
    case 'warning':
      return warn(change, timer)
    case 'next_lead':
      return pageNextLead(change, timer)
    case 'paging':
      return tickRun(change)
    case 'came_on_call':
      return pageArrivals(change, timer)
  }
}

/** Whoever came on call since and still is; the run decides whether they are paged. */
async function pageArrivals(change: Change, timer: Timer): Promise<boolean> {
  const { tx, settings, escalation, now } = change
  const { people } = timer.facts
  if (!Array.isArray(people)) throw new Error(`timer ${timer.id} names nobody`)
  const onCall = (await onCallFor(tx, settings, escalation, now)).people
  const arrived = onCall.filter((userId) => people.includes(userId))
  let isAnything = false
  for (const userId of arrived) {
    if ((await happen(change, { kind: 'somebody_came_on_call', userId, at: now })) !== null) isAnything = true
  }
  return isAnything
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
    change.say({ kind: 'silent_requester', escalationId, questionId, userId }, await change.quietFor(userId, 'duty'))
    return true
  }
  await countReminder(tx, questionId)
  await change.note({ event: 'question_repeated', facts: { questionId, times } }, { audience: 'requester' })
  const userId = escalation.requesterId
  change.say(
    { kind: 'question_repeat', escalationId, questionId, userId, times },
    await change.quietFor(userId, 'news'),
  )
  return true
}
