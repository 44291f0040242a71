/**
 * What a person's client holds of a form: which values it starts with, what stays across a redraw, and what it
 * refuses before it asks the app. Slack's client does this, so the app never sees it.
 */
import { codePoints, sameJson } from './block-kit/check.ts'
import { asJson, asJsonList, asList, asText, isJson, type Json } from './json.ts'
import type { StateValues } from './model.ts'

export interface Input {
  readonly blockId: string
  readonly actionId: string
  readonly element: Json
  /** True for an input block; elements of sections and actions have values too, but nothing is required of them. */
  readonly isInput: boolean
  readonly isOptional: boolean
  readonly dispatches: boolean
  readonly label: string
}

/** Per element type: the key of its value in the state, and of the value that it starts with. */
const valueKeys: Readonly<
  Record<string, { readonly state: string; readonly initial: string; readonly many?: boolean }>
> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value' },
  static_select: { state: 'selected_option', initial: 'initial_option' },
  external_select: { state: 'selected_option', initial: 'initial_option' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option' },
  users_select: { state: 'selected_user', initial: 'initial_user' },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time' },
  checkboxes: { state: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { state: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { state: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { state: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: { state: 'selected_conversations', initial: 'initial_conversations', many: true },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels', many: true },
  file_input: { state: 'files', initial: 'initial_files', many: true },
}

/** The key under which an element type keeps its value; null for what has none (buttons, overflow menus). */
export function stateKey(type: unknown): string | null {
  return valueKeys[asText(type)]?.state ?? null
}

/** Every element that holds a value, in the order of the blocks. */
export function inputsOf(blocks: readonly Json[]): readonly Input[] {
  const found: Input[] = []
  for (const block of blocks) {
    const isInput = block.type === 'input'
    const elements =
      block.type === 'actions' ? asJsonList(block.elements) : [asJson(isInput ? block.element : block.accessory)]
    for (const element of elements) {
      if (stateKey(element.type) === null) continue
      found.push({
        blockId: asText(block.block_id),
        actionId: asText(element.action_id),
        element,
        isInput,
        isOptional: block.optional === true,
        dispatches: !isInput || block.dispatch_action === true,
        label: asText(asJson(block.label).text),
      })
    }
  }
  return found
}

/** An element's value as it stands before anybody touches it. */
export function initialValue(element: Json): Json {
  const keys = valueKeys[asText(element.type)]
  if (!keys) return { type: element.type }
  return { type: element.type, [keys.state]: element[keys.initial] ?? (keys.many ? [] : null) }
}

function collect(inputs: readonly Input[], valueFor: (input: Input) => Json): StateValues {
  const values: Record<string, Record<string, Json>> = {}
  for (const input of inputs) {
    const block = values[input.blockId] ?? {}
    values[input.blockId] = block
    block[input.actionId] = valueFor(input)
  }
  return values
}

export function initialState(blocks: readonly Json[]): StateValues {
  return collect(inputsOf(blocks), (input) => initialValue(input.element))
}

export function valueAt(state: StateValues, input: Pick<Input, 'blockId' | 'actionId'>): Json | undefined {
  return state[input.blockId]?.[input.actionId]
}

/** The options of a menu, whether in groups or not. */
export function optionsOf(element: Json): readonly Json[] {
  const groups = asJsonList(element.option_groups)
  return groups.length > 0 ? groups.flatMap((group) => asJsonList(group.options)) : asJsonList(element.options)
}

/**
 * The state after the app has redrawn a view: the same block and action ids keep what was typed, whatever initial
 * value the new view names. A chosen option that is gone falls back to the initial one.
 */
export function carriedState(before: StateValues, blocks: readonly Json[]): StateValues {
  return collect(inputsOf(blocks), (input) => {
    const kept = valueAt(before, input)
    if (!kept || kept.type !== input.element.type) return initialValue(input.element)
    if (input.element.type === 'static_select' || input.element.type === 'radio_buttons') {
      const chosen = kept.selected_option
      const values = optionsOf(input.element).map((option) => option.value)
      if (isJson(chosen) && !values.includes(chosen.value)) return initialValue(input.element)
    }
    return kept
  })
}

/** What a client holds when it sends `given`: only values of inputs that exist, the others as they start. */
export function soundState(given: unknown, blocks: readonly Json[]): StateValues {
  const values = asJson(given)
  return collect(inputsOf(blocks), (input) => {
    const value = asJson(values[input.blockId])[input.actionId]
    const key = stateKey(input.element.type)
    if (!isJson(value) || key === null) return initialValue(input.element)
    const held = value[key]
    const empty = initialValue({ type: input.element.type })[key]
    return { type: input.element.type, [key]: held === '' || held === undefined ? empty : held }
  })
}

/** Which inputs still hold exactly the value that the view gave them. */
export function isUntouchedPrefill(input: Input, value: Json | undefined): boolean {
  const key = stateKey(input.element.type)
  const start = initialValue(input.element)
  const held = key === null ? null : start[key]
  const isPrefilled = Array.isArray(held) ? held.length > 0 : held !== null
  return isPrefilled && sameJson(start, value)
}

/** What Slack's client itself refuses on submit: block_id → sentence. */
export function clientErrors(state: StateValues, blocks: readonly Json[]): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {}
  for (const input of inputsOf(blocks)) {
    if (!input.isInput) continue
    const key = stateKey(input.element.type)
    const value = key === null ? null : valueAt(state, input)?.[key]
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    if (isEmpty) {
      if (!input.isOptional) errors[input.blockId] = 'Please complete this required field.'
      continue
    }
    const problem = problemOf(input.element, value)
    if (problem) errors[input.blockId] = problem
  }
  return errors
}

function problemOf(element: Json, value: unknown): string | null {
  const { min_length: min, max_length: max } = element
  if (element.type === 'plain_text_input' && typeof value === 'string') {
    const length = codePoints(value)
    if (typeof min === 'number' && length < min) return `Please enter at least ${min} characters.`
    const limit = typeof max === 'number' ? max : 3000
    if (length > limit) return `Please enter no more than ${limit} characters.`
  }
  if (element.type === 'url_text_input' && !URL.canParse(String(value))) return 'Please enter a valid URL.'
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(String(value))) {
    return 'Please enter a valid email address.'
  }
  if (element.type === 'number_input') {
    const number = Number(value)
    if (Number.isNaN(number)) return 'Please enter a number.'
    if (typeof element.min_value === 'string' && number < Number(element.min_value)) {
      return `Please enter a number of at least ${element.min_value}.`
    }
    if (typeof element.max_value === 'string' && number > Number(element.max_value)) {
      return `Please enter a number of at most ${element.max_value}.`
    }
  }
  if (typeof element.max_selected_items === 'number' && asList(value).length > element.max_selected_items) {
    return `Please choose no more than ${element.max_selected_items}.`
  }
  return null
}
