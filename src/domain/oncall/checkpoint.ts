import type { Place, PreparedSchedule } from './prepare.ts'
import { type Checkpoint, LAYERS } from './schedule.ts'
import type { MsSpan } from './spans.ts'

/**
 * For each rotation of each layer the last turn that began at or before an instant, as it is: what an edit at that instant
 * doesn't touch; after it what began since and isn't served, so that nothing before the instant has to be judged again by
 * rules that weren't in force then. A schedule with the same rules and these checkpoints answers the same from then on. Where no turn has
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

function begunAt(prepared: PreparedSchedule, { layer, rotation, turns }: Place, at: number): Checkpoint | null {
  const begun = turns.begunBy(at)
  if (begun === null) {
    // Told of a turn that has yet to begin: it still will.
    return prepared.snapshot.checkpoints.find((one) => one.layer === layer && one.rotation === rotation.name) ?? null
  }
  return {
    layer,
    rotation: rotation.name,
    holder: begun.holder,
    line: begun.order,
    shifts: begun.shifts.map((shift) => ({ ...dated(shift), pieces: shift.pieces.map(dated) })),
  }
}

function dated({ start, end }: MsSpan): { readonly start: Date; readonly end: Date } {
  return { start: new Date(start), end: new Date(end) }
}
