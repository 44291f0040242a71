import type { ComponentChildren, VNode } from 'preact'

/** What a component may hand back. */
export type Drawn = VNode | VNode[] | null
export type Children = ComponentChildren

export type {
  PageAct,
  PageActAnswer,
  PageChannel,
  PageEvent,
  PageFault,
  PageMessage,
  PageOutboxRow,
  PagePerson,
  PageState,
  PageView,
} from '../page-api.ts'

/** A Slack text object. */
export interface Text {
  type: 'mrkdwn' | 'plain_text'
  text: string
  emoji?: boolean
}

export interface Option {
  text: Text
  value: string
  description?: Text
  url?: string
}

export interface Confirm {
  title: Text
  text: Text
  confirm: Text
  deny: Text
  style?: 'primary' | 'danger'
}

/** A Block Kit element, as loosely as JSON comes: the workspace has judged it before. */
export interface Element {
  type: string
  action_id: string
  text?: Text
  value?: string
  url?: string
  style?: string
  confirm?: Confirm
  placeholder?: Text
  options?: Option[]
  option_groups?: { label: Text; options: Option[] }[]
  initial_option?: Option
  initial_options?: Option[]
  initial_value?: string
  initial_date?: string
  initial_time?: string
  initial_date_time?: number
  initial_user?: string
  initial_users?: string[]
  initial_conversation?: string
  initial_conversations?: string[]
  initial_channel?: string
  initial_channels?: string[]
  default_to_current_conversation?: boolean
  filter?: { include?: string[] }
  multiline?: boolean
  min_length?: number
  max_length?: number
  max_selected_items?: number
  min_value?: string
  max_value?: string
  is_decimal_allowed?: boolean
  focus_on_load?: boolean
  accessibility_label?: string
  image_url?: string
  alt_text?: string
  dispatch_action_config?: { trigger_actions_on?: string[] }
}

export interface Block {
  type: string
  block_id?: string
  text?: Text | string
  fields?: Text[]
  accessory?: Element
  elements?: (Element | (Text & Element))[]
  element?: Element
  label?: Text
  hint?: Text
  optional?: boolean
  dispatch_action?: boolean
  image_url?: string
  alt_text?: string
  title?: Text
  rows?: TableCell[][]
  column_settings?: ({ align?: 'left' | 'center' | 'right'; is_wrapped?: boolean } | null)[]
}

export type TableCell = { type: 'raw_text'; text: string } | { type: 'rich_text'; elements: RichElement[] }

export interface RichStyle {
  bold?: boolean
  italic?: boolean
  strike?: boolean
  code?: boolean
}

export interface RichElement {
  type: string
  text?: string
  url?: string
  name?: string
  unicode?: string
  user_id?: string
  channel_id?: string
  usergroup_id?: string
  range?: string
  timestamp?: number
  format?: string
  fallback?: string
  value?: string
  style?: RichStyle | string
  indent?: number
  offset?: number
  border?: number
  elements?: RichElement[]
}

/** One element's entry in `state.values`. */
export type ElementState = { type: string } & Record<string, unknown>
export type StateValues = Record<string, Record<string, ElementState>>

export interface ViewBody {
  type: 'modal' | 'home'
  title?: Text
  submit?: Text
  close?: Text
  blocks: Block[]
  submit_disabled?: boolean
}

/** What the drawing of blocks needs to know of where they stand. */
export interface Surface {
  kind: 'message' | 'modal' | 'home'
  /** Ids of inputs must differ between surfaces that are shown at once. */
  id: string
  values: StateValues
  errors: Record<string, string>
  /** Was this button pressed, and not answered yet? */
  isBusy: (what: string) => boolean
  change: (blockId: string, element: Element, state: ElementState) => void
  act: (blockId: string, element: Element, action: Record<string, unknown>) => void
  submit?: () => void
}

/** Where in the workspace one is. */
export type Place = { kind: 'channel'; channel: string } | { kind: 'home' }

export interface Toast {
  id: number
  tone: 'notify' | 'problem' | 'info'
  title: string
  text: string
  channel?: string
  threadTs?: string
}
