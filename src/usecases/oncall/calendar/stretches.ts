import { onCallBetween } from '../../../domain/oncall/between.ts'
import type { CalendarLayer } from '../../../domain/oncall/calendar.ts'
import { type PreparedSchedule, rotationsOf } from '../../../domain/oncall/prepare.ts'
import { type DecidedBy, LAYERS, type OnCallInterval, WHYS, type Why } from '../../../domain/oncall/schedule.ts'

/** A recorded stretch, as far as it is asked here; `endAt` null: it was open when the record was written last. */
export interface Recorded {
  readonly rotation: string
  readonly startAt: Date
  readonly endAt: Date | null
  readonly people: readonly string[]
  readonly layer: string | null
  readonly why: string
}

/** Somebody on call in one rotation. */
export interface Stretch {
  readonly rotation: string
  readonly person: string
  readonly start: number
  readonly end: number
  readonly layer: CalendarLayer | null
  readonly why: Why
}

/**
 * Who was and will be on call: the record up to where it is written, the resolver from there (SCHEDULES, Answers). What
 * goes on over that seam is one.
 */
export function stretchesOf(of: {
  /** Null: retired, there is the record only. */
  readonly prepared: PreparedSchedule | null
  readonly record: readonly Recorded[]
  readonly recordedUntil: Date
  readonly until: Date
}): readonly Stretch[] {
  const { prepared, record, recordedUntil, until } = of
  const past = record.flatMap(({ rotation, startAt, endAt, people, layer, why }) => {
    const end = endAt === null || endAt > recordedUntil ? recordedUntil : endAt
    const decided = { layer: layerNamed(layer), why: WHYS.find((known) => known === why) ?? 'turn' }
    return cut({ rotation, start: startAt, end, people, ...decided })
  })
  const ahead =
    prepared === null
      ? []
      : rotationsOf(prepared)
          .flatMap((rotation) => onCallBetween(prepared, rotation, recordedUntil, until))
          .flatMap((one) => cut({ ...one, layer: layerOf(one.layer) }))
  return joined([...past, ...ahead])
}

function cut(
  interval: Pick<OnCallInterval, 'rotation' | 'start' | 'end' | 'people' | 'why'> & {
    readonly layer: CalendarLayer | null
  },
): readonly Stretch[] {
  const { rotation, people, layer, why } = interval
  const start = interval.start.getTime()
  const end = interval.end.getTime()
  return start < end ? people.map((person) => ({ rotation, person, start, end, layer, why })) : []
}

/** One after the other of one person, where nothing changed between them. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = []
  const lastOf = new Map<string, number>()
  for (const one of stretches.toSorted((a, b) => a.start - b.start)) {
    const key = `${one.rotation}\n${one.person}`
    const index = lastOf.get(key)
    const last = index === undefined ? undefined : found[index]
    if (index !== undefined && last?.end === one.start && last.layer === one.layer && last.why === one.why) {
      found[index] = { ...last, end: one.end }
    } else {
      lastOf.set(key, found.length)
      found.push(one)
    }
  }
  return found
}

/** A swap is made on a layer that its answer doesn't name. */
export function layerOf(layer: DecidedBy | null): CalendarLayer | null {
  return layer === 'swap' ? null : layer
}

export function layerNamed(layer: string | null): CalendarLayer | null {
  return [...LAYERS, 'block' as const, 'override' as const].find((known) => known === layer) ?? null
}
