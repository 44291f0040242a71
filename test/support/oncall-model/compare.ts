import type { OnCallInterval } from '../../../src/domain/oncall/schedule.ts'
import type { ModelAnswer } from './answers.ts'

/** One minute at which the two don't say the same. */
export interface Disagreement {
  readonly rotation: string
  readonly at: string
  readonly model: string
  readonly resolver: string
}

/**
 * The first minute of [from, …) at which the resolver's intervals don't say what the model says; null where they agree at
 * every one. Minutes that no interval covers, or that two cover, are disagreements.
 */
export function firstDisagreement(
  rotation: string,
  from: Date,
  model: readonly ModelAnswer[],
  intervals: readonly OnCallInterval[],
): Disagreement | null {
  let next = 0
  let end = from.getTime()
  let interval: OnCallInterval | undefined
  for (const [minute, expected] of model.entries()) {
    const now = from.getTime() + minute * 60_000
    if (now >= end) {
      interval = intervals[next]
      next += 1
      if (interval === undefined || interval.start.getTime() !== now || interval.end.getTime() <= now) {
        return {
          rotation,
          at: new Date(now).toISOString(),
          model: said(expected),
          resolver: 'no interval that begins here',
        }
      }
      end = interval.end.getTime()
    }
    if (interval === undefined || !isSame(expected, interval)) {
      const resolver = interval === undefined ? 'nothing' : said(interval)
      return { rotation, at: new Date(now).toISOString(), model: said(expected), resolver }
    }
  }
  return null
}

export function said({ people, layer, why }: ModelAnswer): string {
  return `[${people.join(' ')}] ${layer} ${why}`
}

function isSame(one: ModelAnswer, other: ModelAnswer): boolean {
  return (
    one.why === other.why &&
    one.layer === other.layer &&
    one.people.length === other.people.length &&
    one.people.every((person, index) => person === other.people[index])
  )
}
