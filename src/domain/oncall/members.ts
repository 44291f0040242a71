import type { ScheduleRules } from './rules.ts'
import { type Deactivation, LAYERS, type Rotation } from './schedule.ts'

/** Everybody whom the rules put in a line on or after a local date, or in a block, each once, in order of appearance. */
export function membersOf(rules: Pick<ScheduleRules, 'layers' | 'blocks'>, onOrAfter: string): readonly string[] {
  const inLines = LAYERS.flatMap((layer) => rules.layers[layer]?.rotations ?? [])
    .flatMap((rotation) => rotation.participants)
    .filter((one) => one.to === null || one.to > onOrAfter)
    .map((one) => one.id)
  return [...new Set([...inLines, ...rules.blocks.flatMap((block) => Object.values(block.people).flat())])]
}

/** A rotation by its name, with the layers that have it. */
export function rotationsNamed(rules: Pick<ScheduleRules, 'layers'>, name: string): readonly Rotation[] {
  return LAYERS.flatMap((layer) => rules.layers[layer]?.rotations ?? []).filter((one) => one.name === name)
}

/** Whether somebody's account is deactivated at an instant. */
export function isAway(deactivations: readonly Deactivation[], person: string, at: Date): boolean {
  return deactivations.some((one) => one.person === person && one.at <= at && (one.until === null || one.until > at))
}
