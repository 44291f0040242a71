import type { Handoff, LayerName, ScheduleSnapshot } from './schedule.ts'
import { type MsSpan, within } from './spans.ts'
import { dayOf, instantAt, localDayAt, minutesOf, weekdayFrom } from './wall-clock.ts'
import type { Windows } from './windows.ts'

/** A shift as the layer's own rules cut it, served or not. */
export interface RawShift extends MsSpan {
  readonly pieces: readonly MsSpan[]
}

/** The shifts of a layer from its anchor on, in order, for the rotations of one zone. */
export interface ShiftList {
  readonly list: readonly RawShift[]
  readonly isWhole: () => boolean
  /** Afterwards every shift that starts at or before the instant is in the list. */
  readonly growTo: (at: number) => void
}

interface Handoffs {
  readonly current: () => number
  readonly next: () => number
  readonly step: () => void
}

/**
 * `zone` is the rotations' own; `fromDay` the local day on which the list may begin: the anchor's, or later where a
 * checkpoint knows what came before.
 */
export function shiftListOf(
  snapshot: ScheduleSnapshot,
  layer: LayerName,
  of: { readonly windows: Windows; readonly zone: string; readonly fromDay: number },
): ShiftList {
  const rules = snapshot.layers[layer]
  if (rules === null) return { list: [], isWhole: () => true, growTo: () => {} }
  const anchor = dayOf(rules.anchor)
  const list: RawShift[] = []
  const add = (pieces: readonly MsSpan[]) => {
    const start = pieces[0]?.start
    const end = pieces.at(-1)?.end
    if (start === undefined || end === undefined) return
    if (list.length > 0 || localDayAt(snapshot.zone, start) >= anchor) list.push({ start, end, pieces })
  }
  if (rules.handoff !== null) return byHandoffs(list, add, of.windows, handoffsOf(rules.handoff, of.zone, of.fromDay))
  // Two equal moments and no handoff: a shift that never ends, which the settings refuse.
  const isEndless = 'from' in rules && rules.from.weekday === rules.to.weekday && rules.from.at === rules.to.at
  return byWindows(list, add, of.windows, isEndless)
}

function byHandoffs(
  list: readonly RawShift[],
  add: (pieces: readonly MsSpan[]) => void,
  windows: Windows,
  handoffs: Handoffs,
): ShiftList {
  const isWhole = () =>
    windows.isWhole() && (windows.list.at(-1)?.end ?? Number.NEGATIVE_INFINITY) <= handoffs.current()
  return {
    list,
    isWhole,
    growTo: (at) => {
      while (handoffs.current() <= at && !isWhole()) {
        windows.growTo(handoffs.next())
        add(within(windows.list, handoffs.current(), handoffs.next()))
        handoffs.step()
      }
    },
  }
}

function byWindows(
  list: readonly RawShift[],
  add: (pieces: readonly MsSpan[]) => void,
  windows: Windows,
  isEndless: boolean,
): ShiftList {
  let taken = 0
  return {
    list,
    isWhole: () => isEndless || (windows.isWhole() && taken === windows.list.length),
    growTo: (at) => {
      if (isEndless) return
      for (windows.growTo(at); ; taken += 1) {
        let window = windows.list[taken]
        if (window === undefined || window.start > at) return
        // What touches its end joins it, and may be touched in turn.
        for (let end = Number.NaN; end !== window.end; window = windows.list[taken] ?? window) {
          end = window.end
          windows.growTo(end)
        }
        add([window])
      }
    },
  }
}

function handoffsOf(handoff: Handoff, zone: string, fromDay: number): Handoffs {
  const minutes = minutesOf(handoff.at)
  const days = handoff.every === 'day' ? 1 : 7
  let day = handoff.every === 'day' ? fromDay : weekdayFrom(fromDay, handoff.on)
  let current = instantAt(zone, day, minutes)
  let next = current
  // Handoffs that fall on one instant are one.
  const seek = () => {
    while (next === current) {
      day += days
      next = instantAt(zone, day, minutes)
    }
  }
  seek()
  return {
    current: () => current,
    next: () => next,
    step: () => {
      current = next
      seek()
    },
  }
}
