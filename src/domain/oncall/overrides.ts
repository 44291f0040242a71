import { overridden } from './overlay.ts'
import type { PreparedSchedule } from './prepare.ts'
import type { Override } from './schedule.ts'
import { append, type MsSpan } from './spans.ts'
import { timelineOf } from './timeline.ts'

export interface EffectPart {
  readonly rotation: string
  readonly start: Date
  readonly end: Date
}

/**
 * Where an override changes what those created before it leave, rotation by rotation; empty: it has no effect. One that the
 * snapshot hasn't yet is taken as the last. Within a block it has none (SCHEDULES, Overrides and blocks).
 */
export function effectOf(prepared: PreparedSchedule, override: Override): readonly EffectPart[] {
  const index = prepared.snapshot.overrides.indexOf(override)
  const before = index < 0 ? prepared.snapshot.overrides.length : index
  const names = override.kind === 'replace' ? prepared.rotations : [override.rotation]
  return names.flatMap((rotation) =>
    partsOf(prepared, rotation, { override, before }).map(({ start, end }) => ({
      rotation,
      start: new Date(start),
      end: new Date(end),
    })),
  )
}

function partsOf(
  prepared: PreparedSchedule,
  rotation: string,
  { override, before }: { readonly override: Override; readonly before: number },
): readonly MsSpan[] {
  const { asked } = timelineOf(prepared, rotation)
  const start = override.start.getTime()
  const end = override.end.getTime()
  if (start >= end) return []
  const bounds = [start, ...asked.cuts(start, end), end]
  const parts: MsSpan[] = []
  for (const [index, from] of bounds.entries()) {
    const to = bounds[index + 1]
    if (to === undefined) break
    const met = asked.beforeOverride(from, before)
    if (met !== null && overridden(met, override) !== met) append(parts, { start: from, end: to })
  }
  return parts
}
