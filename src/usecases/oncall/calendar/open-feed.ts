import { replaceFeed } from '../../../db/stores/calendar.ts'
import type { PersonActor } from '../../../domain/actor.ts'
import type { Language } from '../../../domain/language.ts'
import type { Deps } from '../../deps.ts'
import { type FeedOf, mayRead } from './permitted.ts'

/** `not_offered`: nobody outside reaches us (PUBLIC_URL). */
export type FeedRefusal = { readonly code: 'not_offered' | 'not_permitted' }
export type OpenedFeed =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly refusal: FeedRefusal }

/**
 * A new address of one's own calendar, or of a team's. It is told now and never again: only a hash is kept. One's former
 * address for the same is revoked with it.
 */
export async function openFeed(
  deps: Deps,
  actor: PersonActor,
  input: { readonly of: FeedOf; readonly language: Language },
): Promise<OpenedFeed> {
  const { feeds } = deps
  const publicUrl = feeds?.publicUrl() ?? null
  if (feeds === undefined || publicUrl === null) return { ok: false, refusal: { code: 'not_offered' } }
  const now = deps.clock.now()
  const { of, language } = input
  const token = feeds.tokens.newToken()
  return deps.db.transact(async (tx): Promise<OpenedFeed> => {
    const isMember = actor.standing === 'member'
    if (!isMember || !(await mayRead(tx, deps.settings(), { userId: actor.id, of }, now))) {
      return { ok: false, refusal: { code: 'not_permitted' } }
    }
    const subject = of.kind === 'team' ? of.teamId : actor.id
    const tokenHash = feeds.tokens.hashOf(token)
    await replaceFeed(tx, { kind: of.kind, subject, tokenHash, language, createdBy: actor.id }, now)
    return { ok: true, address: `${publicUrl}/calendar/${token}.ics` }
  })
}
