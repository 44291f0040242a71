import { createHash } from 'node:crypto'
import type { CalendarLayer } from '../../../domain/oncall/calendar.ts'
import type { Shift } from '../../../domain/oncall/schedule.ts'
import { type MsSpan, without } from '../../../domain/oncall/spans.ts'
import { layerNamed, type Stretch } from './stretches.ts'

/** Where one event ends and another begins. */
export interface Frame extends MsSpan {
  readonly rotation: string
  /** Null: whoever is on call. */
  readonly person: string | null
  readonly layer: CalendarLayer | null
  readonly shift: Shift | null
  /** `part` counts from 0 where a frame has several events of one person. */
  readonly uidOf: (person: string, part: number) => string
}

/** What was told of an event. */
export interface Told {
  readonly uid: string
  readonly rotation: string
  readonly userId: string
  readonly startAt: Date
  readonly endAt: Date
  readonly layer: string | null
  readonly isCancelled: boolean
}

/** Each piece of a shift that is served: named by the shift's own start, which outlives what happens to the piece. */
export function shiftFrames(scheduleId: number, shifts: readonly Shift[]): readonly Frame[] {
  return shifts.flatMap((shift) =>
    shift.served.map((span, index): Frame => {
      const { rotation, layer } = shift
      const name = `${layer} ${shift.start.getTime()} ${index}`
      const uidOfPart = (person: string, part: number) => uidOf(scheduleId, rotation, person, `${name} ${part}`)
      const ends = { start: span.start.getTime(), end: span.end.getTime() }
      return { rotation, layer, shift, person: null, ...ends, uidOf: uidOfPart }
    }),
  )
}

/** Events as calendars have them. */
export function toldFrames(scheduleId: number, told: readonly Told[]): readonly Frame[] {
  return told.map(({ uid, rotation, userId, startAt, endAt, layer }): Frame => {
    const uidOfPart = (person: string, part: number) =>
      part === 0 ? uid : uidOf(scheduleId, rotation, person, `${uid} ${part}`)
    const ends = { start: startAt.getTime(), end: endAt.getTime() }
    return { rotation, person: userId, layer: layerNamed(layer), shift: null, ...ends, uidOf: uidOfPart }
  })
}

/** What one person has of a frame, without a break. */
export interface Piece extends MsSpan {
  readonly uid: string
  readonly frame: Frame
  /** The stretches that it is made of. */
  readonly stretches: readonly [Stretch, ...Stretch[]]
}

/** Cuts the stretches at the frames; `rest` is what lies in none. */
export function cutAt(
  frames: readonly Frame[],
  stretches: readonly Stretch[],
): { readonly pieces: readonly Piece[]; readonly rest: readonly Stretch[] } {
  const parts = new Map<Frame, Map<string, Stretch[]>>()
  const rest = stretches.flatMap((stretch) => {
    let left: readonly MsSpan[] = [stretch]
    for (const frame of frames) {
      if (frame.rotation !== stretch.rotation || frame.end <= stretch.start || frame.start >= stretch.end) continue
      if (frame.person !== null && frame.person !== stretch.person) continue
      const start = Math.max(frame.start, stretch.start)
      const end = Math.min(frame.end, stretch.end)
      left = without(left, [{ start, end }])
      const ofFrame = parts.get(frame) ?? new Map<string, Stretch[]>()
      parts.set(frame, ofFrame)
      const ofPerson = ofFrame.get(stretch.person) ?? []
      ofFrame.set(stretch.person, ofPerson)
      ofPerson.push({ ...stretch, start, end })
    }
    return left.map(({ start, end }) => ({ ...stretch, start, end }))
  })
  const pieces = [...parts].flatMap(([frame, people]) =>
    [...people].flatMap(([person, list]) =>
      unbroken(list).map(
        (of, part): Piece => ({
          uid: frame.uidOf(person, part),
          frame,
          start: of[0].start,
          end: of.at(-1)?.end ?? of[0].end,
          stretches: of,
        }),
      ),
    ),
  )
  return { pieces, rest }
}

/** Runs of stretches that follow one another, in order. */
export function unbroken(stretches: readonly Stretch[]): readonly (readonly [Stretch, ...Stretch[]])[] {
  const runs: [Stretch, ...Stretch[]][] = []
  for (const one of stretches.toSorted((a, b) => a.start - b.start)) {
    const run = runs.at(-1)
    if (run?.at(-1)?.end === one.start) run.push(one)
    else runs.push([one])
  }
  return runs
}

/** Of people and names it shows nothing. */
export function uidOf(scheduleId: number, rotation: string, person: string, name: string): string {
  const text = [scheduleId, rotation, person, name].join('\n')
  return `${createHash('sha256').update(text).digest('hex').slice(0, 40)}@vigia`
}
