import { answerQuestion, openQuestion, questionsOf } from '../db/stores/exchanges.ts'
import { loadPeople } from '../db/stores/people.ts'
import { endTimersOf, setTimer } from '../db/stores/timers.ts'
import { addWorkingDays } from '../domain/people/working-hours.ts'
import type { Pause } from '../domain/sla/clock.ts'
import type { Change } from './change.ts'

/** Clocks that wait while the requester is asked. */
export const PAUSED_BY_A_QUESTION = ['first_update', 'next_update', 'resolve'] as const
/** What goes on when nobody waits any more: also an obligation that was paused on a ground of its law. */
export const GOES_ON_AFTER_A_QUESTION = [...PAUSED_BY_A_QUESTION, 'obligation'] as const

/** While a question waited, nothing of these was counted. */
export async function pausesOf(change: Change): Promise<readonly Pause[]> {
  const asked = await questionsOf(change.tx, change.escalation.id)
  return asked.map((question) => ({ from: question.askedAt, to: question.answeredAt }))
}

/**
 * When the question is repeated, on the requester's own calendar; one working day after the last the owner is offered to
 * resolve. `times` counts from 1; the offer is the one beyond the last.
 */
export async function setReminders(change: Change, questionId: number): Promise<void> {
  const { tx, settings, escalation, now } = change
  const zone = (await loadPeople(tx, [escalation.requesterId])).get(escalation.requesterId)?.zone ?? settings.zone
  const days = settings.questionReminderDays
  for (const [index, after] of [...days, (days.at(-1) ?? 0) + 1].entries()) {
    const times = index + 1
    await setTimer(tx, {
      key: `remind:${questionId}:${times}`,
      kind: 'remind_question',
      escalationId: escalation.id,
      dueAt: addWorkingDays(settings.workingHours, zone, now, after),
      facts: { questionId, times },
    })
  }
}

/** Ends the open question, and its reminders with it; `how` is the answer, or that nobody waits for one any more. */
export async function endQuestion(
  change: Change,
  how: { readonly answerTextId: number } | 'dropped',
): Promise<number | null> {
  const { tx, escalation, now, actor } = change
  await endTimersOf(tx, escalation.id, 'remind_question', now)
  const question = await openQuestion(tx, escalation.id)
  if (question === null) return null
  const by = actor.kind === 'person' ? actor.id : actor.name
  await answerQuestion(tx, question.id, { textId: how === 'dropped' ? null : how.answerTextId, by, at: now })
  if (how === 'dropped') await change.note({ event: 'question_dropped', facts: { questionId: question.id } })
  return question.id
}
