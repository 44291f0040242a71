import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type {
  Block,
  Handoff,
  HolidayLayer,
  Rotation,
  ScheduleSnapshot,
  WeeklyLayer,
  WeekMoment,
} from '../../domain/oncall/schedule.ts'
import type { Finding, Path } from '../problem.ts'
import { parseDuration } from '../values.ts'
import { RULE_DEFAULTS } from './defaults.ts'
import { dayNumberOf, parseHolidayPost, parseWeekMoment } from './notation.ts'
import { Reader } from './reader.ts'
import type { HandoffEntry, NamedRotationEntry, RotationEntry, RulesEntry, WeeklyEntry } from './schema.ts'

export interface ReadRules {
  readonly rules: ScheduleRules
  readonly findings: readonly Finding[]
}

/** The rules with every default filled in, and what of them can't be read in their zone. Places are below `at`. */
export function readRules(entry: RulesEntry, at: Path): ReadRules {
  const reader = new Reader(entry.zone)
  const rules: ScheduleRules = {
    name: entry.name,
    teamId: entry.team,
    zone: entry.zone,
    layers: layersOf(entry, reader, [...at, 'layers']),
    holidayCalendars: (entry.holidays ?? []).map(({ country, region, as }) => ({
      country,
      region: region ?? null,
      as: as ?? 'holiday',
    })),
    holidayDates: (entry.holidayDates ?? []).map((date) => ({ ...date, as: date.as ?? 'holiday' })),
    holidayStrikes: entry.holidayStrikes ?? [],
    blocks: (entry.blocks ?? []).map(
      (block, index): Block => ({
        start: reader.moment(block.from, [...at, 'blocks', index, 'from']),
        end: reader.moment(block.to, [...at, 'blocks', index, 'to']),
        tag: block.tag,
        people: block.people,
      }),
    ),
    readers: Object.fromEntries(
      Object.entries(entry.people ?? {}).map(([person, { languages, skills }]) => [
        person,
        { languages: languages ?? [], skills: skills ?? [] },
      ]),
    ),
    needsLanguages: entry.needs?.languages ?? RULE_DEFAULTS.needsLanguages,
    restHours: entry.rest === undefined ? RULE_DEFAULTS.restHours : hoursOf(entry.rest),
    swapsNeedApproval: entry.swapsNeedApproval ?? RULE_DEFAULTS.swapsNeedApproval,
    keptDaysAYear: entry.keptDaysAYear ?? RULE_DEFAULTS.keptDaysAYear,
    weekendPost: orNone(entry.weekendPost, RULE_DEFAULTS.weekendPost, weekMoment),
    holidayPostDays: orNone(entry.holidayPost, RULE_DEFAULTS.holidayPostDays, daysAhead),
    postChannel: entry.postChannel ?? null,
    userGroup: entry.userGroup ?? null,
    setsTopic: entry.setsTopic ?? RULE_DEFAULTS.setsTopic,
  }
  return { rules, findings: reader.findings }
}

function layersOf(entry: RulesEntry, reader: Reader, at: Path): ScheduleSnapshot['layers'] {
  const { weekday, weekend, holiday } = entry.layers
  return {
    weekday: weekday === undefined ? null : weeklyOf(weekday, reader, [...at, 'weekday']),
    weekend: weekend === undefined ? null : weeklyOf(weekend, reader, [...at, 'weekend']),
    holiday:
      holiday === undefined
        ? null
        : ({
            at: holiday.at ?? usualStart(weekday, reader, [...at, 'holiday']),
            ...commonOf(holiday, reader, [...at, 'holiday']),
          } satisfies HolidayLayer),
  }
}

/** Holidays begin at the weekday layer's handoff, or where it has none with its window; without such a layer they must say. */
function usualStart(weekday: WeeklyEntry | undefined, reader: Reader, at: Path): string {
  if (weekday === undefined) {
    reader.findings.push({ path: [...at, 'at'], code: 'missing', allowed: 'time' })
    return '00:00'
  }
  return weekday.handoff?.at ?? weekMoment(weekday.from).at
}

function weeklyOf(entry: WeeklyEntry, reader: Reader, at: Path): WeeklyLayer {
  return { from: weekMoment(entry.from), to: weekMoment(entry.to), ...commonOf(entry, reader, at) }
}

function commonOf(entry: Pick<WeeklyEntry, 'handoff' | 'turn' | 'anchor' | 'rotations'>, reader: Reader, at: Path) {
  return {
    handoff: entry.handoff === undefined ? null : handoffOf(entry.handoff, reader, [...at, 'handoff']),
    turn: entry.turn ?? 1,
    anchor: entry.anchor,
    rotations: Array.isArray(entry.rotations)
      ? entry.rotations.map((rotation) => rotationOf(rotation.name, rotation))
      : Object.entries(entry.rotations).map(([name, rotation]) => rotationOf(name, rotation)),
  }
}

function handoffOf({ every, on, at }: HandoffEntry, reader: Reader, path: Path): Handoff {
  if (every === 'day') {
    if (on !== undefined)
      reader.findings.push({ path: [...path, 'on'], code: 'not_allowed', value: on, allowed: 'handoff' })
    return { every, at }
  }
  const day = dayNumberOf(on ?? '')
  if (day === null) reader.findings.push({ path: [...path, 'on'], code: 'missing', allowed: 'day_name' })
  return { every, on: day ?? 1, at }
}

function rotationOf(name: string, entry: RotationEntry | NamedRotationEntry): Rotation {
  const whole = Array.isArray(entry) ? { participants: entry } : entry
  return {
    name,
    role: whole.role ?? name,
    zone: whole.zone ?? null,
    hours: whole.hours ?? null,
    participants: whole.participants.map((one) =>
      typeof one === 'string'
        ? { id: one, from: null, to: null }
        : { id: one.id, from: one.from ?? null, to: one.to ?? null },
    ),
    reorderings: whole.lines ?? [],
  }
}

function orNone<T>(typed: string | undefined, usual: T, read: (typed: string) => T): T | null {
  if (typed === undefined) return usual
  return typed === 'none' ? null : read(typed)
}

function weekMoment(typed: string): WeekMoment {
  return passed(parseWeekMoment(typed), typed)
}

function daysAhead(typed: string): number {
  return passed(parseHolidayPost(typed), typed)
}

function hoursOf(rest: string): number {
  return rest === 'none' ? 0 : passed(parseDuration(rest), rest) / 60
}

function passed<T>(value: T | null, typed: string): T {
  if (value === null) throw new Error(`the schema let ${typed} pass`)
  return value
}
