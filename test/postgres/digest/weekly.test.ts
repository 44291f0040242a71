import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { escNumber } from '../../../src/domain/escalation/words.ts'
import { digestLines, digestTable } from '../../../src/i18n/digest-lines.ts'
import { validateMessage } from '../../../src/playground/block-kit.ts'
import { weeklyDigestMessage } from '../../../src/slack/blocks/digest/weekly.ts'
import { weeklyDigest } from '../../../src/usecases/digest/weekly-digest.ts'
import { A, B, testWorld, type World } from '../../support/builders.ts'
import { generateYear } from '../../support/digest/generate.ts'
import { runDueDuties, takeUp } from '../../support/duty.ts'

/** A and B by turns, round the clock; from Saturday the 28th on the layer has nobody for a day. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'America/New_York',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'monday 09:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-02' },
      rotations: { primary: [A.id, B.id] },
    },
  },
  overrides: [{ from: '2026-11-28T09:00', to: '2026-11-29T09:00', nobody: true, rotation: 'primary' }],
}

let world: World
beforeAll(async () => {
  world = await testWorld('2026-11-15T15:00:00Z')
  await world.deps.db.transact((tx) => generateYear(tx, { seed: 7, count: 1_500, year: 2026 }))
  await takeUp(world, CORE)
  for (let day = 0; day < 8; day += 1) {
    world.clock.advance(24 * 60)
    await runDueDuties(world)
  }
}, 120_000)
afterAll(() => world.end())

const WEEK = { teamId: 'policy', on: '2026-11-18' }

test('what leads read on Monday, in English and in Spanish', async () => {
  const digest = await weeklyDigest(world.deps, WEEK)
  const en = digestLines(digest, 'en', (text) => text)
  const es = digestLines(digest, 'es', (text) => text)
  expect([en, es]).toMatchInlineSnapshot(`
    [
      {
        "late": [
          "ESC-100257, resolution: not yet",
          "ESC-100678, claim: not yet",
          "ESC-100716, resolution: not yet",
          "ESC-101090, claim: not yet",
          "ESC-101373, claim: not yet",
        ],
        "load": [
          "most: U0SPECIALISTA 87 h, 26 h at night",
          "least: U0SPECIALISTB 81 h, 30 h at night",
          "🔒 2 restricted, counted only",
        ],
        "policy": [
          "Policy unclear 2 times, 1 on “4.2”",
          "Policy missing 2 times, 2 on “4.2”",
        ],
        "promises": [
          "claimed on time 39 % (35) · median 1 h 56 min",
          "first update 18 % (6) · median 7 h 36 min",
          "resolved 31 % (23) · median 36 h 54 min",
          "obligations 0 of 1",
        ],
        "title": "Week of 16 Nov: as usual, 17 late.",
        "week": [
          "16 filed (usual 18)",
          "8 resolved",
          "334 open, 324 older than 5 days",
          "1 reopened",
          "13 pages, 4 at night",
          "👍 3 · 👎 0",
        ],
      },
      {
        "late": [
          "ESC-100257, resolución: aún no",
          "ESC-100678, toma: aún no",
          "ESC-100716, resolución: aún no",
          "ESC-101090, toma: aún no",
          "ESC-101373, toma: aún no",
        ],
        "load": [
          "más: U0SPECIALISTA 87 h, 26 h de noche",
          "menos: U0SPECIALISTB 81 h, 30 h de noche",
          "🔒 2 restringidos, solo en el recuento",
        ],
        "policy": [
          "Política poco clara 2 veces, 1 sobre «4.2»",
          "Falta una política 2 veces, 2 sobre «4.2»",
        ],
        "promises": [
          "tomados a tiempo 39 % (35) · mediana 1 h 56 min",
          "primera novedad 18 % (6) · mediana 7 h 36 min",
          "resueltos en plazo 31 % (23) · mediana 36 h 54 min",
          "obligaciones 0 de 1",
        ],
        "title": "Semana del 16 nov: como de costumbre, 17 incumplimientos.",
        "week": [
          "16 registrados (lo habitual: 18)",
          "8 resueltos",
          "334 abiertos, 324 de más de 5 días",
          "1 reabierto",
          "13 alertas, 4 de noche",
          "👍 3 · 👎 0",
        ],
      },
    ]
  `)
  expect(digestTable(digest, 'en')).toMatchInlineSnapshot(`
    [
      [
        "Measure",
        "This week",
        "Usual",
      ],
      [
        "filed",
        "16",
        "18",
      ],
      [
        "resolved",
        "8",
        "12",
      ],
      [
        "reopened",
        "1",
        "1",
      ],
      [
        "claimed on time",
        "39 %",
        "35 %",
      ],
      [
        "first update",
        "18 %",
        "6 %",
      ],
      [
        "resolved",
        "31 %",
        "23 %",
      ],
      [
        "obligations",
        "0 of 1",
        "–",
      ],
      [
        "claim, median",
        "1 h 56",
        "1 h 39",
      ],
      [
        "claim, 90 %",
        "5 h 50",
        "5 h 15",
      ],
      [
        "first update, median",
        "7 h 36",
        "5 h 11",
      ],
      [
        "first update, 90 %",
        "10 h 11",
        "14 h 52",
      ],
      [
        "resolution, median",
        "36 h 54",
        "34 h 25",
      ],
      [
        "resolution, 90 %",
        "5 days 9 h",
        "4 days 12 h",
      ],
      [
        "pages",
        "13",
        "19",
      ],
    ]
  `)
})

test('restricted ones are counted, never named', async () => {
  const digest = await weeklyDigest(world.deps, WEEK)
  const rows = await world.deps.db.read((q) =>
    q.execute<{ id: number }>(sql`select id from escalations where is_restricted`),
  )
  const said = JSON.stringify(weeklyDigestMessage(digest, { locale: 'en', zone: 'UTC', register: 'tu' }))
  expect(digest.figures.restricted).toBeGreaterThan(0)
  expect([...rows].filter(({ id }) => said.includes(escNumber(id)))).toEqual([])
})

test('the message is within Slack’s limits, and asks first for what is ahead', async () => {
  const digest = await weeklyDigest(world.deps, WEEK)
  for (const locale of ['en', 'es', 'es-ES'] as const) {
    const message = weeklyDigestMessage(digest, { locale, zone: 'America/New_York', register: 'tu' })
    expect(validateMessage(message)).toEqual([])
    expect(message.blocks.length).toBeLessThanOrEqual(25)
  }
  expect(digest.gaps).toHaveLength(1)
})
