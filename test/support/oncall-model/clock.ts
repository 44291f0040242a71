/**
 * What a zone's clock reads at every minute of a stretch of time, asked of Intl. Local time is counted in minutes since
 * 1970-01-01 00:00 on the wall; a label is one such count, and belongs to a date and a time of the day.
 */

const MINUTE_MS = 60_000
const HOUR = 60
export const DAY = 24 * HOUR

export interface Grid {
  /** Epoch minutes, a whole hour. */
  readonly start: number
  readonly count: number
}

export interface Clock {
  readonly grid: Grid
  /** What the clock reads at each minute. */
  readonly reads: Int32Array
  /** The latest that it has read up to each minute: a clock that is set back doesn't unread. */
  readonly reached: Int32Array
}

const formats = new Map<string, Intl.DateTimeFormat>()
const readings = new Map<string, Map<number, number>>()
const clocks = new Map<string, Clock>()

/** The zone's clock over the grid. */
export function clockOf(zone: string, grid: Grid): Clock {
  const key = `${zone} ${grid.start} ${grid.count}`
  const known = clocks.get(key)
  if (known !== undefined) return known
  // One schedule at a time: its few zones are asked again and again, those of the one before never.
  if (clocks.size > 8) clocks.clear()
  const reads = new Int32Array(grid.count)
  for (let hour = 0; hour < grid.count; hour += HOUR) {
    const atStart = readingAt(zone, grid.start + hour)
    const isOrdinary = readingAt(zone, grid.start + hour + HOUR) - atStart === HOUR
    for (let minute = 0; minute < HOUR && hour + minute < grid.count; minute += 1) {
      reads[hour + minute] = isOrdinary ? atStart + minute : readingAt(zone, grid.start + hour + minute)
    }
  }
  const reached = new Int32Array(grid.count)
  let latest = Number.NEGATIVE_INFINITY
  reads.forEach((reading, minute) => {
    latest = Math.max(latest, reading)
    reached[minute] = latest
  })
  const clock = { grid, reads, reached }
  clocks.set(key, clock)
  return clock
}

/**
 * Walks the clock: at each minute the labels of the given times of the day that it reaches for the first time, in order.
 * Where hours or a day are missing, all their labels are reached in the one minute that follows.
 */
export function walk(clock: Clock, times: readonly number[], visit: (label: number, minute: number) => void): void {
  const isAsked = new Uint8Array(DAY)
  for (const time of times) isAsked[time] = 1
  let reached = at(clock.reached, 0)
  for (let minute = 1; minute < clock.grid.count; minute += 1) {
    const now = at(clock.reached, minute)
    for (; reached < now; reached += 1) {
      if (at(isAsked, timeOfLabel(reached + 1)) === 1) visit(reached + 1, minute)
    }
  }
}

/** The first minute at which the clock reads the label or later; the grid's end if it doesn't. */
export function firstMinuteOf(clock: Clock, label: number): number {
  let minute = 0
  while (minute < clock.grid.count && at(clock.reached, minute) < label) minute += 1
  return minute
}

/** The minute of the grid in which an instant lies; it may be outside. */
export function minuteOf(grid: Grid, instant: Date): number {
  return Math.floor(instant.getTime() / MINUTE_MS) - grid.start
}

export function instantOf(grid: Grid, minute: number): Date {
  return new Date((grid.start + minute) * MINUTE_MS)
}

/** `2026-01-05` as days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / (DAY * MINUTE_MS)
}

export function dayOfLabel(label: number): number {
  return Math.floor(label / DAY)
}

export function timeOfLabel(label: number): number {
  return ((label % DAY) + DAY) % DAY
}

/** ISO weekday of a label; 1970-01-01 was a Thursday. */
export function weekdayOfLabel(label: number): number {
  return ((((dayOfLabel(label) + 3) % 7) + 7) % 7) + 1
}

/** `09:30` as minutes. */
export function timeNumber(time: string): number {
  return Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5))
}

/** An array's element where the index is known to be inside. */
export function at(numbers: Int32Array | Uint8Array, index: number): number {
  const value = numbers[index]
  if (value === undefined) throw new RangeError(`no minute ${index} in ${numbers.length}`)
  return value
}

function readingAt(zone: string, epochMinute: number): number {
  const ofZone = readings.get(zone) ?? new Map<number, number>()
  readings.set(zone, ofZone)
  const reading = ofZone.get(epochMinute) ?? ask(zone, epochMinute)
  ofZone.set(epochMinute, reading)
  return reading
}

function ask(zone: string, epochMinute: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(new Date(epochMinute * MINUTE_MS)).map((p) => [p.type, Number(p.value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / MINUTE_MS
}
