import { prepareSchedule } from '../domain/oncall/prepare.ts'
import type { Holiday } from '../domain/oncall/schedule.ts'
import { whoIsOnCall } from '../domain/oncall/who-is-on-call.ts'
import { holidaysAround } from './holidays.ts'
import { playgroundSettings } from './playground.ts'
import { readSchedules } from './schedules/parse.ts'
import { scheduleEntry } from './schedules/schema.ts'
import { snapshotOf } from './schedules/snapshot.ts'
import type { ScheduleSettings } from './schedules/types.ts'
import type { Settings } from './types.ts'

const [A, B, C, D] = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC', 'U0SPECIALISTD'] as const
const PEOPLE = [A, C, B, D]

/** The same line, begun elsewhere. */
function begunAt(people: readonly string[], first: number): readonly string[] {
  return people.map((_, index) => people[(index + first) % people.length] ?? A)
}

/** `first`: with whom the lines begin. The backup is two further on. On one weekend in two nobody reads Spanish: a gap to look at. */
function core(first: number): ScheduleSettings {
  const primary = begunAt(PEOPLE, first)
  const backup = begunAt(primary, 2)
  const entry = scheduleEntry.parse({
    name: 'core',
    team: 'policy',
    zone: 'America/New_York',
    holidays: [
      { country: 'US', region: 'NY' },
      { country: 'MX', as: 'weekend' },
      { country: 'ES', region: 'MD', as: 'weekend' },
    ],
    layers: {
      weekday: {
        ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-01-05' },
        rotations: { primary, backup },
      },
      weekend: {
        ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-01-02' },
        rotations: { primary, backup: begunAt([...backup.slice(1), ...backup.slice(0, 1)], 0) },
      },
      holiday: { at: '09:00', anchor: '2026-01-01', rotations: { primary, backup } },
    },
    people: {
      [A]: { languages: ['es', 'en'] },
      [B]: { languages: ['en'] },
      [C]: { languages: ['es', 'en'] },
      [D]: { languages: ['en'] },
    },
    needs: { languages: ['es'] },
  })
  const [schedule] = readSchedules([entry], null).schedules
  if (schedule === undefined) throw new Error('the playground has a schedule')
  return schedule
}

/** Who is on call as primary at an instant. Holidays count: those treated as weekends take turns of the weekend's line. */
function primaryAt({ rules }: ScheduleSettings, holidays: readonly Holiday[], at: Date): string | undefined {
  const nothing = { overrides: [], swaps: [], keptDays: [], deactivations: [], checkpoints: [] }
  return whoIsOnCall(prepareSchedule(snapshotOf({ rules, holidays, ...nothing })), 'primary', at).people[0]
}

/** The playground with a schedule in which Specialist A is on call at `now` (SCREENS 12). */
export function playgroundWithSchedule(now: Date): Settings {
  const all = PEOPLE.map((_, first) => core(first))
  const year = now.getUTCFullYear()
  const [from, to] = [new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1))]
  const holidays = holidaysAround(core(0).rules, from, to)
  const schedule = all.find((one) => primaryAt(one, holidays, now) === A) ?? core(0)
  return { ...playgroundSettings, schedules: [schedule], digests: ['daily', 'weekly'] }
}
