/** A driver's plain values turned into what a client holds for each kind of input. */

import { type Input, optionsOf, stateKey } from './form-state.ts'
import { asJson, asText, type Json } from './json.ts'

export type Filled = string | number | readonly string[] | null

function optionNamed(element: Json, wanted: string): Json {
  const options = optionsOf(element)
  const found =
    options.find((option) => option.value === wanted) ??
    options.find((option) => asText(asJson(option.text).text) === wanted)
  if (!found) {
    const known = options.map((option) => asText(option.value)).join(', ')
    throw new Error(`${asText(element.action_id)} offers no ${wanted}, only: ${known}`)
  }
  return found
}

/** The entry of `state.values` for an element: options by their value or by what is read on them; null empties it. */
export function entryFor(element: Json, value: Filled): Json {
  const key = stateKey(element.type)
  if (key === null) throw new Error(`${asText(element.action_id)} holds no value`)
  const many = Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)]
  if (key === 'selected_options') {
    return { type: element.type, [key]: many.map((one) => optionNamed(element, one)) }
  }
  if (key.endsWith('s') && key.startsWith('selected_')) return { type: element.type, [key]: many }
  if (value === null || value === '') return { type: element.type, [key]: null }
  if (key === 'selected_option') return { type: element.type, [key]: optionNamed(element, String(value)) }
  if (key === 'selected_date_time') return { type: element.type, [key]: Number(value) }
  return { type: element.type, [key]: String(value) }
}

/** Does choosing or typing here reach the app at once? Typed text does so only where each character counts. */
export function reachesTheApp(input: Input): boolean {
  if (!input.dispatches) return false
  if (!asText(input.element.type).endsWith('_input')) return true
  const config = asJson(input.element.dispatch_action_config).trigger_actions_on
  return Array.isArray(config) && config.includes('on_character_entered')
}
