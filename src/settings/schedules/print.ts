import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Handoff, HolidayLayer, Override, Rotation, ShiftRef, WeeklyLayer } from '../../domain/oncall/schedule.ts'
import { printDuration } from '../values.ts'
import { dayNameOf, printMoment, printWeekMoment } from './notation.ts'
import type { HandoffEntry, OverrideEntry, RotationEntry, RulesEntry, ScheduleEntry } from './schema.ts'
import type { ScheduleSettings } from './types.ts'

/**
 * The rules in the form of the settings file, every default written out: plain JSON, the same for the same rules. Reading
 * it again (`parseScheduleRules`) gives the same rules. Moments carry their offset. Rotations are a list, since `jsonb`
 * doesn't keep the order of keys.
 */
export function entryOf(rules: ScheduleRules): RulesEntry {
  return entryWith(rules, (rotations) => rotations.map((one) => ({ name: one.name, ...wholeEntry(one) })))
}

function entryWith(
  rules: ScheduleRules,
  rotationsEntry: (rotations: readonly Rotation[]) => RotationsEntry,
): RulesEntry {
  const { weekday, weekend, holiday } = rules.layers
  return {
    name: rules.name,
    team: rules.teamId,
    zone: rules.zone,
    holidays: rules.holidayCalendars.map(({ country, region, as }) => ({
      country,
      ...(region === null ? {} : { region }),
      as,
    })),
    holidayDates: rules.holidayDates.map(({ on, name, as }) => ({ on, name, as })),
    holidayStrikes: [...rules.holidayStrikes],
    layers: {
      ...(weekday === null ? {} : { weekday: weeklyEntry(weekday, rotationsEntry) }),
      ...(weekend === null ? {} : { weekend: weeklyEntry(weekend, rotationsEntry) }),
      ...(holiday === null ? {} : { holiday: { at: holiday.at, ...layerEntry(holiday, rotationsEntry) } }),
    },
    blocks: rules.blocks.map(({ start, end, tag, people }) => ({
      from: printMoment(start, rules.zone),
      to: printMoment(end, rules.zone),
      tag,
      people: Object.fromEntries(Object.entries(people).map(([rotation, ids]) => [rotation, [...ids]])),
    })),
    people: Object.fromEntries(
      Object.entries(rules.readers).map(([person, { languages, skills }]) => [
        person,
        { languages: [...languages], skills: [...skills] },
      ]),
    ),
    needs: { languages: [...rules.needsLanguages] },
    rest: rules.restHours === 0 ? 'none' : printDuration(Math.round(rules.restHours * 60)),
    swapsNeedApproval: rules.swapsNeedApproval,
    keptDaysAYear: rules.keptDaysAYear,
    weekendPost: rules.weekendPost === null ? 'none' : printWeekMoment(rules.weekendPost),
    holidayPost: rules.holidayPostDays === null ? 'none' : `${rules.holidayPostDays} days`,
    ...(rules.postChannel === null ? {} : { postChannel: rules.postChannel }),
    ...(rules.userGroup === null ? {} : { userGroup: rules.userGroup }),
    setsTopic: rules.setsTopic,
  }
}

/** A schedule as it stands in the settings file: the rules, and what happens one by one where there is any. */
export function scheduleEntryOf(schedule: ScheduleSettings): ScheduleEntry {
  const { rules, overrides, swaps, keptDays, deactivations } = schedule
  const moment = (at: Date) => printMoment(at, rules.zone)
  const shift = ({ rotation, layer, start }: ShiftRef) => ({ rotation, layer, shift: moment(start) })
  return {
    ...entryWith(rules, (rotations) => Object.fromEntries(rotations.map((one) => [one.name, rotationEntry(one)]))),
    ...ifAny({ overrides: overrides.map((one) => overrideEntry(one, moment)) }),
    ...ifAny({
      swaps: swaps.map((one) => ({
        ...shift(one.shift),
        giver: one.giver,
        taker: one.taker,
        ...(one.inReturn === null ? {} : { inReturn: shift(one.inReturn) }),
      })),
    }),
    ...ifAny({
      away: keptDays.map(({ person, from, to, declaredAt }) => ({ person, from, to, declaredAt: moment(declaredAt) })),
    }),
    ...ifAny({
      deactivated: deactivations.map(({ person, at, until }) => ({
        person,
        at: moment(at),
        ...(until === null ? {} : { until: moment(until) }),
      })),
    }),
  }
}

function ifAny<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return Object.values(lists).some((one) => one.length > 0) ? lists : {}
}

type RotationsEntry = NonNullable<RulesEntry['layers']['holiday']>['rotations']

function weeklyEntry(layer: WeeklyLayer, rotationsEntry: (rotations: readonly Rotation[]) => RotationsEntry) {
  return { from: printWeekMoment(layer.from), to: printWeekMoment(layer.to), ...layerEntry(layer, rotationsEntry) }
}

function layerEntry(
  { handoff, turn, anchor, rotations }: WeeklyLayer | HolidayLayer,
  rotationsEntry: (rotations: readonly Rotation[]) => RotationsEntry,
) {
  return {
    ...(handoff === null ? {} : { handoff: handoffEntry(handoff) }),
    turn,
    anchor,
    rotations: rotationsEntry(rotations),
  }
}

function handoffEntry(handoff: Handoff): HandoffEntry {
  if (handoff.every === 'day') return { every: 'day', at: handoff.at }
  return { every: 'week', on: dayNameOf(handoff.on), at: handoff.at }
}

/** A plain list where nothing else is said of it. */
function rotationEntry(rotation: Rotation): RotationEntry {
  const entry = wholeEntry(rotation)
  return Object.keys(entry).length === 1 ? entry.participants : entry
}

function wholeEntry({ name, role, zone, hours, participants, reorderings }: Rotation) {
  return {
    participants: participants.map(({ id, from, to }) =>
      from === null && to === null ? id : { id, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) },
    ),
    ...(role === name ? {} : { role }),
    ...(zone === null ? {} : { zone }),
    ...(hours === null ? {} : { hours: { from: hours.from, to: hours.to } }),
    ...(reorderings.length === 0 ? {} : { lines: reorderings.map(({ on, order }) => ({ on, order: [...order] })) }),
  }
}

function overrideEntry(one: Override, moment: (at: Date) => string): OverrideEntry {
  const times = { from: moment(one.start), to: moment(one.end) }
  const reason = one.reason === null ? {} : { reason: one.reason }
  switch (one.kind) {
    case 'replace':
      return { ...times, replace: one.subject, by: one.by, ...reason }
    case 'add':
      return { ...times, add: one.subject, rotation: one.rotation, ...reason }
    case 'nobody':
      return { ...times, nobody: true, rotation: one.rotation, ...reason }
  }
}
