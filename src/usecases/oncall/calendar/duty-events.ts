import { shiftsBetween } from '../../../domain/oncall/between.ts'
import type { CalendarLayer } from '../../../domain/oncall/calendar.ts'
import { type PreparedSchedule, rotationsOf } from '../../../domain/oncall/prepare.ts'
import type { Override, Shift, Why } from '../../../domain/oncall/schedule.ts'
import { cutAt, type Piece, shiftFrames, type Told, toldFrames, uidOf, unbroken } from './frames.ts'
import { type Recorded, type Stretch, stretchesOf } from './stretches.ts'

/** One event: a person's duty in a shift, or apart from shifts. Whole seconds, as calendars know no smaller ones. */
export interface DutyEvent {
  readonly uid: string
  readonly rotation: string
  readonly userId: string
  readonly startAt: Date
  readonly endAt: Date
  readonly layer: CalendarLayer | null
  readonly why: Why
}

export interface DutyQuestion {
  readonly scheduleId: number
  /** Null: retired, there is the record only. */
  readonly prepared: PreparedSchedule | null
  readonly record: readonly Recorded[]
  /** Up to here the record says who was on call, from here the resolver. */
  readonly recordedUntil: Date
  readonly told: readonly Told[]
  readonly now: Date
  /** Events begin before it. */
  readonly until: Date
  /** Null: everybody. */
  readonly person: string | null
}

/**
 * The events of one schedule. What is ahead is cut into shifts, which name the events: so a shift that changes its hours, or
 * is partly given away, stays the same event. What is past keeps the cut that calendars were told, since no later edit of
 * the rules may rename it. What lies in no shift (a block, somebody added where nothing was planned) is named by its start.
 */
export function dutyEvents(question: DutyQuestion): readonly DutyEvent[] {
  const { scheduleId, prepared, told, now, until, person } = question
  const shifts = prepared === null ? [] : shiftsAhead(prepared, now, until)
  const horizon = new Date(Math.max(until.getTime(), ...shifts.map((shift) => shift.end.getTime())))
  const all = stretchesOf({ ...question, until: horizon }).filter((one) => person === null || one.person === person)
  const isBlock = (one: Stretch) => one.layer === 'block'
  const ahead = cutAt(
    shiftFrames(scheduleId, shifts),
    all.filter((one) => !isBlock(one)),
  )
  const left = [...ahead.rest, ...all.filter(isBlock)]
  const isOver = (one: Stretch) => one.end <= now.getTime()
  const named = new Set(ahead.pieces.map((piece) => piece.uid))
  const known = told.filter((one) => !one.isCancelled && one.startAt < now && !named.has(one.uid))
  const past = cutAt(toldFrames(scheduleId, known), left.filter(isOver))
  const apart = [...past.rest, ...left.filter((one) => !isOver(one))].filter((one) => one.start < until.getTime())
  const overrides = prepared?.snapshot.overrides ?? []
  return [...ahead.pieces, ...past.pieces, ...piecesApart(scheduleId, apart)]
    .map((piece) => eventOf(piece, overrides))
    .filter((event) => event.startAt < event.endAt)
}

function shiftsAhead(prepared: PreparedSchedule, now: Date, until: Date): readonly Shift[] {
  return rotationsOf(prepared).flatMap((rotation) => shiftsBetween(prepared, rotation, now, until))
}

/** One for each person, rotation and layer, as long as it goes on. */
function piecesApart(scheduleId: number, stretches: readonly Stretch[]): readonly Piece[] {
  const groups = new Map<string, Stretch[]>()
  for (const one of stretches) {
    const key = [one.rotation, one.person, one.layer].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap(unbroken).map((of): Piece => {
    const { rotation, person, layer, start } = of[0]
    const uid = uidOf(scheduleId, rotation, person, `${layer} ${start}`)
    const end = of.at(-1)?.end ?? of[0].end
    const frame = { rotation, person, layer, shift: null, start, end, uidOf: () => uid }
    return { uid, frame, start, end, stretches: of }
  })
}

function eventOf(piece: Piece, overrides: readonly Override[]): DutyEvent {
  const { uid, frame, start, end, stretches } = piece
  const { rotation, person } = stretches[0]
  const why = whyOf(piece, overrides)
  return { uid, rotation, userId: person, startAt: second(start), endAt: second(end), layer: frame.layer, why }
}

/** Why this person is on call: an answer's own reason may be another's ("added"). */
function whyOf(piece: Piece, overrides: readonly Override[]): Why {
  const { frame, stretches } = piece
  const [{ person, rotation, why }] = stretches
  if (frame.shift?.holder === person) return frame.shift.swap === null ? 'turn' : 'swap'
  if (why !== 'replace' && why !== 'add') return why
  const brought = overrides.findLast(
    (one) =>
      one.start.getTime() < piece.end &&
      one.end.getTime() > piece.start &&
      ((one.kind === 'replace' && one.by === person) ||
        (one.kind === 'add' && one.subject === person && one.rotation === rotation)),
  )
  return brought?.kind ?? (overrides.length > 0 ? 'turn' : why)
}

function second(at: number): Date {
  return new Date(Math.floor(at / 1000) * 1000)
}
