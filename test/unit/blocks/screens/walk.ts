/** Every text object of a surface, wherever it stands. What an input was prefilled with is not one: it interprets nothing. */
export function textsOf(value: unknown): readonly { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  const type: unknown = Reflect.get(value, 'type')
  const text: unknown = Reflect.get(value, 'text')
  if ((type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string') return [{ type, text }]
  return Object.values(value).flatMap(textsOf)
}

export interface DrawnInput {
  readonly field: string
  readonly type: string
  readonly isOptional: boolean
  readonly element: object
}

/** The inputs of a view, by block id. */
export function inputsOf(view: { readonly blocks: readonly object[] }): ReadonlyMap<string, DrawnInput> {
  const found = new Map<string, DrawnInput>()
  for (const block of view.blocks) {
    const element: unknown = Reflect.get(block, 'element')
    if (typeof element !== 'object' || element === null) continue
    const field = String(Reflect.get(block, 'block_id'))
    if (Reflect.get(element, 'action_id') !== field) throw new Error(`${field}: block and action ids differ`)
    found.set(field, {
      field,
      type: String(Reflect.get(element, 'type')),
      isOptional: Reflect.get(block, 'optional') === true,
      element,
    })
  }
  return found
}

/** Values of the options of a menu or of radio buttons. */
export function optionsOf(input: DrawnInput | undefined): readonly string[] {
  if (input === undefined) return []
  const groups: unknown = Reflect.get(input.element, 'option_groups')
  const lists: unknown[] = Array.isArray(groups)
    ? groups.map((group: object) => Reflect.get(group, 'options'))
    : [Reflect.get(input.element, 'options')]
  return lists.flat().map((option) => String(Reflect.get(Object(option), 'value')))
}

/** `action_id`s of all buttons, in order. */
export function buttonsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf)
  if (typeof value !== 'object' || value === null) return []
  if (Reflect.get(value, 'type') === 'button') return [String(Reflect.get(value, 'action_id'))]
  return Object.values(value).flatMap(buttonsOf)
}

type Typed = string | number | boolean | readonly string[]

/** `view.state.values` after somebody filled in `typed`; a field that isn't drawn, or an option that isn't there, throws. */
export function filledIn(
  view: { readonly blocks: readonly object[] },
  typed: Readonly<Record<string, Typed>>,
): Readonly<Record<string, Readonly<Record<string, object>>>> {
  const inputs = inputsOf(view)
  return Object.fromEntries(
    Object.entries(typed).map(([field, value]) => {
      const input = inputs.get(field)
      if (input === undefined) throw new Error(`${field} is not drawn`)
      return [field, { [field]: { type: input.type, ...stateOf(input, value) } }]
    }),
  )
}

function stateOf(input: DrawnInput, value: Typed): object {
  switch (input.type) {
    case 'plain_text_input':
      return { value }
    case 'static_select':
    case 'radio_buttons':
      if (!optionsOf(input).includes(String(value))) throw new Error(`${input.field}: no option ${String(value)}`)
      return { selected_option: { value, text: { type: 'plain_text', text: 'x' } } }
    case 'checkboxes':
      return { selected_options: value === true ? [{ value: optionsOf(input)[0] }] : [] }
    case 'users_select':
      return { selected_user: value }
    case 'multi_users_select':
      return { selected_users: value }
    case 'datetimepicker':
      return { selected_date_time: value }
    default:
      throw new Error(`${input.type} is unknown`)
  }
}
