/** A press on an element: which one it is, whether it is there, and the action that Slack makes of it. */
import { sameJson } from './block-kit/check.ts'
import { initialState, inputsOf, optionsOf, soundState, stateKey } from './form-state.ts'
import { asJson, asJsonList, asList, asText, isJson, type Json } from './json.ts'
import type { StateValues } from './model.ts'
import { userById, type Workspace } from './workspace.ts'

export interface Pressable {
  readonly blockId: string
  readonly element: Json
}

/** Every element that one can press or choose in, in the order of the blocks. */
export function pressables(blocks: readonly Json[]): readonly Pressable[] {
  const acting = ['button', 'workflow_button', 'overflow']
  return blocks.flatMap((block) => {
    const elements =
      block.type === 'actions' ? asJsonList(block.elements) : [block.accessory, block.element].filter(isJson)
    return elements
      .filter((element) => acting.includes(asText(element.type)) || stateKey(element.type) !== null)
      .map((element) => ({ blockId: asText(block.block_id), element }))
  })
}

export type Press =
  | { readonly ok: true; readonly action: Json; readonly state: StateValues }
  | { readonly ok: false; readonly message: string }

/** Is what was chosen among what the element offers? */
function isOffered(ws: Workspace, element: Json, key: string, value: unknown): boolean {
  if (value === null || value === undefined) return true
  const offers = optionsOf(element)
  const isOption = (option: unknown) =>
    offers.some((offer) => sameJson(offer, option) || asJson(option).value === offer.value)
  if (key === 'selected_option') return element.type === 'external_select' || isOption(value)
  if (key === 'selected_options') {
    return element.type === 'multi_external_select' || asList(value).every(isOption)
  }
  if (key === 'selected_user') return userById(ws, asText(value)) !== undefined
  if (key === 'selected_users') return asList(value).every((id) => userById(ws, asText(id)) !== undefined)
  return true
}

/** The action of a press, made from the element itself: of what was handed in only the choice is taken. */
export function pressed(ws: Workspace, blocks: readonly Json[], given: Json, state: unknown): Press {
  const found = pressables(blocks).find(
    ({ blockId, element }) =>
      element.action_id === given.action_id && (given.block_id === undefined || blockId === given.block_id),
  )
  if (!found) return { ok: false, message: `There is no ${asText(given.action_id)} here (any more).` }
  const { blockId, element } = found
  const held = state === undefined ? initialState(blocks) : soundState(state, blocks)
  const ids = { type: element.type, action_id: element.action_id, block_id: blockId }
  if (element.type === 'button' || element.type === 'workflow_button') {
    const more = Object.fromEntries(
      ['text', 'value', 'style', 'url'].flatMap((key) => (key in element ? [[key, element[key]]] : [])),
    )
    return { ok: true, action: { ...ids, ...more }, state: held }
  }
  if (element.type === 'overflow') {
    const chosen = asJson(given.selected_option)
    const option = optionsOf(element).find((offer) => offer.value === chosen.value)
    if (!option) return { ok: false, message: `${asText(element.action_id)} has no option ${asText(chosen.value)}.` }
    return { ok: true, action: { ...ids, selected_option: option }, state: held }
  }
  const key = stateKey(element.type) ?? 'value'
  const input = inputsOf(blocks).find((other) => other.blockId === blockId && other.actionId === element.action_id)
  if (input?.isInput && !input.dispatches) {
    return { ok: false, message: `${asText(element.action_id)} waits for the form to be submitted.` }
  }
  const value = key in given ? given[key] : held[blockId]?.[asText(element.action_id)]?.[key]
  if (!isOffered(ws, element, key, value))
    return { ok: false, message: `${asText(element.action_id)} doesn't offer that.` }
  const entry: Json = { type: element.type, [key]: value ?? null }
  const block = { ...held[blockId], [asText(element.action_id)]: entry }
  return { ok: true, action: { ...ids, [key]: value ?? null }, state: { ...held, [blockId]: block } }
}
