import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { factsOf } from '../../../src/db/stores/digest/facts.ts'
import { type Measures, measure } from '../../../src/domain/digest/measures.ts'
import { type Period, type PeriodKind, periodOf } from '../../../src/domain/digest/periods.ts'
import { testWorld, type World } from '../../support/builders.ts'
import { generateYear } from '../../support/digest/generate.ts'
import { recount } from '../../support/digest/recount.ts'

const SEED = 20_261_123
/** In `test:long` more of them, so that each week has some of each kind. */
const COUNT = process.env.IN_FULL === undefined ? 400 : 1_000
const YEAR = 2026

let world: World
beforeAll(async () => {
  world = await testWorld(`${YEAR + 1}-01-15T00:00:00Z`)
  await world.deps.db.transact((tx) => generateYear(tx, { seed: SEED, count: COUNT, year: YEAR }))
}, 120_000)
afterAll(() => world.end())

async function measured(period: Period): Promise<Measures> {
  const facts = await world.deps.db.read((q) => factsOf(q, { teamId: 'policy', from: period.start, to: period.end }))
  return measure(facts, period)
}

/** The database's arithmetic and ours differ in the last digits of minutes. */
function close(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : expect.closeTo(value, 3)
  if (Array.isArray(value)) return value.map(close)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, close(one)]))
}

/** In the words of the recount. */
function told(of: Measures): unknown {
  const spread = ({ count, median, p90, paused }: Measures['took']['claim']) => [count, median, p90, paused]
  const took = Object.entries(of.took).filter(([, { count }]) => count > 0)
  const kept = (outcome: 'met' | 'breached') =>
    Object.fromEntries(
      Object.entries(of.kept).flatMap(([kind, one]) => (one[outcome] > 0 ? [[kind, one[outcome]]] : [])),
    )
  const { filed, byCategory, bySeverity, byLanguage, byDepartment, duplicates, withdrawn, restricted, resolved } = of
  return {
    ...{ filed, byCategory, bySeverity, byLanguage, byDepartment, duplicates, withdrawn, restricted, resolved },
    reopened: of.reopened,
    open: of.open,
    ...of.backlog,
    met: kept('met'),
    breached: kept('breached'),
    took: Object.fromEntries(took.map(([kind, one]) => [kind, spread(one)])),
    helpful: of.helpful.yes,
    unhelpful: of.helpful.no,
    rootCauses: of.rootCauses,
    pages: of.pages.count,
    atNight: of.pages.atNight,
    seen: spread(of.pages.seen).slice(0, 3),
  }
}

async function expectSame(period: Period): Promise<void> {
  const { kind, on, zone } = period
  const step = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } }[kind]
  const to = Temporal.PlainDate.from(on).add(step).toString()
  const counted = await world.deps.db.read((q) => recount(q, { teamId: 'policy', zone, from: on, to }))
  const empty = Object.fromEntries(Object.entries(counted).map(([key, value]) => [key, value ?? {}]))
  expect({ of: `${kind} ${on} ${zone}`, ...Object(told(await measured(period))) }).toEqual({
    of: `${kind} ${on} ${zone}`,
    ...Object(close(empty)),
  })
}

const ZONES = ['America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe']

test.each(ZONES)(
  'every figure of every month and week, and of days round both changes of the clock, in %s',
  async (zone) => {
    const periods = new Map<string, Period>()
    const add = (kind: PeriodKind, on: string) => {
      const period = periodOf(kind, on, zone)
      periods.set(`${kind} ${period.on}`, period)
    }
    for (let month = 1; month <= 12; month += 1) add('month', `${YEAR}-${String(month).padStart(2, '0')}-01`)
    for (let day = Temporal.PlainDate.from(`${YEAR}-01-05`); day.year === YEAR; day = day.add({ weeks: 1 }))
      add('week', `${day}`)
    for (const around of ['03-08', '03-29', '04-05', '10-04', '10-25', '11-01']) {
      const day = Temporal.PlainDate.from(`${YEAR}-${around}`)
      for (const days of [-1, 0, 1]) add('day', `${day.add({ days })}`)
    }
    for (const period of periods.values()) await expectSame(period)
    expect(periods.size).toBeGreaterThan(75)
  },
)
