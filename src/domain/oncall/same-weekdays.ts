import { shiftsBetween } from './between.ts'
import { type PreparedSchedule, prepareSchedule } from './prepare.ts'
import { LAYERS, type LayerName } from './schedule.ts'
import { DAY_MS, dayOf, instantAt } from './wall-clock.ts'

/** A rotation whose people meet the same weekdays for ever, unless a holiday or an absence moves the line. */
export interface SameWeekdays {
  readonly layer: LayerName
  readonly rotation: string
  readonly people: number
  readonly shiftsAWeek: number
}

const WEEKS = 4

/**
 * SCHEDULES, Layers: counting layers apart doesn't promise a change of weekday where the number of participants is a multiple
 * or a divisor of the shifts a week. The preview says so, and the lead may choose other turns.
 */
export function sameWeekdays(prepared: PreparedSchedule): readonly SameWeekdays[] {
  const { snapshot } = prepared
  // As the rules alone have it: nothing that happens once.
  const bare = prepareSchedule({
    ...snapshot,
    ...{ holidays: [], blocks: [], overrides: [], swaps: [], keptDays: [], deactivations: [], checkpoints: [] },
  })
  return LAYERS.flatMap((layer) => {
    const rules = snapshot.layers[layer]
    if (rules === null || layer === 'holiday') return []
    // Past the anchor's own, perhaps shorter, week.
    const start = instantAt(snapshot.zone, dayOf(rules.anchor) + 14, 0)
    const [from, to] = [new Date(start), new Date(start + WEEKS * 7 * DAY_MS)]
    return rules.rotations.flatMap(({ name, participants }): readonly SameWeekdays[] => {
      const begun = shiftsBetween(bare, name, from, to).filter((one) => one.layer === layer && one.start >= from)
      const shiftsAWeek = begun.length / WEEKS
      const people = new Set(participants.map(({ id }) => id)).size
      const around = people * rules.turn
      if (people < 2 || shiftsAWeek < 2 || !Number.isInteger(shiftsAWeek)) return []
      // Turns of whole weeks have every weekday in them.
      if (rules.turn % shiftsAWeek === 0) return []
      if (around % shiftsAWeek !== 0 && shiftsAWeek % around !== 0) return []
      return [{ layer, rotation: name, people, shiftsAWeek }]
    })
  })
}
