import type { Place, PreparedSchedule } from './prepare.ts'
import { type Checkpoint, LAYERS } from './schedule.ts'
import { lastStartingBy, type MsSpan } from './spans.ts'

/**
 * For each rotation of each layer the last turn that began at or before an instant, as it is: what an edit at that instant
 * doesn't touch. A schedule with the same rules and these checkpoints answers the same from then on. Where no turn has
 * begun there is none, and the edited rules count from their anchor.
 */
export function checkpointsAt(prepared: PreparedSchedule, at: Date): readonly Checkpoint[] {
  return LAYERS.flatMap((layer) =>
    (prepared.snapshot.layers[layer]?.rotations ?? []).flatMap(({ name }) => {
      const place = prepared.place(name, layer)
      return place === null ? [] : (begunAt(prepared, place, at.getTime()) ?? [])
    }),
  )
}

function begunAt(prepared: PreparedSchedule, place: Place, at: number): Checkpoint | null {
  const { layer, rotation, turns } = place
  turns.growTo(at)
  const turn = turns.turns[lastStartingBy(turns.turns, at)]
  if (turn === undefined) {
    // Told of a turn that has yet to begin: it still will.
    return prepared.snapshot.checkpoints.find((one) => one.layer === layer && one.rotation === rotation.name) ?? null
  }
  return {
    layer,
    rotation: rotation.name,
    holder: turn.holder,
    line: turn.order,
    shifts: turn.shifts.map((shift) => ({ ...dated(shift), pieces: shift.pieces.map(dated) })),
  }
}

function dated({ start, end }: MsSpan): { readonly start: Date; readonly end: Date } {
  return { start: new Date(start), end: new Date(end) }
}
