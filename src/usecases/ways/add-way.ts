import { insertWay, lockWays } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { addressOf, hintOf, LONGEST_DELAY_MINUTES, type WayKind } from '../../domain/paging/ways.ts'
import type { Deps } from '../deps.ts'
import { done, refused, type WayOutcome } from './refusal.ts'
import { isOffered } from './view.ts'
import { factsOf, mayBePaged, type WayView } from './ways-of.ts'
import { webhookSecret } from './webhook-secret.ts'

export const MOST_WAYS = 6

/** `secret`: what a webhook's posts are signed with, shown now and never again. */
export type AddedWay = WayView & { readonly secret: string | null }

/** Adds a way at the end of one's own order; it is used once it is verified (`send-code`, `verify-way`). */
export async function addWay(
  deps: Deps,
  actor: PersonActor,
  input: { readonly kind: WayKind; readonly typed: string; readonly delayMinutes: number },
): Promise<WayOutcome<AddedWay>> {
  const { kind, typed, delayMinutes } = input
  const { otherWays } = deps
  if (otherWays === undefined || !isOffered(otherWays, kind)) return refused({ code: 'not_offered' })
  if (!isDelay(delayMinutes)) return refused({ code: 'delay_out_of_range', most: LONGEST_DELAY_MINUTES })
  const address = addressOf(kind, typed, otherWays.webhookHosts)
  if (address === null) return refused({ code: 'bad_address' })
  const now = deps.clock.now()
  const addressDigest = otherWays.vault.digest(address)
  return deps.db.transact(async (tx) => {
    if (!(await mayBePaged(tx, deps.settings(), actor))) return refused({ code: 'not_of_a_team' })
    const known = await lockWays(tx, actor.id)
    if (known.some((way) => way.kind === kind && way.addressDigest === addressDigest)) {
      return refused({ code: 'already_there' })
    }
    if (known.length >= MOST_WAYS) return refused({ code: 'too_many', most: MOST_WAYS })
    const way = await insertWay(tx, {
      userId: actor.id,
      kind,
      sealedAddress: otherWays.vault.seal(address),
      addressDigest,
      hint: hintOf(kind, address),
      position: Math.max(-1, ...known.map((one) => one.position)) + 1,
      delayMinutes,
      createdAt: now,
    })
    const secret = kind === 'webhook' ? webhookSecret(otherWays.vault, address) : null
    return done({ ...factsOf(way, otherWays.offered), secret })
  })
}

export function isDelay(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= LONGEST_DELAY_MINUTES
}
