import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { LAYERS, type Override, type ShiftRef } from '../../domain/oncall/schedule.ts'
import type { Finding, Path } from '../problem.ts'
import { inOrder, instant, known, overlap, rotationNames } from './check-kit.ts'
import type { ScheduleSettings } from './types.ts'

/** What happens one by one: the same laws as the database has. */
export function checkEvents(
  { rules, overrides, swaps, keptDays, deactivations }: ScheduleSettings,
  at: Path,
): readonly Finding[] {
  const names = rotationNames(rules)
  return [
    ...overrides.flatMap((override, index) => {
      const path = [...at, 'overrides', index]
      const twice = overrides
        .slice(0, index)
        .some((other) => subjectOf(other) === subjectOf(override) && overlap(other, override))
      return [
        ...inOrder(override, path),
        ...(override.kind === 'replace' ? [] : known(override.rotation, names, [...path, 'rotation'])),
        ...(override.kind === 'replace' && override.subject === override.by
          ? [{ path: [...path, 'by'], code: 'by_themselves', value: override.by } satisfies Finding]
          : []),
        ...(twice
          ? [
              {
                path,
                code: 'overlap',
                value: override.kind === 'nobody' ? override.rotation : override.subject,
              } satisfies Finding,
            ]
          : []),
      ]
    }),
    ...swaps.flatMap((swap, index) => {
      const path = [...at, 'swaps', index]
      return [
        ...checkShift(rules, swap.shift, path),
        ...(swap.inReturn === null ? [] : checkShift(rules, swap.inReturn, [...path, 'inReturn'])),
        ...(swap.giver === swap.taker
          ? [{ path: [...path, 'taker'], code: 'by_themselves', value: swap.taker } satisfies Finding]
          : []),
      ]
    }),
    ...keptDays.flatMap(({ from, to }, index): Finding[] =>
      from <= to ? [] : [{ path: [...at, 'away', index, 'to'], code: 'not_allowed', value: to, allowed: 'later_day' }],
    ),
    ...deactivations.flatMap(({ at: start, until }, index): Finding[] =>
      until === null || !(until.getTime() <= start.getTime())
        ? []
        : [
            {
              path: [...at, 'deactivated', index, 'until'],
              code: 'not_allowed',
              value: instant(until),
              allowed: 'later_moment',
            },
          ],
    ),
  ]
}

function checkShift(rules: ScheduleRules, { rotation, layer }: ShiftRef, at: Path): Finding[] {
  const own = rules.layers[layer]
  if (own === null) {
    const there = LAYERS.filter((name) => rules.layers[name] !== null)
    return [{ path: [...at, 'layer'], code: 'unknown_reference', value: layer, allowed: 'layer_of', known: there }]
  }
  return known(
    rotation,
    own.rotations.map((one) => one.name),
    [...at, 'rotation'],
  )
}

/** The exclusion constraint's own words: the one replaced everywhere, the one added to a rotation, nobody in a rotation. */
function subjectOf(override: Override): string {
  switch (override.kind) {
    case 'replace':
      return `* ${override.subject}`
    case 'add':
      return `${override.rotation} ${override.subject}`
    case 'nobody':
      return `${override.rotation} *`
  }
}
