import { updateWay, waysOf } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { WayKind } from '../../domain/paging/ways.ts'
import type { Deps } from '../deps.ts'
import { readerOf } from '../views/common.ts'
import { isOffered } from './view.ts'

/** What became of a test page by one way. */
export interface TestedWay {
  readonly wayId: number
  readonly kind: WayKind
  readonly hint: string
  /** Null: it was taken by the provider; else its code. */
  readonly error: string | null
}

/**
 * "Send me a test page": to oneself alone, by every verified way in order; when each was tested is noted. At once and not
 * by the outbox, since somebody sits there and waits for it.
 */
export async function testWays(deps: Deps, actor: PersonActor): Promise<readonly TestedWay[]> {
  const { otherWays } = deps
  if (otherWays === undefined) return []
  const { ways, locale } = await deps.db.read(async (q) => ({
    ways: await waysOf(q, actor.id),
    locale: (await readerOf(q, deps.settings(), actor.id, 'tu')).locale,
  }))
  const tested: TestedWay[] = []
  for (const way of ways) {
    if (way.verifiedAt === null) continue
    const { id: wayId, kind, hint } = way
    if (!isOffered(otherWays, kind)) {
      tested.push({ wayId, kind, hint, error: 'not_set_up' })
      continue
    }
    const address = otherWays.vault.open(way.sealedAddress)
    const outcome = await otherWays.send({ kind, address }, { kind: 'test', locale })
    const error = outcome.kind === 'sent' ? null : 'error' in outcome ? outcome.error : outcome.kind
    if (error === null) await deps.db.transact((tx) => updateWay(tx, wayId, { testedAt: deps.clock.now() }))
    else deps.log.warn('test_page_not_sent', { way: kind, error })
    tested.push({ wayId, kind, hint, error })
  }
  return tested
}
