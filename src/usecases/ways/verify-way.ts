import { countTry, endVerification, loadWay, lockWays, updateWay } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { done, refused, type WayOutcome } from './refusal.ts'
import { digestOf } from './send-code.ts'
import { factsOf, type WayView } from './ways-of.ts'

export const MOST_TRIES = 5

/** The code that came by a way proves it. Five tries within ten minutes; a wrong one counts, a right one ends it. */
export async function verifyWay(
  deps: Deps,
  actor: PersonActor,
  input: { readonly wayId: number; readonly code: string },
): Promise<WayOutcome<WayView>> {
  const now = deps.clock.now()
  const { otherWays } = deps
  if (otherWays === undefined) return refused({ code: 'not_offered' })
  return deps.db.transact(async (tx) => {
    const way = (await lockWays(tx, actor.id)).find((one) => one.id === input.wayId)
    if (way === undefined) return refused({ code: 'not_found' })
    if (way.verifiedAt !== null) return done(factsOf(way, otherWays.offered))
    const code = await countTry(tx, way.id, MOST_TRIES)
    if (code === null || code.expiresAt <= now) return refused({ code: 'code_over' })
    const typed = input.code.replace(/\s/g, '')
    if (code.codeDigest !== digestOf(deps, way.id, typed)) {
      return refused({ code: 'wrong_code', triesLeft: MOST_TRIES - code.tries })
    }
    await endVerification(tx, way.id)
    await updateWay(tx, way.id, { verifiedAt: now })
    const verified = await loadWay(tx, way.id)
    return verified === null ? refused({ code: 'not_found' }) : done(factsOf(verified, otherWays.offered))
  })
}
