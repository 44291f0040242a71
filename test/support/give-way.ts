import { insertWay, updateWay } from '../../src/db/stores/ways.ts'
import { hintOf } from '../../src/domain/paging/ways.ts'
import type { Vault } from '../../src/ports.ts'
import type { TestDatabase } from './database.ts'

/** A verified number of somebody's, as if they had added and proved it weeks ago. */
export async function giveNumber(
  { db }: TestDatabase,
  vault: Vault,
  of: {
    readonly userId: string
    readonly number: string
    readonly delayMinutes: number
    /** An SMS, unless it says a call. */
    readonly kind?: 'sms' | 'voice'
  },
): Promise<void> {
  const { userId, number, delayMinutes, kind = 'sms' } = of
  const position = kind === 'sms' ? 0 : 1
  const createdAt = new Date('2026-11-01T12:00:00Z')
  await db.transact(async (tx) => {
    const { id } = await insertWay(tx, {
      ...{ userId, kind, position, delayMinutes, createdAt },
      sealedAddress: vault.seal(number),
      addressDigest: vault.digest(number),
      hint: hintOf(kind, number),
    })
    await updateWay(tx, id, { verifiedAt: createdAt })
  })
}
