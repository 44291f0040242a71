import { feedsBy, revokeFeedOf } from '../../../db/stores/calendar.ts'
import type { PersonActor } from '../../../domain/actor.ts'
import type { Deps } from '../../deps.ts'
import type { FeedOf } from './permitted.ts'

/** The address leads nowhere from now on. False where there was none. */
export async function revokeFeed(deps: Deps, actor: PersonActor, input: { readonly of: FeedOf }): Promise<boolean> {
  const now = deps.clock.now()
  const { of } = input
  const subject = of.kind === 'team' ? of.teamId : actor.id
  return deps.db.transact((tx) => revokeFeedOf(tx, { kind: of.kind, subject, createdBy: actor.id }, now))
}

/** Which of one's calendars have an address, since when; never the address. */
export async function openFeedsOf(
  deps: Deps,
  actor: PersonActor,
): Promise<readonly { readonly of: FeedOf; readonly createdAt: Date }[]> {
  const feeds = await deps.db.read((q) => feedsBy(q, actor.id))
  return feeds.map(({ kind, subject, createdAt }) => ({
    of: kind === 'team' ? { kind, teamId: subject } : { kind },
    createdAt,
  }))
}
