import type { Language } from '../language.ts'
import type { Standing } from './overlay.ts'
import type { PreparedSchedule } from './prepare.ts'
import type { Reader } from './rules.ts'
import { type Gap, LAYERS, type LayerName, type Span } from './schedule.ts'
import { type Moment, momentsBetween } from './together.ts'

/** Nobody on call reads a language from … to …. */
export interface LanguageGap extends Span {
  readonly language: Language
}

/**
 * Where a role has nobody in `[from, to)`, in order of start. Only what is planned can be a gap: where no layer has a window,
 * or the one in force hasn't a rotation of that role, nothing is reported, unless an override or a block declares it.
 * Outside a rotation's hours another of the same role may stand in (SCHEDULES, Layers).
 */
export function gapsBetween(prepared: PreparedSchedule, from: Date, to: Date): readonly Gap[] {
  const byRole = new Map<string, Gap[]>()
  for (const moment of momentsBetween(prepared, from, to)) {
    for (const gap of gapsAt(prepared, moment)) {
      const gaps = byRole.get(gap.role) ?? []
      byRole.set(gap.role, gaps)
      const last = gaps.at(-1)
      if (last !== undefined && continues(last, gap)) gaps.splice(-1, 1, { ...last, end: gap.end })
      else gaps.push(gap)
    }
  }
  return [...byRole.values()].flat().sort((one, other) => one.start.getTime() - other.start.getTime())
}

function gapsAt(prepared: PreparedSchedule, moment: Moment): readonly Gap[] {
  const roles = new Map<string, { isStaffed: boolean; empty: Map<string, Standing> }>()
  for (const [rotation, answer] of moment.answers) {
    const name = roleOf(prepared, rotation, moment.layer)
    const role = roles.get(name) ?? { isStaffed: false, empty: new Map<string, Standing>() }
    roles.set(name, role)
    if (answer.people.length > 0) role.isStaffed = true
    else if (answer.why !== 'no_layer' && answer.why !== 'no_rotation') role.empty.set(rotation, answer)
  }
  return [...roles].flatMap(([role, { isStaffed, empty }]) => {
    // Outside its hours nobody was meant to be there: another's reason says more.
    const all = [...empty.values()]
    const tells = all.find(({ why }) => why !== 'outside_hours') ?? all[0]
    if (isStaffed || tells === undefined) return []
    const { layer, why } = tells
    return [
      { role, rotations: [...empty.keys()], start: new Date(moment.start), end: new Date(moment.end), layer, why },
    ]
  })
}

/** On the layer in force, or where that hasn't the rotation, on the first that has. */
function roleOf(prepared: PreparedSchedule, rotation: string, inForce: LayerName | null): string {
  const layers = inForce === null ? LAYERS : [inForce, ...LAYERS]
  for (const layer of layers) {
    const place = prepared.place(rotation, layer)
    if (place !== null) return place.rotation.role
  }
  return rotation
}

function continues(last: Gap, next: Gap): boolean {
  return (
    last.end.getTime() === next.start.getTime() &&
    last.layer === next.layer &&
    last.why === next.why &&
    last.rotations.join('\n') === next.rotations.join('\n')
  )
}

/**
 * Where people are on call and none of them reads a language, in `[from, to)`. Where nobody is on call at all that is a gap
 * and told as one. `readers` by Slack user id; of whom nothing is said reads none.
 */
export function languageGapsBetween(
  prepared: PreparedSchedule,
  readers: Readonly<Record<string, Reader>>,
  languages: readonly Language[],
  from: Date,
  to: Date,
): readonly LanguageGap[] {
  if (languages.length === 0) return []
  const gaps: LanguageGap[] = []
  const open = new Map<Language, LanguageGap>()
  for (const { start, end, answers } of momentsBetween(prepared, from, to)) {
    const people = [...answers.values()].flatMap((answer) => answer.people)
    for (const language of languages) {
      if (people.length === 0 || people.some((person) => readers[person]?.languages.includes(language))) continue
      const before = open.get(language)
      const joins = before !== undefined && before.end.getTime() === start
      const gap = { language, start: joins ? before.start : new Date(start), end: new Date(end) }
      if (joins) gaps.splice(gaps.indexOf(before), 1, gap)
      else gaps.push(gap)
      open.set(language, gap)
    }
  }
  return gaps
}
