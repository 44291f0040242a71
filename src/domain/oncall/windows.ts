import type { LayerName, ScheduleSnapshot } from './schedule.ts'
import { append, type MsSpan } from './spans.ts'
import { dayOf, instantAt, minutesOf, weekdayFrom } from './wall-clock.ts'

/**
 * When a layer's rules would have it in force, however high others are. The list grows forward from its first day; what
 * touches or overlaps is one window.
 */
export interface Windows {
  readonly list: readonly MsSpan[]
  /** Nothing comes after the list. */
  readonly isWhole: () => boolean
  /** Afterwards every window that starts at or before the instant is in the list, joined with those that do. */
  readonly growTo: (at: number) => void
}

interface Source {
  readonly peek: () => MsSpan | null
  readonly take: () => void
}

/** The windows of a layer that start on or after a local day. */
export function windowsOf(snapshot: ScheduleSnapshot, layer: LayerName, fromDay: number): Windows {
  const sources = layer === 'holiday' ? [] : weekly(snapshot, layer, fromDay)
  const treatedAs = layer === 'weekday' ? null : layer
  if (treatedAs !== null && snapshot.layers[layer] !== null) sources.push(ofHolidays(snapshot, treatedAs, fromDay))
  return grown(sources)
}

function grown(sources: readonly Source[]): Windows {
  const list: MsSpan[] = []
  const next = () => {
    let first: { readonly source: Source; readonly span: MsSpan } | null = null
    for (const source of sources) {
      const span = source.peek()
      if (span !== null && (first === null || span.start < first.span.start)) first = { source, span }
    }
    return first
  }
  return {
    list,
    isWhole: () => next() === null,
    growTo: (at) => {
      for (let one = next(); one !== null && one.span.start <= at; one = next()) {
        append(list, one.span)
        one.source.take()
      }
    },
  }
}

function weekly({ zone, layers }: ScheduleSnapshot, layer: 'weekday' | 'weekend', fromDay: number): Source[] {
  const rules = layers[layer]
  if (rules === null) return []
  const { from, to } = rules
  const days = (to.weekday - from.weekday + 7) % 7
  // Equal moments, or `to` earlier on the same day: the next week's.
  const length = days === 0 && to.at <= from.at ? 7 : days
  let day = weekdayFrom(fromDay, from.weekday)
  const spanOf = () => ({
    start: instantAt(zone, day, minutesOf(from.at)),
    end: instantAt(zone, day + length, minutesOf(to.at)),
  })
  let span = spanOf()
  const take = () => {
    day += 7
    span = spanOf()
  }
  return [{ peek: () => span, take }]
}

function ofHolidays(snapshot: ScheduleSnapshot, as: 'holiday' | 'weekend', fromDay: number): Source {
  const start = minutesOf(holidayStartOf(snapshot))
  const days = holidaysAs(snapshot, as).filter((day) => day >= fromDay)
  const spans = days.map((day) => ({
    start: instantAt(snapshot.zone, day, start),
    end: instantAt(snapshot.zone, day + 1, start),
  }))
  let index = 0
  return {
    peek: () => spans[index] ?? null,
    take: () => {
      index += 1
    },
  }
}

/** When a holiday begins: the holiday layer says so; without one as it would by default, or with the weekday's window. */
function holidayStartOf({ layers }: ScheduleSnapshot): string {
  return layers.holiday?.at ?? layers.weekday?.handoff?.at ?? layers.weekday?.from.at ?? '00:00'
}

/** Local days treated so, in order: holiday beats weekend beats ignore. */
function holidaysAs({ holidays }: ScheduleSnapshot, as: 'holiday' | 'weekend'): number[] {
  const treated = new Map<string, 'holiday' | 'weekend'>()
  for (const { on, as: one } of holidays) {
    if (one !== 'ignore' && treated.get(on) !== 'holiday') treated.set(on, one)
  }
  return [...treated].flatMap(([on, one]) => (one === as ? [dayOf(on)] : [])).sort((one, other) => one - other)
}
