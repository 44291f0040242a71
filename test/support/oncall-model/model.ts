import { LAYERS, type LayerName, type ScheduleSnapshot } from '../../../src/domain/oncall/schedule.ts'
import { type ModelAnswer, overlaid, overlayTimes } from './answers.ts'
import { at, DAY, dayNumber, type Grid, instantOf, minuteOf } from './clock.ts'
import { staffingOf } from './shifts.ts'
import { type Exchanged, exchange, type Held } from './swaps.ts'
import { keptSpans, plan } from './turns.ts'
import { rotationNames } from './windows.ts'

export type { ModelAnswer } from './answers.ts'

/**
 * Who is on call by brute force, written from the text of the rules and apart from the resolver: it walks the zone's clock
 * minute by minute, from before the first anchor to well past the end, and keeps every minute of every shift. It is slow,
 * and it is meant to be read. Everything must begin and end on whole minutes.
 */
export interface Model {
  readonly snapshot: ScheduleSnapshot
  readonly grid: Grid
  readonly top: Uint8Array
  readonly exchanged: Exchanged
}

/** The model of a schedule for questions in [from, to). */
export function modelOf(snapshot: ScheduleSnapshot, from: Date, to: Date): Model {
  const grid = gridFor(snapshot, from, to)
  const staffing = staffingOf(snapshot, grid)
  const kept = keptSpans(snapshot, grid)
  const planned = staffing.rotations.map((on) => ({ on, shifts: plan(snapshot, kept, grid, on) }))
  return { snapshot, grid, top: staffing.top, exchanged: exchange(snapshot, grid, planned) }
}

/** Who is on call in a rotation at an instant. */
export function modelOnCall(snapshot: ScheduleSnapshot, rotation: string, instant: Date): ModelAnswer {
  const model = modelOf(snapshot, instant, instant)
  return answerAt(model, rotation, minuteOf(model.grid, instant), instant)
}

/** The answer of each rotation at each minute of [from, to): `year.get('primary')?.[minutes since from]`. */
export function modelYear(
  snapshot: ScheduleSnapshot,
  from: Date,
  to: Date,
): ReadonlyMap<string, readonly ModelAnswer[]> {
  return answersOf(modelOf(snapshot, from, to), from, to)
}

/** The same of a model that is there already, which must have been made for [from, to). */
export function answersOf(model: Model, from: Date, to: Date): ReadonlyMap<string, readonly ModelAnswer[]> {
  const { snapshot } = model
  const first = minuteOf(model.grid, from)
  const last = minuteOf(model.grid, to)
  const turning = new Set(overlayTimes(snapshot).map((time) => minuteOf(model.grid, time)))
  return new Map(
    rotationNames(snapshot).map((rotation) => {
      const answers: ModelAnswer[] = []
      let key = ''
      let answer: ModelAnswer | undefined
      for (let minute = first; minute < last; minute += 1) {
        // The state kept between minutes: while all that an answer depends on stays, so does the answer.
        const now = stateAt(model, rotation, minute)
        if (answer === undefined || now !== key || turning.has(minute)) {
          answer = answerAt(model, rotation, minute, instantOf(model.grid, minute))
          key = now
        }
        answers.push(answer)
      }
      return [rotation, answers]
    }),
  )
}

/** A shift as one sees it from outside, to swap it. */
export interface ModelShiftSeen {
  readonly rotation: string
  readonly layer: LayerName
  readonly start: Date
  /** By the line and earlier swaps. */
  readonly holder: string | null
}

/** Served shifts that begin in [from, to), with who has them after the snapshot's swaps. */
export function modelShifts(snapshot: ScheduleSnapshot, from: Date, to: Date): readonly ModelShiftSeen[] {
  const { grid, exchanged } = modelOf(snapshot, from, to)
  return exchanged.held.flatMap(({ on, shifts }) =>
    shifts
      .filter((shift) => shift.served.length > 0)
      .map((shift) => ({
        rotation: on.rotation.name,
        layer: on.layer,
        start: instantOf(grid, shift.start),
        holder: shift.holder,
      }))
      .filter(({ start }) => start >= from && start < to),
  )
}

function answerAt(model: Model, rotation: string, minute: number, instant: Date): ModelAnswer {
  return overlaid(model.snapshot, rotation, instant, plannedAt(model, rotation, minute))
}

function plannedAt(model: Model, rotation: string, minute: number): ModelAnswer {
  const layer = LAYERS[at(model.top, minute)] ?? null
  if (layer === null) return { people: [], layer, why: 'no_layer' }
  const held = heldOn(model, rotation, layer)
  if (held === undefined) return { people: [], layer, why: 'no_rotation' }
  if (at(held.on.isWithinHours, minute) === 0) return { people: [], layer, why: 'outside_hours' }
  const shift = held.shifts[at(held.shiftAt, minute)]
  if (shift === undefined || shift.holder === null) return { people: [], layer, why: 'nobody_available' }
  if (shift.isSwapped) return { people: [shift.holder], layer: 'swap', why: 'swap' }
  return { people: [shift.holder], layer, why: 'turn' }
}

/** All that the planned answer depends on, by name. */
function stateAt({ top, exchanged }: Model, rotation: string, minute: number): string {
  const layer = LAYERS[top[minute] ?? LAYERS.length]
  const held = exchanged.held.find(({ on }) => on.layer === layer && on.rotation.name === rotation)
  return `${layer} ${held?.on.isWithinHours[minute]} ${held?.shiftAt[minute]}`
}

function heldOn(model: Model, rotation: string, layer: LayerName): Held | undefined {
  return model.exchanged.held.find(({ on }) => on.layer === layer && on.rotation.name === rotation)
}

/** From before the first shift that counts to where every turn that begins before `to` has ended. */
function gridFor(snapshot: ScheduleSnapshot, from: Date, to: Date): Grid {
  const layers = LAYERS.flatMap((layer) => snapshot.layers[layer] ?? [])
  const minuteOfDate = (date: string) => dayNumber(date) * DAY
  const minuteOfDay = (instant: Date) => Math.floor(instant.getTime() / 60_000)
  const begun = snapshot.checkpoints.flatMap(({ shifts }) => shifts)
  const starts = [
    minuteOfDay(from),
    ...layers.map(({ anchor }) => minuteOfDate(anchor)),
    ...begun.map(({ start }) => minuteOfDay(start)),
  ]
  const ends = [
    minuteOfDay(to),
    ...snapshot.holidays.map(({ on }) => minuteOfDate(on)),
    ...begun.map(({ end }) => minuteOfDay(end)),
    ...[...snapshot.swaps.map(({ shift }) => shift), ...snapshot.swaps.flatMap(({ inReturn }) => inReturn ?? [])].map(
      ({ start }) => minuteOfDay(start),
    ),
  ]
  // Sixteen days to find out in which week and shift one is; afterwards two weeks for each shift of a turn, and one.
  const longest = Math.max(1, ...layers.map(({ turn }) => turn))
  const start = Math.floor((Math.min(...starts) - 16 * DAY) / 60) * 60
  const end = Math.max(...ends) + (longest * 14 + 7) * DAY
  return { start, count: Math.ceil((end - start) / 60) * 60 }
}
