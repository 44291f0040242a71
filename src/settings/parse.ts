import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { crossCheck } from './checks.ts'
import { complete } from './complete.ts'
import { ALLOWED, type Allowed, type Finding, type Path, type Problem, pathText } from './problem.ts'
import { settingsFile } from './schema.ts'
import type { Settings } from './types.ts'

export type Parsed =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The team's policy from the text of its file, complete and checked; or everything that is wrong with it, in the order
 * of the file. `fileName` is only named in the problems: nothing is read here.
 */
export function parseSettings(yamlText: string, fileName: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines })
  const blank = { fileName, path: '', allowed: null, known: [] } as const
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line } = lines.linePos(error.pos[0])
      return { ...blank, line, code: 'not_yaml', value: error.message.split('\n', 1)[0] ?? '' } satisfies Problem
    })
    return { ok: false, problems }
  }
  const data = unfold(document)
  if (data instanceof Error) {
    return { ok: false, problems: [{ ...blank, line: null, code: 'not_yaml', value: data.message }] }
  }
  // An empty file lacks its teams; it isn't a value of the wrong kind.
  const checked = settingsFile.safeParse(data ?? {})
  let findings: readonly Finding[]
  if (checked.success) {
    const settings = complete(checked.data)
    findings = crossCheck(checked.data, settings)
    if (findings.length === 0) return { ok: true, settings }
  } else {
    findings = checked.error.issues.flatMap((issue) => findingsOf(issue, [], data))
  }
  const problems = findings.map((finding) => problemOf(finding, document, lines, fileName))
  return { ok: false, problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

/** The document as plain values. An alias that points to itself a thousand times throws while it is unfolded. */
function unfold(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function findingsOf(issue: z.core.$ZodIssue, above: Path, data: unknown): readonly Finding[] {
  const path: Path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ')
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown_key', value: key, allowed: 'keys', known }))
  }
  const value = at(data, path)
  if (issue.code === 'invalid_union' && typeof value === 'object' && value !== null) {
    // Of the branches, the last is the mapping: what is written as one is judged as one.
    const branch = issue.errors.at(-1) ?? []
    if (branch.length > 0) return branch.flatMap((inner) => findingsOf(inner, path, data))
  }
  if (issue.code === 'invalid_key') {
    return [{ path, code: 'not_allowed', value: String(path.at(-1)), allowed: 'id' }]
  }
  const allowed = allowedOf(issue.message)
  if (value === undefined) return [{ path, code: 'missing', ...(allowed === null ? {} : { allowed }) }]
  return [{ path, code: 'not_allowed', value: shown(value), ...(allowed === null ? {} : { allowed }) }]
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

function problemOf(finding: Finding, document: Document.Parsed, lines: LineCounter, fileName: string): Problem {
  return {
    fileName,
    path: pathText(finding.path),
    line: lineOf(finding.path, document, lines),
    code: finding.code,
    value: finding.value ?? null,
    allowed: finding.allowed ?? null,
    known: finding.known ?? [],
  }
}

/** The line of the key (or list item) at this path; where it is missing, that of what should hold it. */
function lineOf(path: Path, document: Document.Parsed, lines: LineCounter): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const start = startOf(document, path.slice(0, length))
    if (start !== null) return lines.linePos(start).line
  }
  return isNode(document.contents) && document.contents.range ? lines.linePos(document.contents.range[0]).line : null
}

function startOf(document: Document.Parsed, path: Path): number | null {
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (isMap(holder)) {
    // The key's line, not the value's: a nested mapping starts below its key.
    const pair = holder.items.find((item) => isNode(item.key) && String(item.key) === String(path.at(-1)))
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0]
  }
  const node = document.getIn(path, true)
  return isNode(node) && node.range ? node.range[0] : null
}
