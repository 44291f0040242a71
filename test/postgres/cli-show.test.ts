import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { savePerson } from '../../src/db/stores/people.ts'
import type { PersonActor } from '../../src/domain/actor.ts'
import type { Deps } from '../../src/usecases/deps.ts'
import { claim } from '../../src/usecases/escalation/claim.ts'
import { type Filing, file } from '../../src/usecases/escalation/file.ts'
import { resolve } from '../../src/usecases/escalation/resolve.ts'
import { writeUpdate } from '../../src/usecases/escalation/write-update.ts'
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'
import { MONDAY_10, relayDeps, StillClock } from '../support/relay-kit.ts'
import { vigia } from '../support/terminal.ts'

/** The command line on a real database. The policy is the playground's: its zone is New York's, five hours behind. */

const person = (id: string): PersonActor => ({ kind: 'person', id, standing: 'member', intakeOf: [] })
const requester = person('U0REQUESTER1')
const specialist = person('U0SPECIALISTA')

const HOSTILE = 'Second line\nwith \u001b[2Ja cleared screen'

let database: TestDatabase
let deps: Deps & { readonly clock: StillClock }

beforeAll(async () => {
  database = await testDatabase()
  deps = relayDeps(database.db, new StillClock(MONDAY_10))
  for (const [{ id }, displayName] of [
    [requester, 'Rita'],
    [specialist, 'Sol'],
  ] as const) {
    const told = { zone: 'Europe/Madrid', slackLocale: 'es-ES', workspaceId: 'T0HERE', learnedAt: MONDAY_10 }
    const standing = { isGuest: false, isBot: false, isDeactivated: false }
    await database.db.read((q) => savePerson(q, { id, displayName, ...told, ...standing }))
  }
})
afterAll(() => database.drop())

async function told(overrides: Partial<Filing>): Promise<number> {
  const filed = await file(deps, requester, {
    submissionKey: JSON.stringify(overrides),
    category: 'press',
    severity: 'sev2',
    summary: 'A playlist is gone',
    body: HOSTILE,
    contentLanguage: 'es',
    details: {},
    neededBy: null,
    forTeamId: null,
    followers: [],
    isHard: null,
    requesterLanguage: 'es',
    via: 'command',
    ...overrides,
  })
  if (!filed.ok) throw new Error(filed.refusal.code)
  const { escalationId } = filed.value
  deps.clock.advance(65 * 60_000)
  expect(await claim(deps, specialist, { escalationId })).toMatchObject({ ok: true })
  const text = 'We look at\nthe order'
  const update = { escalationId, audience: 'team', text, nextBy: null } as const
  expect(await writeUpdate(deps, specialist, update)).toMatchObject({ ok: true })
  return escalationId
}

const show = (id: number, more: readonly string[] = [], env: Record<string, string> = {}) =>
  vigia(['show', `ESC-${id}`, ...more], { DATABASE_URL: database.url, ...env })

describe('vigia show', () => {
  test('tells what happened, newest last, on the clock of the settings, and nothing that steers the terminal', async () => {
    const id = await told({})
    const { code, out, err } = await show(id)
    expect([code, err]).toEqual([0, ''])
    const [title, zone, gap, ...lines] = out.trimEnd().split('\n')
    expect([title, zone, gap]).toEqual([
      `ESC-${id} · sev2 · Press or high-profile inquiry · A playlist is gone`,
      'Times of America/New_York',
      '',
    ])
    expect(lines[0]).toMatch(/^2026-11-23 05:00 {2}Rita filed it as sev2/)
    expect(lines).toContain('2026-11-23 06:05  Sol claimed it')
    expect(lines.slice(-3)).toEqual([
      '2026-11-23 06:05  Sol wrote an update for the team',
      '                  > We look at',
      '                  > the order',
    ])
    expect(out).not.toContain('\u001b')
  })

  test('in Spanish on a Spanish terminal', async () => {
    const id = await told({ submissionKey: 'es' })
    const { out } = await show(id, [], { LANG: 'es_MX.UTF-8' })
    expect(out).toContain('Horas de America/New_York')
    expect(out).toMatch(/ {2}Sol .*tom/)
    expect(out).not.toMatch(/claimed|wrote/)
  })

  test('--json gives codes, ids, facts and instants of UTC to a script', async () => {
    const id = await told({ submissionKey: 'json' })
    const { code, out } = await show(id, ['--json'])
    const record = JSON.parse(out)
    expect(code).toBe(0)
    expect(record).toMatchObject({ number: `ESC-${id}`, severity: 'sev2', isRestricted: false })
    expect(record.timeline[0]).toMatchObject({
      by: { kind: 'person', id: requester.id, name: 'Rita' },
      event: 'escalation_filed',
      facts: { severity: 'sev2', category: 'press' },
    })
    expect(record.timeline.at(-1)).toMatchObject({ event: 'update_written', text: 'We look at\nthe order' })
    const instants = record.timeline.map(({ at }: { at: string }) => at)
    expect(instants).toEqual([...instants].sort())
    expect(instants[0]).toMatch(/Z$/)
  })

  test('of a restricted escalation facts, no words, in either form', async () => {
    const id = await told({ submissionKey: 'sealed', category: 'threats', summary: 'Threat against Ines' })
    const rule = 'TH-4 about Ines'
    const resolution = { decision: 'removed', rule, reason: 'Ines is safe', sentence: 'Ines, it is gone' } as const
    const outcome = await resolve(deps, specialist, { escalationId: id, rootCause: null, ...resolution })
    expect(outcome).toMatchObject({ ok: true })
    for (const form of [[], ['--json']]) {
      const { code, out } = await show(id, form)
      expect(code).toBe(0)
      expect(out).toContain('Sol claimed it')
      expect(out).not.toMatch(/Ines|threat|We look at|text removed/i)
    }
    expect((await show(id)).out).toContain('Restricted: what was written is read in Slack')
  })

  test('a text that was taken away is said to be gone', async () => {
    const id = await told({ submissionKey: 'redacted' })
    await database.db.transact((tx) =>
      tx.execute(
        sql`update texts set body = null, redacted_at = now() where escalation_id = ${id} and kind = 'update'`,
      ),
    )
    expect((await show(id)).out).toContain('> (text removed)')
    expect(JSON.parse((await show(id, ['--json'])).out).timeline.at(-1)).toMatchObject({ text: null, isRedacted: true })
  })

  test('a number that is not there, a database that is not ours or not there: a sentence each, and 1', async () => {
    expect(await show(999_999)).toEqual({ code: 1, out: '', err: 'There is no ESC-999999 in DATABASE_URL.\n' })
    const strange = await vigia(['show', '1001'], { DATABASE_URL: await emptyDatabase() })
    expect([strange.code, strange.err]).toEqual([
      1,
      "The database of DATABASE_URL holds nothing of Vigía's. Start Vigía on it once, or name another one.\n",
    ])
    const gone = await vigia(['show', '1001'], { DATABASE_URL: 'postgres://user:hidden@127.0.0.1:1/none' })
    expect([gone.code, gone.out]).toEqual([1, ''])
    expect(gone.err).toMatch(/^The database of DATABASE_URL can't be reached \(ECONNREFUSED\)\./)
    expect(gone.err).not.toContain('hidden')
  })

  test('without DATABASE_URL it reads the embedded database: started for the look if it rests, left as it was found', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'vigia-show-'))
    // As root another account runs PostgreSQL, and it has to get there.
    chmodSync(parent, 0o755)
    const dataDir = join(parent, 'data')
    const look = () => vigia(['show', '7'], { VIGIA_DATA: dataDir })
    const notThere = { code: 1, out: '', err: `There is no ESC-7 in ${join(dataDir, 'postgres-18')}.\n` }
    try {
      const server = await startEmbeddedPostgres({ dataDir, fsync: false })
      await migrateDatabase(server.url, { log: quietLog })
      expect(await look()).toEqual(notThere)
      expect(server.process()?.status).toBe('ready')
      await server.stop()
      expect(await look()).toEqual(notThere)
      expect(server.process()).toBeUndefined()
    } finally {
      rmSync(parent, { recursive: true, force: true })
    }
  })
})
