import { z } from 'zod'
import type { PagingRun } from '../../domain/paging/words.ts'

const instant = z.coerce.date()
const userId = z.string().min(1)

const whom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on_call'), role: z.string().min(1).optional() }),
  z.object({ kind: z.literal('person'), userId }),
  z.object({ kind: z.literal('leads') }),
  z.object({ kind: z.literal('group'), groupId: z.string().min(1) }),
])

const policy = z.object({
  pages: z.enum(['at_once', 'working_hours', 'none']),
  steps: z.array(z.object({ whom: z.array(whom), waitMinutes: z.number() })),
  repeats: z.number(),
  lastResort: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('intake') }),
      z.object({ kind: z.literal('channel'), channelId: z.string().min(1) }),
    ])
    .nullable(),
  mostAtOnce: z.number(),
  ifSilenced: z.enum(['page_next', 'wait']),
})

const phase = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('paging'), nextStepAt: instant, searchAt: instant.nullable() }),
  z.object({ phase: z.literal('acknowledged'), by: userId, at: instant, until: instant }),
  z.object({
    phase: z.literal('ended'),
    why: z.enum(['claimed', 'withdrawn', 'resolved', 'merged', 'superseded']),
    at: instant,
  }),
])

const record = z.object({
  policy,
  startedAt: instant,
  leftOut: z.array(userId),
  step: z.number().int(),
  round: z.number().int(),
  passed: z.array(userId),
  unreachable: z.array(z.object({ userId, until: instant })),
  toldAt: instant.nullable(),
  phase,
})

/** A run as the database keeps it: JSON, its instants as text. Throws for what no release has written. */
export function readRun(stored: unknown): PagingRun {
  return record.parse(stored)
}
