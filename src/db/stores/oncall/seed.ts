import { and, eq } from 'drizzle-orm'
import type { Deactivation, KeptDays, Override, Swap } from '../../../domain/oncall/schedule.ts'
import type { Queryable } from '../../client.ts'
import { deactivations, keptDays, overrides, swaps } from '../../schema/oncall.ts'

/** What the settings file says that people agreed on before the schedule came into the database. */
export interface FileFacts {
  readonly overrides: readonly Override[]
  readonly swaps: readonly FileSwap[]
  readonly keptDays: readonly KeptDays[]
  readonly deactivations: readonly Deactivation[]
}

/** With the ends of its shifts, which are for people. */
export type FileSwap = Swap & { readonly shiftEnd: Date; readonly returnEnd: Date | null }

/** Who asked for it is the giver: the file names nobody else. */
export async function seedFacts(tx: Queryable, scheduleId: number, facts: FileFacts, at: Date): Promise<void> {
  if (facts.overrides.length > 0) {
    await tx.insert(overrides).values(facts.overrides.map((one) => ({ ...rowOf(one), scheduleId, createdAt: at })))
  }
  if (facts.swaps.length > 0) {
    await tx.insert(swaps).values(facts.swaps.map((one, index) => swapRow(one, { scheduleId, seq: index + 1, at })))
  }
  for (const { person, from, to, declaredAt } of facts.keptDays) {
    const row = { userId: person, fromOn: from, toOn: to, declaredAt }
    // They hold on all schedules: each of the file's may name them.
    const same = and(eq(keptDays.userId, person), eq(keptDays.fromOn, from), eq(keptDays.toOn, to))
    const known = await tx.select({ id: keptDays.id }).from(keptDays).where(same)
    if (known.length === 0) await tx.insert(keptDays).values(row)
  }
  for (const { person, at: leftAt, until } of facts.deactivations) {
    const same = and(eq(deactivations.userId, person), eq(deactivations.at, leftAt))
    const known = await tx.select({ id: deactivations.id }).from(deactivations).where(same)
    if (known.length > 0) continue
    await tx.insert(deactivations).values({ userId: person, at: leftAt, until }).onConflictDoNothing()
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

function swapRow(swap: FileSwap, of: { scheduleId: number; seq: number; at: Date }) {
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
