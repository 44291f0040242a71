import { isServedIn, onCallBetween, shiftsBetween } from './between.ts'
import { placedWithin } from './posts.ts'
import { type PreparedSchedule, rotationsOf } from './prepare.ts'
import type { ShiftRef, Span } from './schedule.ts'

/** Somebody who is on call in a line, and whether they said that they'll be there. */
export interface PostHolder {
  readonly id: string
  readonly isConfirmed: boolean
}

export interface PostPart {
  readonly rotation: string
  /** Empty: nobody, a gap. */
  readonly people: readonly PostHolder[]
}

/** A stretch in which nobody changes. */
export interface PostLine extends Span {
  /** Rotations that are meant to have somebody there, in order. */
  readonly parts: readonly PostPart[]
}

/** What people said: a confirmation is of one shift by one person; whoever takes one in a swap confirms it by that. */
export interface SaidSo {
  /** They took it of their own accord, so that it is confirmed: an override that they made or answered to. */
  readonly isOwnWord: (rotation: string, person: string, span: Span) => boolean
  readonly isConfirmed: (shift: ShiftRef, person: string) => boolean
}

/** Nobody is meant to be there. */
const SILENT: readonly string[] = ['no_layer', 'no_rotation', 'outside_hours']

/** The lines of a post: each of its windows cut wherever anybody changes. */
export function postLines(prepared: PreparedSchedule, windows: readonly Span[], said: SaidSo): readonly PostLine[] {
  return windows.flatMap((window) => {
    const answers = rotationsOf(prepared).map((rotation) => onCallBetween(prepared, rotation, window.start, window.end))
    const cuts = new Set([window.end.getTime()])
    for (const all of answers) {
      for (const [index, one] of all.entries()) {
        if (index === 0 || all[index - 1]?.people.join() !== one.people.join()) cuts.add(one.start.getTime())
      }
    }
    const bounds = [...cuts].sort((one, other) => one - other)
    return bounds.slice(0, -1).map((from, index): PostLine => {
      const line = { start: new Date(from), end: new Date(bounds[index + 1] ?? from) }
      const parts = answers.flatMap((all): PostPart[] => {
        const there = all.find((one) => one.start <= line.start && line.start < one.end)
        if (there === undefined || SILENT.includes(there.why)) return []
        const { rotation } = there
        const shifts = shiftsBetween(prepared, rotation, line.start, line.end).filter((one) => isServedIn(one, line))
        const people = there.people.map((id) => {
          const due = shifts.length > 0 ? shifts : placedWithin(prepared, rotation, id, [line])
          return { id, isConfirmed: isSure({ id, rotation, line, due }, said) }
        })
        return [{ rotation, people }]
      })
      return { ...line, parts }
    })
  })
}

function isSure(
  of: {
    readonly id: string
    readonly rotation: string
    readonly line: Span
    /** What they have to confirm. */
    readonly due: readonly ShiftRef[]
  },
  said: SaidSo,
): boolean {
  const { id, rotation, line, due } = of
  return said.isOwnWord(rotation, id, line) || (due.length > 0 && due.every((one) => said.isConfirmed(one, id)))
}

/** Who is on call in the lines and hasn't said that they'll be there, with the stretches: joined where they follow. */
export function unconfirmedIn(
  lines: readonly PostLine[],
): readonly { readonly person: string; readonly rotation: string; readonly span: Span }[] {
  const found: { person: string; rotation: string; span: Span }[] = []
  for (const { start, end, parts } of lines) {
    for (const { rotation, people } of parts) {
      for (const { id: person, isConfirmed } of people) {
        if (isConfirmed) continue
        const before = found.findLast((one) => one.person === person && one.rotation === rotation)
        if (before !== undefined && before.span.end.getTime() === start.getTime()) {
          before.span = { start: before.span.start, end }
        } else found.push({ person, rotation, span: { start, end } })
      }
    }
  }
  return found
}

/** Stretches of the lines in which a rotation has nobody, joined where they follow. */
export function openIn(lines: readonly PostLine[]): readonly (Span & { readonly rotation: string })[] {
  const found: { rotation: string; start: Date; end: Date }[] = []
  for (const { start, end, parts } of lines) {
    for (const { rotation } of parts.filter(({ people }) => people.length === 0)) {
      const before = found.findLast((one) => one.rotation === rotation)
      if (before !== undefined && before.end.getTime() === start.getTime()) before.end = end
      else found.push({ rotation, start, end })
    }
  }
  return found
}

/** Everybody on call in the lines, in order. */
export function peopleIn(lines: readonly PostLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ parts }) => parts.flatMap(({ people }) => people.map(({ id }) => id))))]
}

/** Who is on call when, and nothing else: two posts that say the same have the same. */
export function signatureOf(lines: readonly PostLine[]): string {
  return lines
    .map(({ start, end, parts }) => {
      const who = parts.map(({ rotation, people }) => `${rotation}=${people.map(({ id }) => id).join('+')}`)
      return `${start.toISOString()}/${end.toISOString()} ${who.join(' ')}`
    })
    .join('\n')
}
