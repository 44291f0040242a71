import type { SeenMessage, SeenView } from '../../src/playground/driver.ts'
import { inputsOf, optionsOf } from '../../src/playground/form-state.ts'
import { asJson, asText } from '../../src/playground/json.ts'
import { pressables } from '../../src/playground/pressing.ts'
import type { Playground } from '../../src/playground/start.ts'

/** What is written on the buttons of a message or a view, in order. */
export function buttonsOn(target: SeenMessage | SeenView): readonly string[] {
  return pressables(target.blocks)
    .filter(({ element }) => element.type === 'button')
    .map(({ element }) => asText(asJson(element.text).text))
}

/** The action_ids of a form's inputs, in order. */
export function inputsIn(view: SeenView): readonly string[] {
  return inputsOf(view.blocks)
    .filter((input) => input.isInput)
    .map((input) => input.actionId)
}

/** The values that a menu of a form offers. */
export function choicesOf(view: SeenView, actionId: string): readonly string[] {
  const input = inputsOf(view.blocks).find((other) => other.actionId === actionId)
  if (!input) throw new Error(`the form has no input ${actionId}, only: ${inputsIn(view).join(', ')}`)
  return optionsOf(input.element).map((option) => asText(option.value))
}

/** Person by person, the texts that notified them, in order; people whom nothing notified are left out. */
export function notified(playground: Playground): Readonly<Record<string, readonly string[]>> {
  const lists = playground
    .people()
    .map(({ id }) => [id, playground.notifications(id).map((one) => one.text)] as const)
    .filter(([, texts]) => texts.length > 0)
  return Object.fromEntries(lists)
}
