import {
  type HeldMessage,
  heldMessages,
  isPageComing,
  messagesWith,
  takeTogether,
} from '../../usecases/delivery/morning.ts'
import type { Deps } from '../../usecases/deps.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { hasRoomFor, type MorningItem, withItems } from '../blocks/messages/morning.ts'
import type { Delivery } from './context.ts'
import { DIRECT_KINDS, type Direct, directOf, isDirect } from './direct.ts'

/** One of several that one message says, as things stand now. */
export interface Item {
  readonly message: HeldMessage
  readonly direct: Direct
}

/** What of these is still needed. */
async function needed(deps: Deps, messages: readonly HeldMessage[], isShown: boolean): Promise<readonly Item[]> {
  const items: Item[] = []
  for (const message of messages) {
    if (!isDirect(message.intent)) continue
    const direct = await directOf(deps, { key: message.key, isShown }, message.intent)
    if (direct !== null) items.push({ message, direct })
  }
  return items
}

/** What the message of this key says now, what belongs to one escalation together. */
export async function itemsWith(deps: Deps, key: string, isShown: boolean): Promise<readonly Item[]> {
  const items = await needed(deps, await messagesWith(deps, key), isShown)
  const order = [...new Set(items.map((item) => item.message.escalationId))]
  return order.flatMap((id) => items.filter((item) => item.message.escalationId === id))
}

export function asMorning(items: readonly Item[]): readonly MorningItem[] {
  return items.map(({ message, direct }) => ({ escalationId: message.escalationId, content: direct.among }))
}

/** Whether the row in hand is the first of what waited for its reader; then also what comes with it, as much as there is room for. */
export async function leadsTheMorning(
  d: Delivery,
  own: { readonly userId: string; readonly direct: Direct },
): Promise<readonly HeldMessage[] | null> {
  if (await isPageComing(d.deps, own.userId)) return null
  const held = await heldMessages(d.deps, { userId: own.userId, kinds: DIRECT_KINDS })
  const at = held.findIndex((message) => message.id === d.row.id)
  const mine = held[at]
  if (mine === undefined) return null
  // As soon as one before it is needed, that one leads.
  for (const before of held.slice(0, at)) if ((await needed(d.deps, [before], false)).length > 0) return null
  const rest = await needed(d.deps, held.slice(at + 1), false)
  return fitting({ text: '', blocks: [] }, [{ message: mine, direct: own.direct }, ...rest])
}

function fitting(base: MessageContent, items: readonly Item[]): readonly HeldMessage[] {
  const chosen: Item[] = []
  for (const item of items) {
    if (!hasRoomFor(base, asMorning([...chosen, item]))) break
    chosen.push(item)
  }
  // Whatever its size, the first one leaves.
  return (chosen.length === 0 ? items.slice(0, 1) : chosen).map((item) => item.message)
}

/** What else waited for the reader of a page that waited comes in the page's own message. */
export async function takeAlong(
  d: Delivery,
  page: { readonly userId: string; readonly key: string; readonly content: MessageContent },
): Promise<void> {
  const held = await heldMessages(d.deps, { userId: page.userId, kinds: DIRECT_KINDS })
  const items = await needed(d.deps, held, false)
  const ids = items.length === 0 ? [] : fitting(page.content, items).map((message) => message.id)
  const [first] = items
  if (first === undefined || !hasRoomFor(page.content, asMorning([first]))) return
  await takeTogether(d.deps, { key: page.key, stream: d.row.stream, ids })
}

/** A page's message with what comes in it. */
export function withMorning(content: MessageContent, items: readonly Item[]): MessageContent {
  const [first] = items
  return first === undefined ? content : withItems(content, asMorning(items), first.direct.reader)
}

/** Settled with the message that says them. */
export function settledWith(
  d: Delivery,
  messages: readonly HeldMessage[],
): readonly { readonly id: number; readonly version: number }[] {
  return messages.filter((message) => message.id !== d.row.id).map(({ id, version }) => ({ id, version }))
}
