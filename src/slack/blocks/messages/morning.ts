import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { divider, dotted, type MessageContent, section } from '../kit.ts'
import type { Reader } from '../reader.ts'

/** One of several that one message says, drawn as it is among others. */
export interface MorningItem {
  readonly escalationId: number | null
  readonly content: MessageContent
}

/** Below what Slack takes, with room for edits that say more. */
const MOST_CHARACTERS = 9_000
const MOST_BLOCKS = 44
const NAMED = 8

/** What waited for one person, in one message; `whom` is the mention that notifies in a thread. */
export function morning(items: readonly MorningItem[], reader: Reader, whom: string | null): MessageContent {
  const { morning: say } = catalogueOf(reader.locale).messages
  const head = `*${say.head(items.length, reader.register)}*`
  const text = dotted(say.preview(items.length), numbersOf(items, reader))
  return {
    text: whom === null ? text : `${whom} ${text}`,
    blocks: [section(whom === null ? head : `${whom} ${head}`), ...blocksOf(items)],
  }
}

/** The same below the pages that waited, too. */
export function withItems(content: MessageContent, items: readonly MorningItem[], reader: Reader): MessageContent {
  const { morning: say } = catalogueOf(reader.locale).messages
  return {
    text: dotted(content.text, say.preview(items.length)),
    blocks: [...content.blocks, divider(), section(`*${say.head(items.length, reader.register)}*`), ...blocksOf(items)],
  }
}

/** Whether one message can hold them beside what it holds already. */
export function hasRoomFor(content: MessageContent, items: readonly MorningItem[]): boolean {
  const blocks = [...content.blocks, ...blocksOf(items)]
  return blocks.length <= MOST_BLOCKS && JSON.stringify(blocks).length <= MOST_CHARACTERS
}

function blocksOf(items: readonly MorningItem[]): MessageContent['blocks'] {
  return items.flatMap(({ content }, at) => (at === 0 ? content.blocks : [divider(), ...content.blocks]))
}

/** Numbers tell nothing hard. */
function numbersOf(items: readonly MorningItem[], reader: Reader): string | null {
  const ids = [...new Set(items.flatMap((item) => (item.escalationId === null ? [] : [item.escalationId])))]
  if (ids.length === 0) return null
  const numbers = ids.slice(0, NAMED).map(escNumber)
  return listOf(ids.length > NAMED ? [...numbers, `+${ids.length - NAMED}`] : numbers, reader.locale)
}
