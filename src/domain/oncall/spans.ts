/** Intervals inside the resolver: `[start, end)` in milliseconds since 1970, in order and apart from each other. */
export interface MsSpan {
  readonly start: number
  readonly end: number
}

/** Index of the last element that starts at or before `at`; -1 where there is none. */
export function lastStartingBy(list: readonly { readonly start: number }[], at: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const one = list[middle]
    if (one !== undefined && one.start <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

export function covers(list: readonly MsSpan[], at: number): boolean {
  const last = list[lastStartingBy(list, at)]
  return last !== undefined && at < last.end
}

/** The parts of `list` within `[start, end)`. */
export function within(list: readonly MsSpan[], start: number, end: number): MsSpan[] {
  const parts: MsSpan[] = []
  for (let index = Math.max(0, lastStartingBy(list, start)); index < list.length; index += 1) {
    const one = list[index]
    if (one === undefined || one.start >= end) break
    if (one.end <= start) continue
    const isInside = start <= one.start && one.end <= end
    parts.push(isInside ? one : { start: Math.max(one.start, start), end: Math.min(one.end, end) })
  }
  return parts
}

/** What of `spans` isn't in `holes`; both in order. */
export function without(spans: readonly MsSpan[], holes: readonly MsSpan[]): readonly MsSpan[] {
  if (holes.length === 0) return spans
  const rest: MsSpan[] = []
  for (const span of spans) {
    let start = span.start
    for (const hole of within(holes, span.start, span.end)) {
      if (start < hole.start) rest.push({ start, end: hole.start })
      start = hole.end
    }
    if (start < span.end) rest.push({ start, end: span.end })
  }
  return rest
}

/** What `spans` and `others` have in common; both in order. */
export function common(spans: readonly MsSpan[], others: readonly MsSpan[]): MsSpan[] {
  return spans.flatMap((span) => within(others, span.start, span.end))
}

/** In order, and what touches or overlaps joined; what has no length is left out. */
export function joined(spans: readonly MsSpan[]): MsSpan[] {
  const list: MsSpan[] = []
  for (const span of [...spans].sort((one, other) => one.start - other.start)) append(list, span)
  return list
}

/** Adds a span that starts no earlier than the last of `list`, joined with it where they touch. */
export function append(list: MsSpan[], span: MsSpan): void {
  if (span.start >= span.end) return
  const last = list.at(-1)
  if (last === undefined || last.end < span.start) list.push(span)
  else if (last.end < span.end) list[list.length - 1] = { start: last.start, end: span.end }
}
