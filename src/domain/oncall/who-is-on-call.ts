import { sameAnswer } from './overlay.ts'
import type { PreparedSchedule } from './prepare.ts'
import type { OnCallAnswer } from './schedule.ts'
import { timelineOf } from './timeline.ts'
import { DAY_MS } from './wall-clock.ts'

/** So far ahead the next change is looked for. */
export const UNTIL_DAYS = 400

/**
 * Who is on call in a rotation at an instant: the one place that computes it (ONCALL 1). Pure; the answer's order of people
 * is the holder first, then those added, in order of creation.
 */
export function whoIsOnCall(prepared: PreparedSchedule, rotation: string, at: Date): OnCallAnswer {
  const now = at.getTime()
  const stretches = timelineOf(prepared, rotation).stretchesFrom(now)
  const { answer } = stretches.next().value
  let until: Date | null = null
  for (const stretch of stretches) {
    if (stretch.start > now + UNTIL_DAYS * DAY_MS) break
    if (sameAnswer(stretch.answer, answer)) continue
    until = new Date(stretch.start)
    break
  }
  return { people: answer.people, layer: answer.layer, why: answer.why, until }
}
