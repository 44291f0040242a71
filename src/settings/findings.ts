import type { z } from 'zod'
import { ALLOWED, type Allowed, type Finding, type Path } from './problem.ts'

/** What zod found, as our own findings: each schema's message is the code of what is allowed at its place. */
export function findingsOf(issue: z.core.$ZodIssue, data: unknown, above: Path = []): readonly Finding[] {
  const path: Path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ')
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown_key', value: key, allowed: 'keys', known }))
  }
  const value = at(data, path)
  if (issue.code === 'invalid_union' && typeof value === 'object' && value !== null) {
    // Of the branches, the last that is of this kind: what is written as a list is judged as one, or as a mapping.
    const branch = issue.errors.findLast((one) => !one.some(isOfAnotherKind)) ?? issue.errors.at(-1) ?? []
    if (branch.length > 0 && !branch.some(isOfAnotherKind))
      return branch.flatMap((inner) => findingsOf(inner, data, path))
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        path,
        code: 'not_allowed',
        value: String(path.at(-1)),
        allowed: allowedOf(issue.issues[0]?.message ?? '') ?? 'id',
      },
    ]
  }
  const allowed = allowedOf(issue.message)
  if (value === undefined) return [{ path, code: 'missing', ...(allowed === null ? {} : { allowed }) }]
  return [{ path, code: 'not_allowed', value: shown(value), ...(allowed === null ? {} : { allowed }) }]
}

function isOfAnotherKind(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0
}

function allowedOf(message: string): Allowed | null {
  return ALLOWED.find((one) => one === message) ?? null
}

function at(data: unknown, path: Path): unknown {
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

/** As it stands in the file, on one line and no longer than a line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
