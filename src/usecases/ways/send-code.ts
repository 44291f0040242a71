import { loadVerification, lockWays, saveVerification } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { readerOf } from '../views/common.ts'
import { done, refused, type WayOutcome } from './refusal.ts'
import { isOffered } from './view.ts'
import { factsOf, type WayView } from './ways-of.ts'

const GOOD_FOR_MS = 10 * 60_000
const AGAIN_AFTER_MS = 60_000

/**
 * Sends six digits by the way that is to be proved; only their digest is kept. Not by the outbox: somebody waits for them,
 * and they are worth nothing later.
 */
export async function sendCode(
  deps: Deps,
  actor: PersonActor,
  input: { readonly wayId: number },
): Promise<WayOutcome<WayView>> {
  const { otherWays } = deps
  const now = deps.clock.now()
  if (otherWays === undefined) return refused({ code: 'not_offered' })
  const code = otherWays.vault.newCode()
  const kept = await deps.db.transact(async (tx) => {
    const way = (await lockWays(tx, actor.id)).find((one) => one.id === input.wayId)
    if (way === undefined) return refused({ code: 'not_found' })
    if (!isOffered(otherWays, way.kind)) return refused({ code: 'not_offered' })
    const before = await loadVerification(tx, way.id)
    if (before !== null && now.getTime() - before.sentAt.getTime() < AGAIN_AFTER_MS)
      return refused({ code: 'too_soon' })
    const expiresAt = new Date(now.getTime() + GOOD_FOR_MS)
    await saveVerification(tx, { wayId: way.id, codeDigest: digestOf(deps, way.id, code), sentAt: now, expiresAt })
    const { locale } = await readerOf(tx, deps.settings(), actor.id, 'tu')
    return done({ way, locale })
  })
  if (!kept.ok) return kept
  const { way, locale } = kept.value
  const address = otherWays.vault.open(way.sealedAddress)
  const outcome = await otherWays.send({ kind: way.kind, address }, { kind: 'code', code, locale })
  if (outcome.kind !== 'sent' && outcome.kind !== 'unknown') {
    const error = 'error' in outcome ? outcome.error : outcome.kind
    deps.log.warn('code_not_sent', { way: way.kind, error })
    return refused({ code: 'not_sent', error })
  }
  return done(factsOf(way, otherWays.offered))
}

/** Of the code and its way: the same digits prove nothing about another one. */
export function digestOf(deps: Deps, wayId: number, code: string): string {
  if (deps.otherWays === undefined) throw new Error('codes are kept where ways are set up')
  return deps.otherWays.vault.digest(`code ${wayId} ${code}`)
}
