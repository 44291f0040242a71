import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// One process zone for every test, as main sets it for the bot (ONCALL 21).
process.env.TZ = 'UTC'

/**
 * By hand and nightly: `test` is to take about five minutes on two cores. Walks of the clock minute by minute, a database that is
 * taken away in each way, ten minutes of a Slack that refuses, every payload forged.
 */
const NIGHTLY = [
  'test/unit/domain/oncall-model/**/*.test.ts',
  'test/postgres/db-outage.test.ts',
  'test/postgres/engine-health.test.ts',
  'test/workspace/delivery-outage.test.ts',
  'test/workspace/forged-*.test.ts',
  'test/workspace/paging-outage.test.ts',
]
/** In `test` a database that refuses, in `test:long` one that is stopped or black-holed as well. */
const OUTAGES = 'test/workspace/outage-forms.test.ts'
/** A year of four hundred escalations, or of a thousand. */
const MEASURES = 'test/postgres/digest/measures.test.ts'
/** A search as four readers see it, or as all eight. */
const SEARCH = 'test/postgres/search/search.test.ts'

/** They need no database and take too long for `verify`: laws over random input, processes, pictures. */
const SLOW = [
  'test/unit/domain/oncall/resolver-laws.test.ts',
  'test/unit/domain/paging-laws.test.ts',
  'test/unit/settings/schedules-round-trip.test.ts',
  'test/unit/process-zone.test.ts',
  'test/unit/charts/month.test.ts',
]

const SETUP = ['test/support/postgres-server.ts', 'test/support/compile.ts']

const shared = { pool: 'forks', isolate: false, env: { TZ: 'UTC' } } as const

export default defineConfig({
  test: {
    // Left alone, the runner keeps a core for itself: on two cores one file at a time.
    maxWorkers: 2,
    // Each project would take all of src apart again: half of its start. Not beside the packages, where an account may not
    // be allowed to write.
    experimental: {
      fsModuleCache: true,
      fsModuleCachePath: join(tmpdir(), `vigia-test-modules-${userInfo().username}`),
    },
    projects: [
      // verify: no database, no network; the domain, the catalogues, the presenters, the playground's judge.
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
          exclude: [...SLOW, ...NIGHTLY],
          testTimeout: 30_000,
        },
      },
      // test: a real Postgres, one database a file.
      {
        test: {
          ...shared,
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts', ...SLOW],
          exclude: NIGHTLY,
          globalSetup: SETUP,
          testTimeout: 60_000,
        },
      },
      // test: the bot in the playground's workspace, over real HTTP.
      {
        test: {
          ...shared,
          name: 'workspace',
          include: ['test/workspace/**/*.test.ts', 'test/crash/*sampled.test.ts'],
          exclude: NIGHTLY,
          globalSetup: SETUP,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      // test: one story in a real browser.
      {
        test: {
          ...shared,
          name: 'story',
          include: ['test/story/main-path.test.ts'],
          globalSetup: SETUP,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      // test:long: by hand and nightly.
      {
        test: {
          ...shared,
          name: 'long',
          env: { ...shared.env, EVERY_OUTAGE: 'yes', IN_FULL: 'yes' },
          include: [
            'test/long/**/*.test.ts',
            'test/crash/*every-point.test.ts',
            'test/story/*.long.test.ts',
            OUTAGES,
            MEASURES,
            SEARCH,
            ...NIGHTLY,
          ],
          globalSetup: SETUP,
          testTimeout: 1_800_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
