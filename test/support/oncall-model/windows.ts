import {
  LAYERS,
  type LayerName,
  type Rotation,
  type ScheduleSnapshot,
  type WeekMoment,
} from '../../../src/domain/oncall/schedule.ts'
import {
  type Clock,
  clockOf,
  DAY,
  dayNumber,
  dayOfLabel,
  type Grid,
  timeNumber,
  timeOfLabel,
  walk,
  weekdayOfLabel,
} from './clock.ts'

/** Minutes at which a layer has a window: 1 inside, 0 outside. Windows that touch are one, for nothing marks where. */
export function windowsOf(snapshot: ScheduleSnapshot, layer: LayerName, grid: Grid): Uint8Array {
  const clock = clockOf(snapshot.zone, grid)
  const rules = layer === 'holiday' ? null : snapshot.layers[layer]
  const opens = rules === null ? NEVER : momentNumber(rules.from)
  const closes = rules === null ? NEVER : momentNumber(rules.to)
  const isWholeWeek = rules !== null && opens === closes
  const days = layer === 'weekday' ? new Set<number>() : holidaysAs(snapshot, layer)
  const holidayTime = timeNumber(holidayStart(snapshot))
  let isInWeek = isWholeWeek
  let isInHoliday = false
  return painted(clock, [timeOfLabel(opens), timeOfLabel(closes), holidayTime], (label) => {
    const time = timeOfLabel(label)
    if (!isWholeWeek && time === timeOfLabel(opens) && weekdayOfLabel(label) * DAY + time === opens) isInWeek = true
    if (!isWholeWeek && time === timeOfLabel(closes) && weekdayOfLabel(label) * DAY + time === closes) isInWeek = false
    // A holiday's window ends where the next day's would begin.
    if (time === holidayTime) isInHoliday = days.has(dayOfLabel(label))
    return isInWeek || isInHoliday
  })
}

/** Minutes within a rotation's hours. */
export function hoursOf(snapshot: ScheduleSnapshot, rotation: Rotation, grid: Grid): Uint8Array {
  const { hours } = rotation
  if (hours === null) return new Uint8Array(grid.count).fill(1)
  const starts = timeNumber(hours.from)
  const ends = timeNumber(hours.to)
  let isOn = false
  return painted(clockOf(rotation.zone ?? snapshot.zone, grid), [starts, ends], (label) => {
    const time = timeOfLabel(label)
    if (time === ends) isOn = false
    if (time === starts) isOn = true
    return isOn
  })
}

/** Minutes at which a rotation hands off on a layer; null where the layer has no handoffs. */
export function handoffsOf(
  snapshot: ScheduleSnapshot,
  layer: LayerName,
  rotation: Rotation | null,
  grid: Grid,
): Uint8Array | null {
  const handoff = snapshot.layers[layer]?.handoff ?? null
  if (handoff === null) return null
  const rings = new Uint8Array(grid.count)
  const time = timeNumber(handoff.at)
  walk(clockOf(rotation?.zone ?? snapshot.zone, grid), [time], (label, minute) => {
    if (handoff.every === 'day' || weekdayOfLabel(label) === handoff.on) rings[minute] = 1
  })
  return rings
}

/** The rotations of all layers by name, in the order in which layers name them. */
export function rotationNames(snapshot: ScheduleSnapshot): readonly string[] {
  return [...new Set(LAYERS.flatMap((layer) => snapshot.layers[layer]?.rotations ?? []).map(({ name }) => name))]
}

/** "Default: the weekday layer's handoff". A schedule without a holiday layer may still treat holidays as weekend. */
function holidayStart({ layers }: ScheduleSnapshot): string {
  return layers.holiday?.at ?? layers.weekday?.handoff?.at ?? layers.weekday?.from.at ?? '00:00'
}

/** "Holiday beats weekend beats ignore", where a date is found more than once. */
function holidaysAs(snapshot: ScheduleSnapshot, layer: 'weekend' | 'holiday'): ReadonlySet<number> {
  if (snapshot.layers[layer] === null) return new Set()
  const treated = (as: 'holiday' | 'weekend') =>
    new Set(snapshot.holidays.filter((day) => day.as === as).map(({ on }) => dayNumber(on)))
  const asHoliday = treated('holiday')
  return layer === 'holiday' ? asHoliday : new Set([...treated('weekend')].filter((day) => !asHoliday.has(day)))
}

const NEVER = -1

/** A moment of the week as minutes, Monday 00:00 being one day. */
function momentNumber({ weekday, at }: WeekMoment): number {
  return weekday * DAY + timeNumber(at)
}

/** Each minute as the state is after all the labels that the clock has reached by then. */
function painted(clock: Clock, times: readonly number[], stateAfter: (label: number) => boolean): Uint8Array {
  const minutes = new Uint8Array(clock.grid.count)
  let state = 0
  let painted = 0
  walk(clock, times, (label, minute) => {
    for (; painted < minute; painted += 1) minutes[painted] = state
    state = stateAfter(label) ? 1 : 0
  })
  return minutes.fill(state, painted)
}
