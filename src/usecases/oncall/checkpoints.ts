import { z } from 'zod'
import { type Checkpoint, LAYERS } from '../../domain/oncall/schedule.ts'

const span = z.object({ start: z.coerce.date(), end: z.coerce.date() })

const checkpoints = z.array(
  z.object({
    layer: z.enum(LAYERS),
    rotation: z.string(),
    holder: z.string().nullable(),
    shifts: z.array(span.extend({ pieces: z.array(span) })),
    line: z.array(z.string()),
  }),
)

/** As the database keeps them: JSON, its instants as text. Throws for what no release has written. */
export function readCheckpoints(stored: unknown): readonly Checkpoint[] {
  return checkpoints.parse(stored)
}
