import { onCallBetween } from './between.ts'
import { type PreparedSchedule, rotationsOf } from './prepare.ts'
import type { Span } from './schedule.ts'

export interface Stretch extends Span {
  readonly rotation: string
}

/** What an edit gives to one person and takes from them. */
export interface Moved {
  readonly person: string
  readonly gained: readonly Stretch[]
  readonly lost: readonly Stretch[]
}

/** How far ahead people are told that their shifts moved. */
export const MOVED_DAYS = 60

/**
 * Whose duty in `[from, to)` differs between two states of a schedule, by stretches: what is as before isn't named, however
 * it came about. In order of person.
 */
export function movedBetween(
  before: PreparedSchedule,
  after: PreparedSchedule,
  range: { readonly from: Date; readonly to: Date },
): readonly Moved[] {
  const old = dutyByPerson(before, range)
  const fresh = dutyByPerson(after, range)
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((person) => {
    const had = old.get(person) ?? []
    const has = fresh.get(person) ?? []
    const gained = without(has, had)
    const lost = without(had, has)
    return gained.length + lost.length === 0 ? [] : [{ person, gained, lost }]
  })
}

/** Everybody's duty in `[from, to)`, one stretch where one ends as the next begins. */
export function dutyByPerson(
  prepared: PreparedSchedule,
  range: { readonly from: Date; readonly to: Date },
): ReadonlyMap<string, readonly Stretch[]> {
  const byPerson = new Map<string, Stretch[]>()
  for (const rotation of rotationsOf(prepared)) {
    for (const { people, start, end } of onCallBetween(prepared, rotation, range.from, range.to)) {
      for (const person of people) {
        const list = byPerson.get(person) ?? []
        const last = list.at(-1)
        if (last !== undefined && last.rotation === rotation && last.end.getTime() === start.getTime()) {
          list.splice(-1, 1, { ...last, end })
        } else list.push({ rotation, start, end })
        byPerson.set(person, list)
      }
    }
  }
  return byPerson
}

/** The parts of `these` that lie in none of `those`, rotation by rotation. */
export function without(these: readonly Stretch[], those: readonly Stretch[]): readonly Stretch[] {
  return these.flatMap((one) => {
    let rest: readonly Stretch[] = [one]
    for (const other of those) {
      if (other.rotation !== one.rotation) continue
      rest = rest.flatMap((part) => cut(part, other))
    }
    return rest
  })
}

function cut(part: Stretch, by: Span): readonly Stretch[] {
  if (by.end <= part.start || by.start >= part.end) return [part]
  const left = by.start > part.start ? [{ ...part, end: by.start }] : []
  const right = by.end < part.end ? [{ ...part, start: by.end }] : []
  return [...left, ...right]
}
