import {
  carriedBy,
  carrierOf,
  carry,
  heldFor,
  isDueToBeSaid,
  isWaitingById,
  letGo as letGoOf,
  standAlone,
} from '../../db/stores/held.ts'
import { isWaiting, type OutboxRow } from '../../db/stores/outbox.ts'
import { loadPost, type Post } from '../../db/stores/posts.ts'
import { type Intent, intentSchema } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { pageDelivery } from '../views/page.ts'

/**
 * What was held for one person comes as one message at the start of their day (SCREENS 1.4). The message has a key: of
 * the first row that it says (`morning:<row>`), or of the page that the rest comes with.
 */
export interface HeldMessage {
  readonly id: number
  readonly key: string
  readonly version: number
  readonly escalationId: number | null
  readonly intent: Intent
}

/** More than anybody's night has; what is beyond comes with the next message. */
const MOST = 60

export const morningKey = (rowId: number): string => `morning:${rowId}`

/** What waited for this person, is due and stands nowhere yet, in the order in which it was said. */
export async function heldMessages(
  deps: Deps,
  of: { readonly userId: string; readonly kinds: readonly Intent['kind'][] },
): Promise<readonly HeldMessage[]> {
  const now = deps.clock.now()
  return readable(await deps.db.read((q) => heldFor(q, { ...of, now, limit: MOST })))
}

/** What the message of this key says, sent or not. */
export async function messagesWith(deps: Deps, key: string): Promise<readonly HeldMessage[]> {
  return readable(await deps.db.read((q) => carriedBy(q, key)))
}

function readable(rows: readonly OutboxRow[]): readonly HeldMessage[] {
  return rows.flatMap(({ id, key, version, escalationId, intent }) => {
    const parsed = intentSchema.safeParse(intent)
    return parsed.success ? [{ id, key, version, escalationId, intent: parsed.data }] : []
  })
}

/**
 * Commits that one message says these, before it is sent: a crash between the two finds them together again, and no two
 * messages say the same. The rows that it got.
 */
export function takeTogether(
  deps: Deps,
  what: { readonly key: string; readonly stream: string; readonly ids: readonly number[] },
): Promise<ReadonlySet<number>> {
  return deps.db.transact((tx) => carry(tx, what))
}

/** The message of this key became moot, or couldn't be sent: what it was to say may come with others. */
export function letGo(deps: Deps, key: string): Promise<void> {
  return deps.db.transact((tx) => letGoOf(tx, key))
}

/** Slack refused them together: the first leaves by itself, so that what can't be sent of them is told one by one. */
export function leaveAlone(deps: Deps, row: { readonly id: number; readonly key: string }): Promise<void> {
  return deps.db.transact(async (tx) => {
    await letGoOf(tx, morningKey(row.id))
    await standAlone(tx, row)
  })
}

/** Whether the row that is to send the message of this key is still to be sent itself. */
export function isCarrierWaiting(deps: Deps, key: string): Promise<boolean> {
  const [kind, id] = key.split(':')
  return deps.db.read((q) => (kind === 'morning' ? isWaitingById(q, Number(id)) : isWaiting(q, `page:${id}`)))
}

/** Whether a page that waited for this person's morning, too, is about to leave: then the rest comes with it. */
export async function isPageComing(deps: Deps, userId: string): Promise<boolean> {
  const pages = await heldMessages(deps, { userId, kinds: ['page'] })
  for (const { intent } of pages) {
    if (intent.kind === 'page' && (await pageDelivery(deps, { pageId: intent.pageId })) !== null) return true
  }
  return false
}

/** The message of the morning that says what has this key, where one does. */
export function postCarrying(deps: Deps, key: string): Promise<Post | null> {
  return deps.db.read(async (q) => {
    const carrier = await carrierOf(q, key)
    return carrier === null ? null : loadPost(q, carrier)
  })
}

/** Whether what has this key is to be said by now, so that what hangs from it waits for it. */
export function isSoonSaid(deps: Deps, key: string): Promise<boolean> {
  return deps.db.read((q) => isDueToBeSaid(q, key, deps.clock.now()))
}
