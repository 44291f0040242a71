import { type HolidayTreatment, LAYERS, type LayerName, type ShiftRef } from '../../../domain/oncall/schedule.ts'
import type { GapRef } from '../../../domain/oncall/screens.ts'

/**
 * Values of buttons and `private_metadata` of `/oncall`: a small JSON list, instants in whole seconds. What comes back is
 * parsed and never trusted; malformed gives null.
 */

export interface ShiftOf extends ShiftRef {
  readonly scheduleId: number
}

function listOf(text: string | undefined, length: number): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return Array.isArray(value) && value.length === length ? value : null
  } catch {
    return null
  }
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** Slack's values are at most 150 characters in a menu, 2,000 on a button: a rotation's name has forty. */
const NAME_MAX = 60
/** 2000 to 2100, in seconds: no schedule is asked about anything further. */
const EARLIEST = 946_684_800
const LATEST = 4_102_444_800
const LARGEST_ID = 999_999_999

function idOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= LARGEST_ID ? value : null
}

function instantOf(value: unknown): Date | null {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < EARLIEST || value > LATEST) return null
  return new Date(value * 1000)
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= NAME_MAX ? value : null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The shift of a [Find cover]. */
export function shiftValue({ scheduleId, rotation, layer, start }: ShiftOf): string {
  return JSON.stringify([scheduleId, rotation, layer, seconds(start)])
}

export function parseShiftValue(text: string | undefined): ShiftOf | null {
  const [id, name, on, at] = listOf(text, 4) ?? []
  const layer = LAYERS.find((one): one is LayerName => one === on)
  const scheduleId = idOf(id)
  const rotation = nameOf(name)
  const start = instantOf(at)
  if (scheduleId === null || rotation === null || layer === undefined || start === null) return null
  return { scheduleId, rotation, layer, start }
}

/** The gap of a [Fix]: its schedule, what is missing, from when to when. */
export function gapValue({ scheduleId, kind, subject, start, end }: GapRef): string {
  return JSON.stringify([scheduleId, kind, subject, seconds(start), seconds(end)])
}

export function parseGapValue(text: string | undefined): GapRef | null {
  const [id, what, about, from, to] = listOf(text, 5) ?? []
  const scheduleId = idOf(id)
  const kind = what === 'nobody' || what === 'language' ? what : null
  const subject = nameOf(about)
  const start = instantOf(from)
  const end = instantOf(to)
  if (scheduleId === null || kind === null || subject === null || start === null || end === null) return null
  return start < end ? { scheduleId, kind, subject, start, end } : null
}

/** Which two weeks of which schedule a screen shows. */
export interface WeeksRef {
  readonly scheduleId: number
  /** Two weeks from today on; earlier ones are negative. */
  readonly page: number
  readonly isTable: boolean
}

/** Two years each way: no schedule is looked at further. */
const PAGES = 52

export function weeksValue({ scheduleId, page, isTable }: WeeksRef): string {
  return JSON.stringify([scheduleId, page, isTable ? 1 : 0])
}

export function parseWeeksValue(text: string | undefined): WeeksRef | null {
  const [id, at, table] = listOf(text, 3) ?? []
  const scheduleId = idOf(id)
  if (scheduleId === null || typeof at !== 'number' || !Number.isSafeInteger(at) || Math.abs(at) > PAGES) return null
  return { scheduleId, page: at, isTable: table === 1 }
}

/** One holiday of a schedule and what is to be done about it. */
export interface HolidayAct {
  readonly scheduleId: number
  /** Null: a day that is yet to be named. */
  readonly on: string | null
  readonly act: 'add' | 'rename' | 'strike' | 'restore' | HolidayTreatment
}

const ACTS = ['add', 'rename', 'strike', 'restore', 'holiday', 'weekend', 'ignore'] as const

export function holidayValue({ scheduleId, on, act }: HolidayAct): string {
  return JSON.stringify([scheduleId, on, act])
}

export function parseHolidayValue(text: string | undefined): HolidayAct | null {
  const [id, day, what] = listOf(text, 3) ?? []
  const scheduleId = idOf(id)
  const act = ACTS.find((one) => one === what)
  const on = day === null ? null : typeof day === 'string' && DAY.test(day) ? day : undefined
  if (scheduleId === null || act === undefined || on === undefined) return null
  return { scheduleId, on, act }
}

/** What a preview asks to be saved: to be read back when it is. */
export interface FixChoice {
  readonly gap: GapRef
  readonly how: 'ask' | 'assign'
  readonly people: readonly string[]
}

const PERSON = /^[UW][A-Z0-9]{1,20}$/

export function fixMetadata({ gap, how, people }: FixChoice): string {
  return JSON.stringify([gapValue(gap), how, people])
}

export function parseFixMetadata(text: string | undefined): FixChoice | null {
  const [value, how, ids] = listOf(text, 3) ?? []
  const gap = parseGapValue(typeof value === 'string' ? value : undefined)
  if (gap === null || (how !== 'ask' && how !== 'assign') || !Array.isArray(ids)) return null
  const people = ids.filter((one): one is string => typeof one === 'string' && PERSON.test(one))
  return people.length === 0 || people.length > 50 ? null : { gap, how, people }
}

/** An edit of a holiday that was previewed, with the version of the rules that it was previewed on. */
export interface HolidayWish extends HolidayAct {
  readonly on: string
  readonly name: string | null
  readonly as: HolidayTreatment | null
  readonly version: number
}

export function wishMetadata({ scheduleId, on, act, name, as, version }: HolidayWish): string {
  return JSON.stringify([holidayValue({ scheduleId, on, act }), name, as, version])
}

export function parseWishMetadata(text: string | undefined): HolidayWish | null {
  const [value, name, as, version] = listOf(text, 4) ?? []
  const asked = parseHolidayValue(typeof value === 'string' ? value : undefined)
  const treatment = as === 'holiday' || as === 'weekend' || as === 'ignore' ? as : null
  if (asked === null || asked.on === null || typeof version !== 'number') return null
  return { ...asked, on: asked.on, name: typeof name === 'string' ? name : null, as: treatment, version }
}
