import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type {
  Block,
  Deactivation,
  Handoff,
  HolidayLayer,
  KeptDays,
  Override,
  Rotation,
  ScheduleSnapshot,
  ShiftRef,
  Swap,
  WeeklyLayer,
  WeekMoment,
} from '../../domain/oncall/schedule.ts'
import type { Finding, Path } from '../problem.ts'
import { parseDuration } from '../values.ts'
import { RULE_DEFAULTS } from './defaults.ts'
import { dayNumberOf, parseHolidayPost, parseWeekMoment, readMoment } from './notation.ts'
import type {
  HandoffEntry,
  NamedRotationEntry,
  OverrideEntry,
  RotationEntry,
  RulesEntry,
  ScheduleEntry,
  WeeklyEntry,
} from './schema.ts'
import type { ScheduleSettings } from './types.ts'

/** Reads moments on the schedule's wall clock, and collects those that can't be read there. */
class Reader {
  readonly findings: Finding[] = []
  readonly zone: string

  constructor(zone: string) {
    this.zone = zone
  }

  /** The instant; where there is none it is found, and an instant stands in its place so that the rest can be looked at. */
  moment(typed: string, path: Path): Date {
    const reading = readMoment(typed, this.zone)
    if (reading.kind === 'instant') return reading.at
    this.findings.push(
      reading.kind === 'none'
        ? { path, code: 'not_allowed', value: typed, allowed: 'moment' }
        : {
            path,
            code: reading.kind === 'skipped' ? 'skipped_time' : 'repeated_time',
            value: typed,
            allowed: 'readings',
            known: reading.readings,
          },
    )
    return new Date(Number.NaN)
  }
}

export interface ReadRules {
  readonly rules: ScheduleRules
  readonly findings: readonly Finding[]
}

export interface ReadSchedule {
  readonly schedule: ScheduleSettings
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

/** The rules, and what happens one by one. */
export function readSchedule(entry: ScheduleEntry, at: Path): ReadSchedule {
  const { rules, findings } = readRules(entry, at)
  const reader = new Reader(entry.zone)
  const schedule: ScheduleSettings = {
    rules,
    overrides: (entry.overrides ?? []).flatMap((one, index) => overrideOf(one, reader, [...at, 'overrides', index])),
    swaps: (entry.swaps ?? []).map((one, index): Swap => {
      const path = [...at, 'swaps', index]
      return {
        shift: shiftOf(one, reader, path),
        giver: one.giver,
        taker: one.taker,
        inReturn: one.inReturn === undefined ? null : shiftOf(one.inReturn, reader, [...path, 'inReturn']),
      }
    }),
    keptDays: (entry.away ?? []).map(
      (one, index): KeptDays => ({
        ...one,
        declaredAt: reader.moment(one.declaredAt, [...at, 'away', index, 'declaredAt']),
      }),
    ),
    deactivations: (entry.deactivated ?? []).map((one, index): Deactivation => {
      const path = [...at, 'deactivated', index]
      return {
        person: one.person,
        at: reader.moment(one.at, [...path, 'at']),
        until: one.until === undefined ? null : reader.moment(one.until, [...path, 'until']),
      }
    }),
  }
  return { schedule, findings: [...findings, ...reader.findings] }
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

function overrideOf(entry: OverrideEntry, reader: Reader, at: Path): Override[] {
  const start = reader.moment(entry.from, [...at, 'from'])
  const end = reader.moment(entry.to, [...at, 'to'])
  const common = { start, end, reason: entry.reason ?? null }
  const { replace, by, add, nobody, rotation } = entry
  const kinds = [replace, add, nobody].filter((one) => one !== undefined)
  const misplaced = (key: 'by' | 'rotation', value: string | undefined): boolean => {
    if (value === undefined) return false
    reader.findings.push({ path: [...at, key], code: 'not_allowed', value, allowed: 'override' })
    return true
  }
  const missing = (key: 'by' | 'rotation', allowed: 'person' | 'rotation_name'): Override[] => {
    reader.findings.push({ path: [...at, key], code: 'missing', allowed })
    return []
  }
  if (kinds.length !== 1) {
    reader.findings.push({ path: at, code: 'not_allowed', value: Object.keys(entry).join(', '), allowed: 'override' })
    return []
  }
  if (replace !== undefined) {
    if (misplaced('rotation', rotation)) return []
    return by === undefined ? missing('by', 'person') : [{ kind: 'replace', subject: replace, by, ...common }]
  }
  if (misplaced('by', by)) return []
  if (rotation === undefined) return missing('rotation', 'rotation_name')
  return [
    add === undefined ? { kind: 'nobody', rotation, ...common } : { kind: 'add', rotation, subject: add, ...common },
  ]
}

function shiftOf(
  entry: { readonly rotation: string; readonly layer: ShiftRef['layer']; readonly shift: string },
  reader: Reader,
  at: Path,
): ShiftRef {
  return { rotation: entry.rotation, layer: entry.layer, start: reader.moment(entry.shift, [...at, 'shift']) }
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
