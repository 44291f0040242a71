/**
 * Reads `view.state.values` as Slack sends it. An input that was prefilled and not touched may be missing, so every
 * answer may be `undefined` (not sent) or `null` (sent, and empty): the two are different.
 */

/** `view.state.values`: block id → action id → what the element holds. */
export type StateValues = unknown

function fieldOf(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
}

/** What one input holds; its block id and action id are the same name. */
function held(values: StateValues, field: string, key: string): unknown {
  return fieldOf(fieldOf(fieldOf(values, field), field), key)
}

/** Typed text without the white space around it; `null` where it is empty. */
export function readText(values: StateValues, field: string): string | null | undefined {
  const value = held(values, field, 'value')
  if (typeof value === 'string') {
    // A NUL is nothing that a person types, and nothing that Postgres keeps.
    const text = value.replaceAll('\0', '').trim()
    return text === '' ? null : text
  }
  return value === null ? null : undefined
}

/** The chosen option of a menu or of radio buttons, if it is one of `allowed`. */
export function readChoice<T extends string>(
  values: StateValues,
  field: string,
  allowed: readonly T[],
): T | null | undefined {
  const value = readOption(values, field)
  return typeof value === 'string' ? (allowed.find((one) => one === value) ?? null) : value
}

/** The chosen option's value, whatever it is. */
export function readOption(values: StateValues, field: string): string | null | undefined {
  const option = held(values, field, 'selected_option')
  if (option === null) return null
  const value = fieldOf(option, 'value')
  return typeof value === 'string' ? value : undefined
}

/** The values of the boxes that are ticked; none where nothing was sent. */
export function readOptions(values: StateValues, field: string): readonly string[] {
  const options = held(values, field, 'selected_options')
  const ticked = Array.isArray(options) ? options.map((option) => fieldOf(option, 'value')) : []
  return ticked.filter((value) => typeof value === 'string')
}

/** Whether the one checkbox is ticked. */
export function readTicked(values: StateValues, field: string): boolean | undefined {
  const options = held(values, field, 'selected_options')
  return Array.isArray(options) ? options.length > 0 : undefined
}

/** A person from a people picker, or from a menu whose options carry ids. */
export function readPerson(values: StateValues, field: string): string | null | undefined {
  const user = held(values, field, 'selected_user')
  const chosen = typeof user === 'string' || user === null ? user : readOption(values, field)
  return typeof chosen === 'string' && !isUserId(chosen) ? null : chosen
}

function isUserId(value: unknown): value is string {
  return typeof value === 'string' && /^[UW][A-Z0-9]{1,30}$/.test(value)
}

export function readPeople(values: StateValues, field: string): readonly string[] | undefined {
  const users = held(values, field, 'selected_users')
  return Array.isArray(users) ? users.filter((user): user is string => isUserId(user)) : undefined
}

export function readInstant(values: StateValues, field: string): Date | null | undefined {
  const seconds = held(values, field, 'selected_date_time')
  if (typeof seconds === 'number') {
    const at = new Date(seconds * 1000)
    return Number.isNaN(at.getTime()) ? null : at
  }
  return seconds === null ? null : undefined
}

/** The names of all inputs that were sent. */
export function fieldsIn(values: StateValues): readonly string[] {
  return typeof values === 'object' && values !== null ? Object.keys(values) : []
}

/** What the drawn inputs held from the beginning (`view.blocks`), in the shape of `state.values`. */
export function initialValues(blocks: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const found: Record<string, Record<string, unknown>> = {}
  for (const block of Array.isArray(blocks) ? blocks : []) {
    const element = fieldOf(block, 'element')
    const blockId = fieldOf(block, 'block_id')
    const actionId = fieldOf(element, 'action_id')
    if (typeof blockId !== 'string' || typeof actionId !== 'string') continue
    found[blockId] = {
      [actionId]: {
        value: fieldOf(element, 'initial_value'),
        selected_option: fieldOf(element, 'initial_option'),
        selected_options: fieldOf(element, 'initial_options'),
        selected_users: fieldOf(element, 'initial_users'),
        selected_user: fieldOf(element, 'initial_user'),
        selected_date_time: fieldOf(element, 'initial_date_time'),
      },
    }
  }
  return found
}

/** What the form holds: what was sent, and for inputs that weren't sent what they were drawn with (bolt-js#1258). */
export function heldBy(view: { readonly state?: unknown; readonly blocks?: unknown }): StateValues {
  const sent = fieldOf(view.state, 'values')
  return { ...initialValues(view.blocks), ...(typeof sent === 'object' && sent !== null ? sent : {}) }
}
