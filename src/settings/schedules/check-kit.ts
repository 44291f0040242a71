import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { LAYERS, type Span } from '../../domain/oncall/schedule.ts'
import type { Finding, Path } from '../problem.ts'

export function rotationNames({ layers }: ScheduleRules): readonly string[] {
  return [...new Set(LAYERS.flatMap((name) => layers[name]?.rotations.map((one) => one.name) ?? []))]
}

export function known(name: string, names: readonly string[], path: Path): Finding[] {
  return names.includes(name)
    ? []
    : [{ path, code: 'unknown_reference', value: name, allowed: 'rotation', known: names }]
}

export function once(values: readonly string[], at: Path): Finding[] {
  return values.flatMap((value, index): Finding[] =>
    values.indexOf(value) < index ? [{ path: [...at, index], code: 'repeated', value, allowed: 'once' }] : [],
  )
}

/** Moments that couldn't be read were told already, and are in no order. */
export function inOrder({ start, end }: Span, at: Path): Finding[] {
  return end.getTime() <= start.getTime()
    ? [{ path: [...at, 'to'], code: 'not_allowed', value: instant(end), allowed: 'later_moment' }]
    : []
}

export function instant(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`
}

export function overlap(a: Span, b: Span): boolean {
  return a.start.getTime() < b.end.getTime() && b.start.getTime() < a.end.getTime()
}
