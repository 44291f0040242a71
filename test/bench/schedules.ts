import { existsSync, readdirSync } from 'node:fs'
import { onCallBetween } from '../../src/domain/oncall/between.ts'
import { type PreparedSchedule, prepareSchedule, rotationsOf } from '../../src/domain/oncall/prepare.ts'
import type { ScheduleSnapshot } from '../../src/domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts'
import {
  add,
  holiday,
  holidayLayer,
  replace,
  rotation,
  schedule,
  weekdayLayer,
  weekendLayer,
} from '../support/oncall-schedules.ts'

type Print = (line: string) => void

const FROM = new Date('2026-01-01T00:00:00Z')
const TO = new Date('2027-01-01T00:00:00Z')
const MINUTE_MS = 60_000
const QUESTIONS = 10_000

const ZONES = [
  'America/New_York',
  'Europe/Madrid',
  'America/Mexico_City',
  'America/Santiago',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
]
const HOLIDAYS = [
  '01-01',
  '01-06',
  '02-05',
  '03-16',
  '04-03',
  '05-01',
  '07-03',
  '09-07',
  '11-02',
  '11-26',
  '12-08',
  '12-25',
]

/** Fifty people on twelve schedules in six zones, with holidays, kept days, overrides and swaps. */
function organisation(): readonly ScheduleSnapshot[] {
  const people = Array.from({ length: 50 }, (_, index) => `U${String(index + 1).padStart(2, '0')}`)
  return Array.from({ length: 12 }, (_, index) => {
    const team = Array.from({ length: 14 }, (_each, member) => people[(index * 4 + member) % people.length] ?? '')
    const turned = [...team.slice(5), ...team.slice(0, 5)]
    const both = () => [rotation('primary', team), rotation('backup', turned)]
    return schedule(
      {
        weekday: weekdayLayer({ rotations: both(), turn: index % 3 === 0 ? 5 : 1 }),
        weekend: weekendLayer({ rotations: both() }),
        holiday: holidayLayer({ rotations: both() }),
      },
      {
        name: `team-${index + 1}`,
        zone: ZONES[index % ZONES.length] ?? 'UTC',
        holidays: HOLIDAYS.map((day, at) => holiday(`2026-${day}`, at % 4 === 3 ? 'weekend' : 'holiday')),
        keptDays: team.map((person, at) => ({
          person,
          from: `2026-${String((at % 12) + 1).padStart(2, '0')}-10`,
          to: `2026-${String((at % 12) + 1).padStart(2, '0')}-14`,
          declaredAt: FROM,
        })),
        overrides: Array.from({ length: 24 }, (_each, at) => {
          const start = new Date(FROM.getTime() + at * 15 * 24 * 60 * MINUTE_MS).toISOString()
          const end = new Date(Date.parse(start) + 36 * 60 * MINUTE_MS).toISOString()
          const person = team[at % team.length] ?? ''
          return at % 4 === 3 ? add(person, start, end) : replace(person, turned[at % team.length] ?? '', start, end)
        }),
      },
    )
  })
}

function prepareAndResolve(snapshots: readonly ScheduleSnapshot[]): readonly PreparedSchedule[] {
  return snapshots.map((snapshot) => {
    const prepared = prepareSchedule(snapshot)
    for (const name of rotationsOf(prepared)) onCallBetween(prepared, name, FROM, TO)
    return prepared
  })
}

/** Machine time and the processor's, in milliseconds: the second is what counts where others work on this machine. */
function timed<T>(what: () => T): { readonly value: T; readonly ms: number; readonly cpuMs: number } {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const value = what()
  const { user, system } = process.cpuUsage(cpu)
  return { value, ms: performance.now() - start, cpuMs: (user + system) / 1000 }
}

const figure = (ms: number) => (ms < 1 ? `${(ms * 1000).toFixed(1)} µs` : `${ms.toFixed(1)} ms`)

/** Issue 4, Show 6: a year of a whole organisation below 200 ms, an instant below 1 ms, and how the brute-force model does. */
export async function benchSchedules(print: Print): Promise<void> {
  const snapshots = organisation()
  let prepared: readonly PreparedSchedule[] = []
  for (let run = 1; run <= 5; run += 1) {
    const { value, ms, cpuMs } = timed(() => prepareAndResolve(snapshots))
    prepared = value
    const which = run === 1 ? 'first, cold' : `run ${run}`
    print(`prepare and resolve a year, 50 people, 12 schedules (${which}): ${figure(ms)}, processor ${figure(cpuMs)}`)
  }
  const minutes = (TO.getTime() - FROM.getTime()) / MINUTE_MS
  const instants = timed(() => {
    for (let index = 0; index < QUESTIONS; index += 1) {
      const one = prepared[index % prepared.length]
      const at = new Date(FROM.getTime() + ((index * 7919) % minutes) * MINUTE_MS)
      if (one !== undefined) whoIsOnCall(one, 'primary', at)
    }
  })
  print(`an instant afterwards: ${figure(instants.ms / QUESTIONS)}, processor ${figure(instants.cpuMs / QUESTIONS)}`)
  await compare(snapshots, print)
}

type Model = (snapshot: ScheduleSnapshot, rotation: string, at: Date) => unknown

/** The model walks minute by minute: it is asked for a day of one schedule, and the ratio is per minute answered. */
async function compare(snapshots: readonly ScheduleSnapshot[], print: Print): Promise<void> {
  const model = await brutally()
  const snapshot = snapshots[0]
  if (model === null || snapshot === undefined) return print('no brute-force model to compare with')
  const noon = FROM.getTime() + 180 * 24 * 60 * MINUTE_MS
  const at = Array.from({ length: 24 * 60 }, (_, index) => new Date(noon + index * MINUTE_MS))
  const ours = timed(() => {
    const fresh = prepareSchedule(snapshot)
    for (const one of at) whoIsOnCall(fresh, 'primary', one)
  })
  const theirs = timed(() => {
    for (const one of at) model(snapshot, 'primary', one)
  })
  print(`a day minute by minute, prepared afresh: ${figure(ours.cpuMs)}; model ${figure(theirs.cpuMs)}`)
  print(`ratio to the brute-force model: 1 : ${(theirs.cpuMs / ours.cpuMs).toFixed(0)}`)
}

async function brutally(): Promise<Model | null> {
  const folder = new URL('../support/oncall-model/', import.meta.url)
  if (!existsSync(folder)) return null
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.ts'))) {
    const { modelOnCall }: { modelOnCall?: Model } = await import(new URL(name, folder).href)
    if (modelOnCall !== undefined) return modelOnCall
  }
  return null
}
