/** What is on a person's screen, as a driver reads it. */
import { asText, isJson, type Json } from './json.ts'
import type { Channel, Message, StateValues, ViewRecord } from './model.ts'
import { blocksOf } from './views.ts'

export interface SeenMessage {
  readonly kind: 'message'
  readonly channel: string
  readonly ts: string
  readonly threadTs: string | null
  readonly user: string
  /** The fallback text, which notifications show. */
  readonly text: string
  readonly blocks: readonly Json[]
  /** All that can be read in it: the blocks' text, or the text where it has none. */
  readonly says: string
  readonly isEphemeral: boolean
  readonly isEdited: boolean
  readonly isPinned: boolean
  readonly metadata: Json | null
  readonly files: readonly string[]
}

export interface SeenView {
  readonly kind: 'view'
  readonly id: string
  readonly rootViewId: string
  readonly hash: string
  readonly callbackId: string
  readonly title: string
  readonly blocks: readonly Json[]
  readonly state: StateValues
  readonly says: string
  readonly hasSubmit: boolean
}

/** Every text in a tree of blocks, in order, one a line. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (!isJson(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return key === 'text' || key === 'alt_text' || key === 'initial_value' ? [inner] : []
    return textsOf(inner)
  })
}

export function seenMessage(channel: Channel, message: Message): SeenMessage {
  return {
    kind: 'message',
    channel: channel.id,
    ts: message.ts,
    threadTs: message.threadTs,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    says: message.blocks.length > 0 ? textsOf(message.blocks).join('\n') : message.text,
    isEphemeral: message.ephemeralFor !== null,
    isEdited: message.edited !== null,
    isPinned: channel.pins.some((pin) => pin.ts === message.ts),
    metadata: message.metadata,
    files: message.files,
  }
}

export function seenView(record: ViewRecord): SeenView {
  const { view } = record
  const title = isJson(view.title) ? asText(view.title.text) : ''
  const blocks = blocksOf(record)
  const labels = [view.submit, view.close].flatMap(textsOf)
  return {
    kind: 'view',
    id: record.id,
    rootViewId: record.rootViewId,
    hash: record.hash,
    callbackId: asText(view.callback_id),
    title,
    blocks,
    state: record.state,
    says: [title, ...textsOf(blocks), ...labels].join('\n'),
    hasSubmit: isJson(view.submit),
  }
}
