import type { DecidedBy, Override, ScheduleSnapshot, Why } from '../../../src/domain/oncall/schedule.ts'

export interface ModelAnswer {
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
}

/** What stands over the shifts at an instant: overrides in order of creation, then a block, then who is deactivated. */
export function overlaid(
  snapshot: ScheduleSnapshot,
  rotation: string,
  instant: Date,
  planned: ModelAnswer,
): ModelAnswer {
  const covers = ({ start, end }: { readonly start: Date; readonly end: Date }) => start <= instant && instant < end
  const block = snapshot.blocks.find((one) => covers(one) && one.people[rotation] !== undefined)
  const answer =
    block === undefined
      ? snapshot.overrides.filter(covers).reduce((left, override) => overridden(left, override, rotation), planned)
      : { people: [...new Set(block.people[rotation])], layer: 'block' as const, why: 'block' as const }
  return withoutDeactivated(snapshot, instant, answer)
}

/** The instants at which something of it begins or ends. */
export function overlayTimes(snapshot: ScheduleSnapshot): readonly Date[] {
  const spans = [...snapshot.blocks, ...snapshot.overrides].flatMap(({ start, end }) => [start, end])
  return [...spans, ...snapshot.deactivations.flatMap(({ at, until }) => (until === null ? [at] : [at, until]))]
}

function overridden(left: ModelAnswer, override: Override, rotation: string): ModelAnswer {
  if (override.kind === 'replace') {
    const { subject, by } = override
    if (!left.people.includes(subject) || subject === by) return left
    const people = left.people.map((person) => (person === subject ? by : person))
    return { people: [...new Set(people)], layer: 'override', why: 'replace' }
  }
  if (override.rotation !== rotation) return left
  if (override.kind === 'nobody') return { people: [], layer: 'override', why: 'nobody' }
  // "No person appears twice": who is on call already isn't added, and nothing has changed.
  if (left.people.includes(override.subject)) return left
  return { people: [...left.people, override.subject], layer: 'override', why: 'add' }
}

function withoutDeactivated(snapshot: ScheduleSnapshot, instant: Date, answer: ModelAnswer): ModelAnswer {
  const isOut = (person: string) =>
    snapshot.deactivations.some(
      (one) => one.person === person && one.at <= instant && (one.until === null || instant < one.until),
    )
  const people = answer.people.filter((person) => !isOut(person))
  if (people.length === answer.people.length) return answer
  return { ...answer, people, why: people.length === 0 ? 'vacant' : answer.why }
}
