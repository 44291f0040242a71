import type { KeptDays, Override, Swap } from '../../../domain/oncall/schedule.ts'
import type { Queryable } from '../../client.ts'
import { keptDays, overrides, swaps } from '../../schema/oncall.ts'

/** What the settings file says that people agreed on before the schedule came into the database. */
export interface FileFacts {
  readonly overrides: readonly Override[]
  readonly swaps: readonly (Swap & { readonly shiftEnd: Date; readonly returnEnd: Date | null })[]
  readonly keptDays: readonly KeptDays[]
}

/** Who asked for it is the giver: the file names nobody else. */
export async function seedFacts(tx: Queryable, scheduleId: number, facts: FileFacts, at: Date): Promise<void> {
  if (facts.overrides.length > 0) {
    await tx.insert(overrides).values(facts.overrides.map((one) => ({ ...rowOf(one), scheduleId, createdAt: at })))
  }
  if (facts.swaps.length > 0) {
    await tx.insert(swaps).values(facts.swaps.map((one, index) => swapRow(one, { scheduleId, seq: index + 1, at })))
  }
  if (facts.keptDays.length > 0) {
    const rows = facts.keptDays.map((one) => ({
      ...{ userId: one.person, fromOn: one.from, toOn: one.to },
      declaredAt: one.declaredAt,
    }))
    await tx.insert(keptDays).values(rows)
  }
}

function rowOf(override: Override) {
  const { kind, start, end, reason } = override
  const common = { kind, startAt: start, endAt: end, reason }
  switch (kind) {
    case 'replace':
      return { ...common, rotation: '*', subject: override.subject, substitute: override.by }
    case 'add':
      return { ...common, rotation: override.rotation, subject: override.subject }
    case 'nobody':
      return { ...common, rotation: override.rotation, subject: '*' }
  }
}

function swapRow(swap: FileFacts['swaps'][number], of: { scheduleId: number; seq: number; at: Date }) {
  const { shift, giver, taker, inReturn, shiftEnd, returnEnd } = swap
  return {
    ...{ scheduleId: of.scheduleId, rotation: shift.rotation, layer: shift.layer },
    ...{ shiftStart: shift.start, shiftEnd, giver, taker, state: 'accepted' as const, offeredTo: [taker] },
    ...(inReturn === null || returnEnd === null
      ? {}
      : {
          ...{ returnRotation: inReturn.rotation, returnLayer: inReturn.layer },
          ...{ returnStart: inReturn.start, returnEnd },
        }),
    ...{ askedBy: giver, askedAt: of.at, expiresAt: shiftEnd, acceptedSeq: of.seq, acceptedAt: of.at },
  }
}
