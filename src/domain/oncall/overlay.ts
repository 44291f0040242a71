import type { DecidedBy, Override, Why } from './schedule.ts'

/** An answer without its end. */
export interface Standing {
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
}

/**
 * What an override makes of an answer: the same one where it has no effect. Replace only where the subject is on call,
 * add only who isn't yet; nobody declares the gap even where nobody was (SCHEDULES, Overrides and blocks).
 */
export function overridden(answer: Standing, override: Override): Standing {
  switch (override.kind) {
    case 'nobody':
      return { people: [], layer: 'override', why: 'nobody' }
    case 'add':
      if (answer.people.includes(override.subject)) return answer
      return { people: [...answer.people, override.subject], layer: 'override', why: 'add' }
    case 'replace': {
      if (!answer.people.includes(override.subject)) return answer
      const people = answer.people.map((person) => (person === override.subject ? override.by : person))
      return { people: [...new Set(people)], layer: 'override', why: 'replace' }
    }
  }
}

export function sameAnswer(one: Standing, other: Standing): boolean {
  return (
    one.layer === other.layer &&
    one.why === other.why &&
    one.people.length === other.people.length &&
    one.people.every((person, index) => person === other.people[index])
  )
}
