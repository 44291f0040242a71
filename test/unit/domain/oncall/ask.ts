import { onCallBetween } from '../../../../src/domain/oncall/between.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { ScheduleSnapshot } from '../../../../src/domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../../../src/domain/oncall/who-is-on-call.ts'

/** `UA,UB override add`: people, layer and why at an instant. */
export function who(snapshot: ScheduleSnapshot, at: string, rotation = 'primary'): string {
  const { people, layer, why } = whoIsOnCall(prepareSchedule(snapshot), rotation, new Date(at))
  return `${people.join() || '-'} ${layer} ${why}`
}

/** Each interval as `from people why`, with its start in UTC to the minute. */
export function between(snapshot: ScheduleSnapshot, from: string, to: string, rotation = 'primary'): readonly string[] {
  return onCallBetween(prepareSchedule(snapshot), rotation, new Date(from), new Date(to)).map(
    ({ start, people, why }) => `${minute(start)} ${people.join() || '-'}${why === 'turn' ? '' : ` ${why}`}`,
  )
}

export function minute(at: Date): string {
  return at.toISOString().slice(0, 16)
}
