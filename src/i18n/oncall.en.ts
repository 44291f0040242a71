import type { Why } from '../domain/oncall/schedule.ts'

/** Words of on-call schedules in English; the shape is what every other language must have. */

/** Why an answer is as it is, for people: said of whoever is on call, or of nobody. */
const why: Readonly<Record<Why, string>> = {
  turn: 'on call (turn)',
  swap: 'covering (swap)',
  replace: 'covering (override)',
  add: 'added (override)',
  nobody: 'nobody, as declared (override)',
  block: 'planned block',
  nobody_available: 'nobody available for this turn',
  vacant: 'vacant: whose turn it is was deactivated',
  outside_hours: "outside this rotation's hours",
  no_rotation: 'this rotation has no turn now',
  no_layer: 'nothing is scheduled',
}

export const onCall = {
  why,
  /** What decided; a block, an override and a swap come before the layers. */
  layer: {
    block: 'block',
    override: 'override',
    swap: 'swap',
    holiday: 'holiday',
    weekend: 'weekend',
    weekday: 'weekday',
  },
  nobody: 'nobody',
}

export type OnCallWords = typeof onCall
