import type { Rotation } from './schedule.ts'
import { dayOf } from './wall-clock.ts'

/** The order in which a rotation's people take turns. */
export interface Line {
  /** The line at the end of the last turn. */
  readonly order: () => readonly string[]
  /** Gives a turn to the first who can serve all of it, and them to the line's end; null: nobody can, and nobody moves. */
  readonly give: (localDay: number, canServe: (person: string) => boolean) => string | null
}

/**
 * The line before its first turn: as a checkpoint left it, or empty, so that the participants come in as listed.
 * `sinceDay` is the local day of the turn that the checkpoint tells of: what was reordered up to then is in it.
 */
export function lineOf(
  rotation: Rotation,
  before: { readonly order: readonly string[]; readonly sinceDay: number } | null,
): Line {
  const participants = rotation.participants.map(({ id, from, to }) => ({
    id,
    from: from === null ? Number.NEGATIVE_INFINITY : dayOf(from),
    to: to === null ? Number.POSITIVE_INFINITY : dayOf(to),
  }))
  const reorderings = rotation.reorderings
    .map(({ on, order }) => ({ day: dayOf(on), order }))
    .filter(({ day }) => before === null || day > before.sinceDay)
    .sort((one, other) => one.day - other.day)
  const isSettled = participants.every(
    ({ from, to }) => from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY,
  )
  let order = before?.order ?? []
  let reordered = 0
  let isFirst = true
  const membersOn = (day: number) =>
    new Set(participants.filter(({ from, to }) => from <= day && day < to).map(({ id }) => id))
  const update = (day: number) => {
    const members = membersOn(day)
    const staying = order.filter((person) => members.has(person))
    order = [...staying, ...[...members].filter((person) => !staying.includes(person))]
    for (; (reorderings[reordered]?.day ?? Number.POSITIVE_INFINITY) <= day; reordered += 1) {
      const first = [...new Set(reorderings[reordered]?.order ?? [])].filter((person) => members.has(person))
      order = [...first, ...order.filter((person) => !first.includes(person))]
    }
  }
  return {
    order: () => order,
    give: (localDay, canServe) => {
      // Where nobody comes or goes the line changes by turns alone.
      if (isFirst || !isSettled || reordered < reorderings.length) update(localDay)
      isFirst = false
      const place = order.findIndex(canServe)
      const holder = order[place] ?? null
      if (holder !== null) order = [...order.slice(0, place), ...order.slice(place + 1), holder]
      return holder
    },
  }
}
