import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { type Finding, type Path, type Problem, pathText } from './problem.ts'

/** A YAML text as plain values, which knows the line of each place. */
export interface YamlText {
  readonly data: unknown
  /** Findings with their lines, in the order of the file. */
  problemsOf(findings: readonly Finding[]): readonly Problem[]
}

/** The text unfolded, or why it is no YAML. `fileName` is only named in the problems: nothing is read here. */
export function readYaml(yamlText: string, fileName: string): YamlText | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines })
  const blank = { fileName, path: '', allowed: null, known: [] } as const
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line } = lines.linePos(error.pos[0])
      return { ...blank, line, code: 'not_yaml', value: error.message.split('\n', 1)[0] ?? '' } satisfies Problem
    })
    return { problems }
  }
  const data = unfold(document)
  if (data instanceof Error) {
    return { problems: [{ ...blank, line: null, code: 'not_yaml', value: data.message }] }
  }
  return {
    data,
    problemsOf: (findings) =>
      findings
        .map((finding) => problemOf(finding, document, lines, fileName))
        .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  }
}

/** The document as plain values. An alias that points to itself a thousand times throws while it is unfolded. */
function unfold(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
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
