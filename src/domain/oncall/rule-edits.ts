import type { DutyRefusal } from './duty-refusal.ts'
import type { HolidayDate, ScheduleRules } from './rules.ts'
import {
  type Holiday,
  type HolidayTreatment,
  LAYERS,
  type LayerName,
  type Participant,
  type Rotation,
} from './schedule.ts'

/** What a lead may change of the holidays: dated local days of the schedule's zone. */
export type HolidayEdit =
  | { readonly kind: 'add'; readonly on: string; readonly name: string; readonly as: HolidayTreatment }
  | { readonly kind: 'rename'; readonly on: string; readonly name: string }
  | { readonly kind: 'treat'; readonly on: string; readonly as: HolidayTreatment }
  | { readonly kind: 'strike'; readonly on: string }
  /** A struck one stands again. */
  | { readonly kind: 'restore'; readonly on: string }

/** What a lead may change of a line, on local dates of the schedule's zone. */
export type LineEdit = { readonly layer: LayerName; readonly rotation: string; readonly on: string } & (
  | { readonly kind: 'add'; readonly person: string }
  /** In for turns that begin before `on`. */
  | { readonly kind: 'end'; readonly person: string }
  /** The line from `on` on: who isn't named follows in the order that they had. */
  | { readonly kind: 'reorder'; readonly order: readonly string[] }
  /** `by` takes the person's place in the line as it stands. */
  | { readonly kind: 'replace'; readonly person: string; readonly by: string; readonly line: readonly string[] }
)

export type Edited =
  | { readonly ok: true; readonly rules: ScheduleRules }
  | { readonly ok: false; readonly why: DutyRefusal }

/** The rules with the holidays edited. `holidays` are those of the schedule as it stands; the past, and today, are refused. */
export function editHolidays(
  rules: ScheduleRules,
  edits: readonly HolidayEdit[],
  at: { readonly today: string; readonly holidays: readonly Holiday[] },
): Edited {
  let { holidayDates: dates, holidayStrikes: strikes } = rules
  const put = (date: HolidayDate) => {
    dates = [...dates.filter((one) => one.on !== date.on), date].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  }
  for (const edit of edits) {
    const { on } = edit
    if (on <= at.today) return no({ code: 'past_day', on })
    const known = dates.find((one) => one.on === on) ?? at.holidays.find((one) => one.on === on)
    switch (edit.kind) {
      case 'add':
        put({ on, name: edit.name, as: edit.as })
        strikes = strikes.filter((one) => one !== on)
        break
      case 'rename':
      case 'treat': {
        if (known === undefined) return no({ code: 'not_a_holiday', on })
        const { name, as } = known
        put({ on, name: edit.kind === 'rename' ? edit.name : name, as: edit.kind === 'treat' ? edit.as : as })
        break
      }
      case 'strike':
        if (known === undefined) return no({ code: 'not_a_holiday', on })
        // One that only a lead added is gone with that.
        dates = dates.filter((one) => one.on !== on)
        if (!strikes.includes(on)) strikes = [...strikes, on].toSorted()
        break
      case 'restore':
        if (!strikes.includes(on)) return no({ code: 'not_a_holiday', on })
        strikes = strikes.filter((one) => one !== on)
        break
    }
  }
  return changed(rules, { ...rules, holidayDates: dates, holidayStrikes: strikes })
}

/** The rules with lines edited; today is the first date that an edit may name, and binds turns that begin after it is made. */
export function editLines(rules: ScheduleRules, edits: readonly LineEdit[], today: string): Edited {
  let next = rules
  for (const edit of edits) {
    if (edit.on < today) return no({ code: 'past_day', on: edit.on })
    const layer = next.layers[edit.layer]
    const rotation = layer?.rotations.find((one) => one.name === edit.rotation)
    if (layer === null || rotation === undefined) return no({ code: 'unknown_rotation', rotation: edit.rotation })
    const edited = editLine(rotation, edit)
    if ('code' in edited) return no(edited)
    const rotations = layer.rotations.map((one) => (one === rotation ? edited : one))
    next = { ...next, layers: { ...next.layers, [edit.layer]: { ...layer, rotations } } }
  }
  return changed(rules, next)
}

function editLine(rotation: Rotation, edit: LineEdit): Rotation | DutyRefusal {
  const { on } = edit
  switch (edit.kind) {
    case 'add':
      return join(rotation, edit.person, on)
    case 'end':
      return leave(rotation, edit.person, on)
    case 'reorder':
      return reorder(rotation, on, edit.order)
    case 'replace': {
      if (edit.person === edit.by) return { code: 'same_person', personId: edit.by }
      const left = leave(rotation, edit.person, on)
      if ('code' in left) return left
      const joined = isIn(left.participants, edit.by, on) ? left : join(left, edit.by, on)
      if ('code' in joined) return joined
      const line = edit.line.filter((one) => one !== edit.by).map((one) => (one === edit.person ? edit.by : one))
      return reorder(joined, on, line)
    }
  }
}

function join(rotation: Rotation, person: string, on: string): Rotation | DutyRefusal {
  const { participants } = rotation
  // Who is in, or will be, isn't in twice at a time.
  if (participants.some((one) => one.id === person && (one.to === null || one.to > on))) {
    return { code: 'nothing_changed' }
  }
  return { ...rotation, participants: [...participants, { id: person, from: on, to: null }] }
}

function leave(rotation: Rotation, person: string, on: string): Rotation | DutyRefusal {
  if (!rotation.participants.some((one) => one.id === person && (one.to === null || one.to > on))) {
    return { code: 'nothing_changed' }
  }
  const participants = rotation.participants.flatMap((one): readonly Participant[] => {
    if (one.id !== person || (one.to !== null && one.to <= on)) return [one]
    // They never came in.
    return one.from !== null && one.from >= on ? [] : [{ ...one, to: on }]
  })
  return { ...rotation, participants }
}

function reorder(rotation: Rotation, on: string, order: readonly string[]): Rotation {
  const known = order.filter((person) => isIn(rotation.participants, person, on))
  const reorderings = [...rotation.reorderings.filter((one) => one.on !== on), { on, order: [...new Set(known)] }]
  return { ...rotation, reorderings: reorderings.toSorted((a, b) => (a.on < b.on ? -1 : 1)) }
}

function isIn(participants: readonly Participant[], person: string, on: string): boolean {
  return participants.some(
    (one) => one.id === person && (one.from === null || one.from <= on) && (one.to === null || one.to > on),
  )
}

function changed(before: ScheduleRules, rules: ScheduleRules): Edited {
  const isSame =
    JSON.stringify([before.layers, before.holidayDates, before.holidayStrikes]) ===
    JSON.stringify([rules.layers, rules.holidayDates, rules.holidayStrikes])
  return isSame ? no({ code: 'nothing_changed' }) : { ok: true, rules }
}

function no(why: DutyRefusal): Edited {
  return { ok: false, why }
}

/** The layers on which somebody has a place in a line on or after a date. */
export function placesOf(
  rules: Pick<ScheduleRules, 'layers'>,
  person: string,
  onOrAfter: string,
): readonly { readonly layer: LayerName; readonly rotation: string }[] {
  return LAYERS.flatMap((layer) =>
    (rules.layers[layer]?.rotations ?? [])
      .filter((one) => one.participants.some((who) => who.id === person && (who.to === null || who.to > onOrAfter)))
      .map((one) => ({ layer, rotation: one.name })),
  )
}
