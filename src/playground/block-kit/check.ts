/** What the judge of Block Kit shares: problems with their place, and small checks that report and carry on. */

export type Surface = 'message' | 'modal' | 'home'

export type Fields = Readonly<Record<string, unknown>>

export interface BlockKitProblem {
  readonly code: 'invalid_blocks' | 'msg_blocks_too_long' | 'msg_too_long' | 'no_text' | 'view_too_large'
  /** A JSON pointer, as Slack prints it: `/blocks/0/text/text`. */
  readonly path: string
  readonly message: string
}

/** One judgement: where problems gather, and what must be unique or counted over a whole surface. */
export interface Judgement {
  readonly surface: Surface
  readonly problems: BlockKitProblem[]
  readonly blockIds: Set<string>
  readonly count: { tables: number; charts: number; focus: number; markdown: number; inputs: number }
}

export function judgementOf(surface: Surface): Judgement {
  return {
    surface,
    problems: [],
    blockIds: new Set(),
    count: { tables: 0, charts: 0, focus: 0, markdown: 0, inputs: 0 },
  }
}

export function report(j: Judgement, path: string, message: string): void {
  j.problems.push({ code: 'invalid_blocks', path, message })
}

/** Slack counts characters as a reader does, not as UTF-16 does. */
export function codePoints(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reports and returns null where `value` is no object. */
export function fieldsAt(j: Judgement, path: string, value: unknown): Fields | null {
  if (isFields(value)) return value
  report(j, path, value === undefined ? 'missing required field' : 'must be an object')
  return null
}

/** Slack refuses what it doesn't know. */
export function onlyKeys(j: Judgement, path: string, fields: Fields, allowed: readonly string[]): void {
  for (const key of Object.keys(fields)) {
    if (!allowed.includes(key)) report(j, path, `invalid additional property: ${key}`)
  }
}

/** A string of `min` to `max` code points; absent is fine unless `required`. */
export function checkString(
  j: Judgement,
  path: string,
  value: unknown,
  limit: { readonly max: number; readonly min?: number; readonly required?: boolean },
): value is string {
  if (value === undefined) {
    if (limit.required) report(j, path, 'missing required field')
    return false
  }
  if (typeof value !== 'string') {
    report(j, path, 'must be a string')
    return false
  }
  const length = codePoints(value)
  if (length > limit.max) report(j, path, `must be less than ${limit.max + 1} characters`)
  if (length < (limit.min ?? 0)) report(j, path, `must be more than ${(limit.min ?? 0) - 1} characters`)
  return true
}

export function checkBoolean(j: Judgement, path: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'boolean') report(j, path, 'must be a boolean')
}

export function checkOneOf(j: Judgement, path: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !(typeof value === 'string' && allowed.includes(value))) {
    report(j, path, `must be one of ${allowed.join(', ')}`)
  }
}

export function checkInteger(j: Judgement, path: string, value: unknown, min: number, max: number): void {
  if (value === undefined) return
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    report(j, path, `must be an integer from ${min} to ${max}`)
  }
}

/** An array of `min` to `max` items: its items, or an empty list after the report. */
export function listAt(j: Judgement, path: string, value: unknown, min: number, max: number): readonly unknown[] {
  if (!Array.isArray(value)) {
    report(j, path, value === undefined ? 'missing required field' : 'must be an array')
    return []
  }
  if (value.length < min) report(j, path, `must have at least ${min} item${min === 1 ? '' : 's'}`)
  if (value.length > max) report(j, path, `no more than ${max} items allowed`)
  return value
}

/** Deep equality of JSON values, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => sameJson(item, b[index]))
  }
  if (!isFields(a) || !isFields(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]))
}
