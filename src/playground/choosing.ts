/** Which element of a screen a driver means, and the action that a press on it begins as. */
import { entryFor, type Filled } from './filling.ts'
import { asJson, asText, type Json } from './json.ts'
import type { ElementName } from './person.ts'
import { type Pressable, pressables } from './pressing.ts'

function labelOf(element: Json): string {
  return asText(asJson(element.text).text)
}

/** The one element of that name. Throws where there is none, or more than one. */
export function find(blocks: readonly Json[], name: ElementName): Pressable {
  const wanted = typeof name === 'string' ? { action: name } : name
  const all = pressables(blocks)
  const found = all.filter(
    ({ blockId, element }) =>
      (wanted.action === undefined || element.action_id === wanted.action) &&
      (wanted.block === undefined || blockId === wanted.block) &&
      (wanted.value === undefined || element.value === wanted.value) &&
      (wanted.label === undefined || labelOf(element) === wanted.label),
  )
  const [first] = found
  if (first && found.length === 1) return first
  const known = all.map(({ element }) => `${asText(element.action_id)} (${labelOf(element)})`).join(', ')
  const problem = first ? 'is there more than once: name its block, value or label' : 'is not there'
  throw new Error(`${JSON.stringify(name)} ${problem}. On the screen: ${known || 'nothing to press'}`)
}

/** The action of a press; `pick` is what is chosen in a menu. */
export function actionFor({ blockId, element }: Pressable, pick: Filled | undefined): Json {
  const ids = { type: element.type, block_id: blockId, action_id: element.action_id }
  if (pick === undefined) return ids
  if (element.type === 'overflow') {
    const { selected_option } = entryFor({ ...element, type: 'static_select' }, pick)
    return { ...ids, selected_option }
  }
  return { ...ids, ...entryFor(element, pick) }
}
