import type { Hours } from '../house.ts'

/**
 * Working time, found by looking at the wall clock every quarter of an hour for two years and writing down when a door
 * opens and shuts. Slow, simple, and nothing like the way in which the engine works it out. Instants are epoch ms.
 */

const QUARTER = 15 * 60_000
const FIRST = Date.UTC(2025, 11, 1)
const LAST = Date.UTC(2027, 6, 1)

export interface Doors {
  /** Half-open, in order: `[opens, shuts)`. */
  readonly open: readonly (readonly [opens: number, shuts: number])[]
}

interface Reading {
  readonly at: number
  readonly day: string
  /** ISO: 1 is Monday. */
  readonly weekday: number
  readonly time: string
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const readings = new Map<string, readonly Reading[]>()

/** What a clock on the wall of that zone shows, each quarter of an hour. */
function wall(zone: string): readonly Reading[] {
  const known = readings.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const seen: Reading[] = []
  for (let at = FIRST; at < LAST; at += QUARTER) {
    const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const weekday = WEEKDAYS.indexOf(part.weekday ?? '') + 1
    seen.push({ at, day: `${part.year}-${part.month}-${part.day}`, weekday, time: `${part.hour}:${part.minute}` })
  }
  readings.set(zone, seen)
  return seen
}

const doors = new Map<string, Doors>()

/**
 * When time counts. On each working day the door opens as soon as the clock shows the opening hour or a later one, and
 * shuts as soon as it shows the closing hour or a later one, or another day; a clock put back opens no door again.
 */
export function doorsOf(zone: string, hours: Hours, holidays: readonly string[]): Doors {
  const key = JSON.stringify([zone, hours, holidays])
  const known = doors.get(key)
  if (known !== undefined) return known
  const open: (readonly [number, number])[] = []
  let day = ''
  let opened: number | null = null
  let isShut = false
  const shut = (at: number) => {
    if (opened !== null && opened < at) open.push([opened, at])
    opened = null
  }
  for (const now of wall(zone)) {
    if (now.day > day) {
      shut(now.at)
      day = now.day
      isShut = !hours.days.includes(now.weekday) || holidays.includes(now.day)
    }
    if (!isShut && now.time >= hours.to) {
      shut(now.at)
      isShut = true
    }
    if (!isShut && opened === null && now.time >= hours.from) opened = now.at
  }
  const made = { open }
  doors.set(key, made)
  return made
}

/** Null: time always counts. */
export type Counting = Doors | null

/** The instant by which so much time has counted, from `at` on. */
export function later(counting: Counting, at: number, ms: number): number {
  if (counting === null || ms <= 0) return at + Math.max(0, ms)
  let left = ms
  for (let n = firstDoorAfter(counting, at); ; n += 1) {
    const [opens, shuts] = door(counting, n)
    const begins = Math.max(opens, at)
    if (shuts - begins >= left) return begins + left
    left -= shuts - begins
  }
}

/** The instant from which so much time counts until `at`. */
export function sooner(counting: Counting, at: number, ms: number): number {
  if (counting === null || ms <= 0) return at - Math.max(0, ms)
  let left = ms
  let n = firstDoorAfter(counting, at)
  if (door(counting, n)[0] >= at) n -= 1
  for (; ; n -= 1) {
    const [opens, shuts] = door(counting, n)
    const ends = Math.min(shuts, at)
    if (ends - opens >= left) return ends - left
    left -= ends - opens
  }
}

/** How much of `[from, to)` counts. */
export function between(counting: Counting, from: number, to: number): number {
  if (to <= from) return 0
  if (counting === null) return to - from
  let sum = 0
  for (let n = firstDoorAfter(counting, from); door(counting, n)[0] < to; n += 1) {
    const [opens, shuts] = door(counting, n)
    sum += Math.min(shuts, to) - Math.max(opens, from)
  }
  return sum
}

/** `at` where the door is open, else when it opens next. */
export function opening(counting: Doors, at: number): number {
  return Math.max(at, door(counting, firstDoorAfter(counting, at))[0])
}

function door({ open }: Doors, n: number): readonly [number, number] {
  const found = open[n]
  if (found === undefined) throw new Error('the year of the oracle is over')
  return found
}

/** The first that shuts after `at`. */
function firstDoorAfter({ open }: Doors, at: number): number {
  let low = 0
  let high = open.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((open[middle]?.[1] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Minutes on the clock's face between the opening and the closing hour: a "working day". */
export function workingDay({ from, to }: Hours): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return minutes(to) - minutes(from)
}
