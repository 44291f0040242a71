import { endVerification, lockWays, orderWays, updateWay } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { done, refused, type WayOutcome } from './refusal.ts'

/** Takes a way of one's own away; what is under way by it isn't sent. */
export async function removeWay(
  deps: Deps,
  actor: PersonActor,
  input: { readonly wayId: number },
): Promise<WayOutcome<null>> {
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const ways = await lockWays(tx, actor.id)
    if (!ways.some((way) => way.id === input.wayId)) return refused({ code: 'not_found' })
    await endVerification(tx, input.wayId)
    await updateWay(tx, input.wayId, { removedAt: now })
    await orderWays(
      tx,
      ways.filter((way) => way.id !== input.wayId).map((way) => way.id),
    )
    return done(null)
  })
}
