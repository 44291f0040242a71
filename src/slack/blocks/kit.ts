import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types'
import { clip } from './mrkdwn.ts'

/** Small typed builders of Block Kit. Each cuts to Slack's limit by code points; none makes an empty text. */

/** What a presenter of messages gives. `text` is what notifications and screen readers use: nothing hard in it. */
export interface MessageContent {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** Slack refuses an empty text object. */
const orDash = (text: string) => (text.trim() === '' ? '–' : text)

/** `emoji: false`: a name `:skull:` stays what was typed; real emoji characters show either way. */
export function plainText(text: string, max = 3000): PlainTextElement {
  return { type: 'plain_text', text: clip(orDash(text), max), emoji: false }
}

/** Never cuts inside `<…>` or an entity: half a token would show, or worse, join what follows. */
function clipMrkdwn(text: string, max: number): string {
  const cut = clip(text, max)
  if (cut === text) return text
  let body = cut.slice(0, -1)
  const opened = body.lastIndexOf('<')
  if (opened > body.lastIndexOf('>')) body = body.slice(0, opened)
  return `${body.replace(/&[a-z]{0,3}$/, '').trimEnd()}…`
}

/** `verbatim`: Slack makes no link and no mention out of what merely looks like one. */
export function mrkdwn(text: string, max = 3000): MrkdwnElement {
  return { type: 'mrkdwn', text: clipMrkdwn(orDash(text), max), verbatim: true }
}

export function section(text: string, accessory?: Button): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory === undefined ? {} : { accessory }) }
}

/** Lines of one section; those that are null or empty aren't there. */
export function lines(...items: readonly (string | null)[]): string {
  return items.filter((item) => item !== null && item !== '').join('\n')
}

/** A line that begins with a fact begins with a capital letter; marks and tokens stay. */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** Facts of one line with the house's separator. */
export function dotted(...items: readonly (string | null)[]): string {
  return items.filter((item) => item !== null && item !== '').join(' · ')
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, 150) }
}

export function context(...texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map((text) => mrkdwn(text)) }
}

export function divider(): DividerBlock {
  return { type: 'divider' }
}

export function actions(...elements: readonly ActionsBlock['elements'][number][]): ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, 25) }
}

/** The same without one of its buttons. */
export function without(content: MessageContent, actionId: string): MessageContent {
  const blocks = content.blocks.flatMap((block): KnownBlock[] => {
    if (block.type !== 'actions') return [block]
    const elements = block.elements.filter((element) => element.action_id !== actionId)
    return elements.length === 0 ? [] : [{ ...block, elements }]
  })
  return { ...content, blocks }
}

export interface ConfirmWords {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly deny: string
}

export function confirmation(words: ConfirmWords): ConfirmationDialog {
  return {
    title: plainText(words.title, 100),
    text: plainText(words.text, 300),
    confirm: plainText(words.confirm, 30),
    deny: plainText(words.deny, 30),
  }
}

export interface ButtonOptions {
  readonly style?: 'primary' | 'danger'
  readonly confirm?: ConfirmWords
  /** Read aloud instead of the label where several buttons share one ("Claim ESC-1042"). */
  readonly accessibilityLabel?: string
  readonly url?: string
}

export function button(actionId: string, label: string, value: string, options: ButtonOptions = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(label, 75),
    value,
    ...(options.style === undefined ? {} : { style: options.style }),
    ...(options.confirm === undefined ? {} : { confirm: confirmation(options.confirm) }),
    ...(options.accessibilityLabel === undefined
      ? {}
      : { accessibility_label: clip(orDash(options.accessibilityLabel), 75) }),
    ...(options.url === undefined ? {} : { url: options.url }),
  }
}

/** As many whole lines as fit `max` code points. */
export function fitting(all: readonly string[], max: number): readonly string[] {
  let used = 0
  return all.filter((line) => {
    used += [...line].length + 1
    return used <= max
  })
}
