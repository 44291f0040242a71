/** @import { Block, Element, ElementState, Option, StateValues } from '../types.d.ts' */

/** Every choice of a select, groups flattened. @param {Element} element @returns {Option[]} */
export const optionsOf = (element) => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap((group) => group.options),
]

/** The key under which Slack puts what a person chose, and the element's initial value.
 * @type {Record<string, { key: string, initial: (element: Element) => unknown }>} */
const kinds = {
  plain_text_input: { key: 'value', initial: (e) => e.initial_value || null },
  email_text_input: { key: 'value', initial: (e) => e.initial_value || null },
  url_text_input: { key: 'value', initial: (e) => e.initial_value || null },
  number_input: { key: 'value', initial: (e) => e.initial_value || null },
  static_select: { key: 'selected_option', initial: (e) => e.initial_option ?? null },
  external_select: { key: 'selected_option', initial: (e) => e.initial_option ?? null },
  radio_buttons: { key: 'selected_option', initial: (e) => e.initial_option ?? null },
  multi_static_select: { key: 'selected_options', initial: (e) => e.initial_options ?? [] },
  multi_external_select: { key: 'selected_options', initial: (e) => e.initial_options ?? [] },
  checkboxes: { key: 'selected_options', initial: (e) => e.initial_options ?? [] },
  users_select: { key: 'selected_user', initial: (e) => e.initial_user ?? null },
  multi_users_select: { key: 'selected_users', initial: (e) => e.initial_users ?? [] },
  conversations_select: { key: 'selected_conversation', initial: (e) => e.initial_conversation ?? null },
  multi_conversations_select: { key: 'selected_conversations', initial: (e) => e.initial_conversations ?? [] },
  channels_select: { key: 'selected_channel', initial: (e) => e.initial_channel ?? null },
  multi_channels_select: { key: 'selected_channels', initial: (e) => e.initial_channels ?? [] },
  datepicker: { key: 'selected_date', initial: (e) => e.initial_date ?? null },
  timepicker: { key: 'selected_time', initial: (e) => e.initial_time ?? null },
  datetimepicker: { key: 'selected_date_time', initial: (e) => e.initial_date_time ?? null },
}

/** The key of a type's value in `state.values`; undefined for what holds no value (buttons, overflow, images).
 * @param {string} type */
export const valueKey = (type) => kinds[type]?.key

/** @param {Element} element @returns {ElementState | null} */
export function initialState(element) {
  const kind = kinds[element.type]
  return kind ? { type: element.type, [kind.key]: kind.initial(element) } : null
}

/** @param {Element} element @param {unknown} value @returns {ElementState} */
export const stateOf = (element, value) => ({ type: element.type, [valueKey(element.type) ?? 'value']: value })

/** The elements of a block that may hold a value. @param {Block} block @returns {Element[]} */
function elementsOf(block) {
  if (block.type === 'input') return block.element ? [block.element] : []
  if (block.type === 'section') return block.accessory ? [block.accessory] : []
  if (block.type === 'actions') return block.elements ?? []
  return []
}

/**
 * The values that a surface holds after it was drawn anew: what was typed or chosen stays where block, action and type
 * are the same, as Slack keeps it; an option that no longer exists falls back to the initial one.
 * @param {readonly Block[]} blocks @param {StateValues} held @returns {StateValues}
 */
export function carryOver(blocks, held) {
  /** @type {StateValues} */
  const values = {}
  blocks.forEach((block, index) => {
    const blockId = idOf(block, index)
    for (const element of elementsOf(block)) {
      const initial = initialState(element)
      if (!initial) continue
      const before = held[blockId]?.[element.action_id]
      const block = values[blockId] ?? {}
      block[element.action_id] = before && isStillValid(element, before) ? before : initial
      values[blockId] = block
    }
  })
  return values
}

/** @param {Element} element @param {ElementState} state */
function isStillValid(element, state) {
  if (state.type !== element.type) return false
  if (!element.options && !element.option_groups) return true
  const known = new Set(optionsOf(element).map((option) => option.value))
  return chosenOptions(state).every((option) => known.has(option.value))
}

/** What is chosen, for selects, radios and checkboxes alike. @param {ElementState | undefined} state @returns {Option[]} */
export function chosenOptions(state) {
  if (!state) return []
  if (Array.isArray(state.selected_options)) return state.selected_options
  const one = /** @type {Option | null | undefined} */ (state.selected_option)
  return one ? [one] : []
}

/** The server fills every block_id in; a static fixture may not. @param {Block} block @param {number} index */
export const idOf = (block, index) => block.block_id ?? `block-${index}`

/** An input left empty. @param {ElementState | undefined} state */
export function isEmpty(state) {
  if (!state) return true
  const value = state[valueKey(state.type) ?? 'value']
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/**
 * What Slack's own client refuses before it asks the bot: empty required inputs, addresses and numbers that aren't.
 * @param {readonly Block[]} blocks @param {StateValues} values @param {import('../words.mjs').Words} words
 * @returns {Record<string, string>} block_id → sentence
 */
export function problemsOf(blocks, values, words) {
  /** @type {Record<string, string>} */
  const problems = {}
  blocks.forEach((block, index) => {
    if (block.type !== 'input' || !block.element) return
    const { element } = block
    const blockId = idOf(block, index)
    const state = values[blockId]?.[element.action_id]
    if (isEmpty(state)) {
      if (!block.optional) problems[blockId] = words.required
      return
    }
    const value = String(state?.value ?? '')
    if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
      problems[blockId] = words.badEmail
    if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(value)) problems[blockId] = words.badUrl
    if (element.type === 'number_input' && Number.isNaN(Number(value))) problems[blockId] = words.badNumber
    if (element.max_length && [...value].length > element.max_length)
      problems[blockId] = words.tooLong(element.max_length)
  })
  return problems
}
