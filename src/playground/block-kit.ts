/**
 * A strict judge of Block Kit: every limit that Slack's reference names, unknown types and unknown properties refused.
 * Pure: the presenters' tests ask it about each surface before anything is sent.
 */
import { checkBlocks } from './block-kit/blocks.ts'
import {
  type BlockKitProblem,
  checkBoolean,
  checkString,
  codePoints,
  isFields,
  judgementOf,
  onlyKeys,
  report,
} from './block-kit/check.ts'
import { checkText } from './block-kit/objects.ts'

export type { BlockKitProblem } from './block-kit/check.ts'

/** Where Slack begins to answer msg_blocks_too_long (characters of all blocks' text together). */
export const blocksTextLimit = 13_000
/** What a message should stay under, with room for Slack's own counting. */
export const advisedMessageSize = { textCharacters: 9_000, jsonCharacters: 15_000 } as const
/** `chat.update` refuses longer texts; `chat.postMessage` cuts at 40,000. */
export const textLimit = 4_000
const viewBytesLimit = 250 * 1024

/** Characters of all texts in the blocks, and of the blocks written as JSON. */
export function messageSize(blocks: unknown): { readonly textCharacters: number; readonly jsonCharacters: number } {
  return { textCharacters: textIn(blocks), jsonCharacters: codePoints(JSON.stringify(blocks ?? [])) }
}

function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textIn(item), 0)
  if (!isFields(value)) return 0
  return Object.entries(value).reduce((sum, [key, inner]) => {
    if (typeof inner === 'string') return key === 'text' || key === 'alt_text' ? sum + codePoints(inner) : sum
    return sum + textIn(inner)
  }, 0)
}

/**
 * What Slack would refuse in a message, with the place of each problem; an empty list means that it is accepted.
 * `text` is what notifications and screen readers use, so it is asked for even where blocks are given.
 */
export function validateMessage(message: {
  readonly text?: unknown
  readonly blocks?: unknown
}): readonly BlockKitProblem[] {
  const problems: BlockKitProblem[] = []
  if (typeof message.text !== 'string' || message.text.trim() === '') {
    problems.push({ code: 'no_text', path: '/text', message: 'missing: notifications and screen readers need it' })
  } else if (codePoints(message.text) > textLimit) {
    problems.push({ code: 'msg_too_long', path: '/text', message: `must be less than ${textLimit + 1} characters` })
  }
  if (message.blocks !== undefined) problems.push(...validateBlocks(message.blocks))
  return problems
}

/** The blocks of a message alone. */
export function validateBlocks(blocks: unknown): readonly BlockKitProblem[] {
  const judgement = judgementOf('message')
  checkBlocks(judgement, '/blocks', blocks)
  if (textIn(blocks) > blocksTextLimit) {
    const message = `the text of all blocks must be less than ${blocksTextLimit + 1} characters`
    judgement.problems.push({ code: 'msg_blocks_too_long', path: '/blocks', message })
  }
  return judgement.problems
}

const commonKeys = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id']
const modalKeys = [...commonKeys, 'title', 'submit', 'close', 'clear_on_close', 'notify_on_close', 'submit_disabled']

/** What Slack would refuse in a modal or in App Home. */
export function validateView(view: unknown): readonly BlockKitProblem[] {
  const isModal = isFields(view) && view.type === 'modal'
  const judgement = judgementOf(isModal ? 'modal' : 'home')
  if (!isFields(view)) {
    report(judgement, '', 'must be an object')
    return judgement.problems
  }
  if (!isModal && view.type !== 'home') report(judgement, '/type', `unsupported type: ${String(view.type)}`)
  onlyKeys(judgement, '', view, isModal ? modalKeys : commonKeys)
  checkString(judgement, '/private_metadata', view.private_metadata, { max: 3000 })
  checkString(judgement, '/callback_id', view.callback_id, { max: 255 })
  checkString(judgement, '/external_id', view.external_id, { max: 255 })
  checkBlocks(judgement, '/blocks', view.blocks)
  if (isModal) {
    checkText(judgement, '/title', view.title, { max: 24, plain: true, required: true })
    checkText(judgement, '/submit', view.submit, { max: 24, plain: true })
    checkText(judgement, '/close', view.close, { max: 24, plain: true })
    for (const flag of ['clear_on_close', 'notify_on_close', 'submit_disabled']) {
      checkBoolean(judgement, `/${flag}`, view[flag])
    }
    if (judgement.count.inputs > 0 && view.submit === undefined) {
      report(judgement, '/submit', 'a modal with an input block needs submit')
    }
  }
  if (Buffer.byteLength(JSON.stringify(view)) > viewBytesLimit) {
    judgement.problems.push({ code: 'view_too_large', path: '', message: 'must be at most 250 KB' })
  }
  return judgement.problems
}
