import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonOf, plain } from '../../../src/cli/plain.ts'
import { vigia } from '../../support/terminal.ts'

let empty: string

beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), 'vigia-show-'))
})
afterAll(() => rmSync(empty, { recursive: true }))

test('what is no number of an escalation was typed wrongly', async () => {
  expect(await vigia(['show', 'ESC-ten'])).toEqual({
    code: 2,
    out: '',
    err: '"ESC-ten" is no number of an escalation. Type it like ESC-1042.\nSee: vigia show --help\n',
  })
  expect((await vigia(['show'])).code).toBe(2)
  expect((await vigia(['show', '1042', '1043'])).code).toBe(2)
})

test('a look makes no database where none is', async () => {
  for (const folder of [empty, join(empty, 'nowhere')]) {
    const { code, out, err } = await vigia(['show', '1042'], { VIGIA_DATA: folder })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`There is no database in ${folder}.`)
  }
})

test('a wrong address or settings file is told before anything is opened, tokens are not asked for', async () => {
  const { code, err } = await vigia(['show', '1042'], { DATABASE_URL: 'mysql://x', NODE_ENV: 'production' })
  expect([code, err.split('\n').length]).toEqual([1, 2])
  expect(err).toMatch(/^DATABASE_URL give a PostgreSQL address/)
  const named = await vigia(['show', '1042'], { VIGIA_DATA: empty, VIGIA_SETTINGS: join(empty, 'none.yaml') })
  expect(named).toMatchObject({ code: 1, err: expect.stringContaining("can't be read (ENOENT)") })
})

test('what people wrote cannot steer a terminal', () => {
  expect(plain('a\u001b]0;title\u0007b\u009b2Jc\td\r\ne\u202ef')).toBe('a]0;titleb2Jc d\nef')
  expect(plain('¿Quién? 👩‍👩‍👧 日本')).toBe('¿Quién? 👩‍👩‍👧 日本')
  const hostile = { text: 'a\u001bb\u009bc\u202ed' }
  expect(jsonOf(hostile)).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
  expect(JSON.parse(jsonOf(hostile))).toEqual(hostile)
})
