import type { Deactivation, KeptDays, Override, ShiftRef, Swap } from '../../domain/oncall/schedule.ts'
import type { Finding, Path } from '../problem.ts'
import { readRules } from './read.ts'
import { Reader } from './reader.ts'
import type { OverrideEntry, ScheduleEntry } from './schema.ts'
import type { ScheduleSettings } from './types.ts'

export interface ReadSchedule {
  readonly schedule: ScheduleSettings
  readonly findings: readonly Finding[]
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
