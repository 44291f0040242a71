import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { fileOne, requester, testWorld, type World } from '../../support/builders.ts'
import { vigia } from '../../support/terminal.ts'

/** The command asks the machine's clock, and what is filed here was filed a week before any day on which this runs. */
let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const audit = (more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  vigia(['audit', ...more], { DATABASE_URL: world.url, ...env })

describe('vigia audit', () => {
  test('says that all is in order, and ends with 0', async () => {
    expect(await audit()).toEqual({
      code: 0,
      out: 'Everything that is open is in order, and every schedule is watched.\n',
      err: '',
    })
    expect(JSON.parse((await audit(['--json'])).out)).toEqual({ findings: [] })
  })

  test('names what is lost, for a person and for a script, ends with 1 and mends nothing', async () => {
    const id = await fileOne(world)
    await world.deps.db.transact((tx) => tx.execute(sql`delete from timers where key = ${`paging:${id}`}`))
    const found = await audit()
    expect(found).toMatchObject({ code: 1, err: '' })
    expect(found.out).toContain(`ESC-${id}  `)
    expect(found.out).toContain('A running Vigía mends what it can each minute.')
    expect((await audit([], { LANG: 'es_ES.UTF-8' })).out).toContain(
      'Vigía, en marcha, corrige lo que puede cada minuto.',
    )
    const again = await audit(['--json'])
    expect(again.code).toBe(1)
    expect(JSON.parse(again.out).findings).toContainEqual(
      expect.objectContaining({ number: `ESC-${id}`, code: 'run_without_timer' }),
    )
    // Withdrawn, it needs nobody.
    expect(await withdraw(world.deps, requester, { escalationId: id, reason: 'Solved' })).toMatchObject({ ok: true })
    expect(JSON.stringify(await audit(['--json']))).not.toContain('run_without_timer')
  })
})
