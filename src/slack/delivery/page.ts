import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { messagesWith } from '../../usecases/delivery/morning.ts'
import { findPost, isPageStillToBeSaid } from '../../usecases/delivery/places.ts'
import { type PageDelivery, pageDelivery } from '../../usecases/views/page.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { page } from '../blocks/messages/page.ts'
import { pageBundle } from '../blocks/messages/page-bundle.ts'
import { itemsWith, settledWith, takeAlong, withMorning } from './along.ts'
import { type Delivery, digestOf, tryLater, UNKNOWN_DIGEST } from './context.ts'
import { findOurs, type Payload } from './find.ts'
import { editMessage, postMessage, resolvePlace } from './show.ts'

/** A page, or the bundle that it leaves in. At least once: a repeat that can't be ruled out says that it is one. */
export async function deliverPage(d: Delivery, intent: IntentOf<'page'>): Promise<DeliveryOutcome> {
  const delivery = await pageDelivery(d.deps, { pageId: intent.pageId })
  if (delivery === null) return { kind: 'moot' }
  const { postKey, pageIds } = delivery
  const carried = { step: 'pages_sent', pageIds, postKey } as const
  const post = await findPost(d.deps, postKey)
  if (post !== null) {
    const edited = await editMessage(
      d,
      post,
      withMorning(contentOf(delivery, false), await itemsWith(d.deps, postKey, true)),
    )
    // A message that stands was sent, whoever lost its lease before saying so.
    if (edited.kind === 'unchanged') return { kind: 'sent', facts: carried }
    if (edited.kind === 'sent') return { ...edited, facts: carried }
    if (edited.kind !== 'gone') return edited
    if (!isLive(delivery)) return { kind: 'moot' }
  }
  // One row posts the bundle, that of its first page: rows of one person may be in several hands at once.
  const [first] = pageIds
  if (post === null && first !== undefined && first !== intent.pageId) {
    if (await isPageStillToBeSaid(d.deps, { ...intent, pageId: first })) return tryLater(d, 'carried_by_another')
  }
  const resolved = await resolvePlace(d, { userId: delivery.userId })
  if (!resolved.ok) return resolved.end
  const to = { channelId: resolved.channelId, threadTs: null }
  let isRepeat = false
  if (d.row.isUncertain && post === null) {
    const found = await findOurs(d, to, (payload) => carriedIn(payload).includes(intent.pageId))
    if (found.kind === 'failed') return found.end
    if (found.kind === 'found') return foundAgain(found, to.channelId, intent.pageId)
    isRepeat = found.kind === 'cannot_look'
  }
  const { content, along } = await withAll(d, delivery, contentOf(delivery, isRepeat))
  // Beside each other: the page doesn't wait for the answer, and what follows from it comes with the same settlement.
  const [posted, silencedUntil] = await Promise.all([
    postMessage(d, to, content, { key: postKey, pages: pageIds }),
    d.silences.read(d, delivery.userId),
  ])
  if (!posted.ok) return posted.end
  const isOfSeveral = delivery.view.kind === 'bundle' || along.length > 0
  const at = { key: postKey, channelId: posted.channelId, ts: posted.ts, digest: digestOf(content), isOfSeveral }
  return {
    kind: 'sent',
    post: at,
    carried: along,
    facts: { ...carried, isRepeat, ...(silencedUntil === undefined ? {} : { silencedUntil }) },
  }
}

/** A page that waited for the morning brings what else waited for its reader: one message (SCREENS 3). */
async function withAll(
  d: Delivery,
  { userId, postKey }: PageDelivery,
  content: MessageContent,
): Promise<{ readonly content: MessageContent; readonly along: readonly { id: number; version: number }[] }> {
  if (!d.row.isHeld) return { content, along: [] }
  await takeAlong(d, { userId, key: postKey, content })
  const along = settledWith(d, await messagesWith(d.deps, postKey))
  return { content: withMorning(content, await itemsWith(d.deps, postKey, false)), along }
}

/** What the message of this page shows now, with all that came in it; null where nothing is left to show. */
export async function pageContent(d: Delivery, pageId: number): Promise<MessageContent | null> {
  const delivery = await pageDelivery(d.deps, { pageId })
  if (delivery === null) return null
  return withMorning(contentOf(delivery, false), await itemsWith(d.deps, delivery.postKey, true))
}

/** It left before: under the key and with the pages that it had then, which may be others by now. */
function foundAgain(found: { ts: string; payload: Payload }, channelId: string, pageId: number): DeliveryOutcome {
  const postKey = typeof found.payload.key === 'string' ? found.payload.key : `page:${pageId}`
  return {
    kind: 'sent',
    post: { key: postKey, channelId, ts: found.ts, digest: UNKNOWN_DIGEST },
    facts: { step: 'pages_sent', pageIds: carriedIn(found.payload), postKey },
    again: true,
  }
}

function carriedIn(payload: Payload): readonly number[] {
  const { pages } = payload
  return Array.isArray(pages) ? pages.filter((id) => typeof id === 'number') : []
}

function contentOf(delivery: PageDelivery, isRepeat: boolean): MessageContent {
  const { view, reader } = delivery
  if (view.kind === 'one') return page(isRepeat ? repeated(view.view) : view.view, reader)
  const pages = isRepeat ? view.view.pages.map(repeated) : view.view.pages
  return pageBundle({ ...view.view, pages }, reader)
}

type PageView = Extract<PageDelivery['view'], { kind: 'one' }>['view']

function repeated(view: PageView): PageView {
  return view.state.state === 'live' ? { ...view, state: { ...view.state, isRepeat: true } } : view
}

function isLive(delivery: PageDelivery): boolean {
  const views = delivery.view.kind === 'one' ? [delivery.view.view] : delivery.view.view.pages
  return views.some((view) => view.state.state === 'live' || view.state.state === 'seen')
}
