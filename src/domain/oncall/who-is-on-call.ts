/**
 * What the resolver needs to know of a team's schedule. Until schedules exist it holds the people who are on call round
 * the clock; later only this snapshot grows, not the question.
 */
export interface ScheduleSnapshot {
  readonly alwaysOn: readonly string[]
}

export interface OnCallAnswer {
  /** Slack user ids, who is paged first at the front. */
  readonly people: readonly string[]
  readonly layer: 'always' | null
  /** Code of the reason; its sentence is i18n's. */
  readonly why: 'on_call' | 'nobody_scheduled'
  /** The next change, or null when none is known. */
  readonly until: Date | null
}

/** Who is on call at an instant: the one place that computes it (ONCALL 1). Pure. */
export function whoIsOnCall(snapshot: ScheduleSnapshot, _at: Date): OnCallAnswer {
  const people = [...new Set(snapshot.alwaysOn)]
  if (people.length === 0) return { people: [], layer: null, why: 'nobody_scheduled', until: null }
  return { people, layer: 'always', why: 'on_call', until: null }
}
