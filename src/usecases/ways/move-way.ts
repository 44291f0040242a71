import { lockWays, orderWays, updateWay } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { LONGEST_DELAY_MINUTES } from '../../domain/paging/ways.ts'
import type { Deps } from '../deps.ts'
import { isDelay } from './add-way.ts'
import { done, refused, type WayOutcome } from './refusal.ts'

/** Gives a way of one's own its place in the order (counted from 0) and its delay; the others close up. */
export async function moveWay(
  deps: Deps,
  actor: PersonActor,
  input: { readonly wayId: number; readonly place: number; readonly delayMinutes: number },
): Promise<WayOutcome<null>> {
  const { wayId, place, delayMinutes } = input
  if (!isDelay(delayMinutes)) return refused({ code: 'delay_out_of_range', most: LONGEST_DELAY_MINUTES })
  return deps.db.transact(async (tx) => {
    const ids = (await lockWays(tx, actor.id)).map((way) => way.id)
    if (!ids.includes(wayId)) return refused({ code: 'not_found' })
    const others = ids.filter((id) => id !== wayId)
    const at = Math.min(Math.max(0, place), others.length)
    await orderWays(tx, [...others.slice(0, at), wayId, ...others.slice(at)])
    await updateWay(tx, wayId, { delayMinutes })
    return done(null)
  })
}
