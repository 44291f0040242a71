import { describe, expect, test } from 'vitest'
import { problemLine, terminalLanguage } from '../../../src/i18n/cli.ts'
import { parseSettings } from '../../../src/settings/parse.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { ALLOWED } from '../../../src/settings/problem.ts'
import { vigia as onTerminal } from '../../support/terminal.ts'

const RIGHT = `
restrictedVisibleTo: [U0LEAD]
teams:
  - { id: policy, name: Policy, intakeChannel: C0INTAKE, leads: [U0LEAD], specialists: [U0ONE] }
`
const WRONG = RIGHT.replace('C0INTAKE', 'intake').replace('name:', 'nmae:')

const vigia = (args: string, env: Record<string, string> = {}, files: Record<string, string> = {}) =>
  onTerminal(args === '' ? [] : args.split(' '), env, files)

describe('vigia settings check', () => {
  test('says that a right file is right, and ends with 0', async () => {
    expect(await vigia('settings check right.yaml', {}, { 'right.yaml': RIGHT })).toEqual({
      code: 0,
      out: 'right.yaml is right: 1 team, 19 categories.\n',
      err: '',
    })
  })

  test('names file, line, path, what is wrong and what is allowed, and ends with 1', async () => {
    const { code, out, err } = await vigia('settings check wrong.yaml', {}, { 'wrong.yaml': WRONG })
    expect([code, out]).toEqual([1, ''])
    expect(err.split('\n')).toEqual([
      'wrong.yaml has 3 problems:',
      expect.stringMatching(/^wrong\.yaml:4: teams\[0\]\.name: It is missing\. Allowed: 1 to 75 characters\.$/),
      expect.stringMatching(
        /^wrong\.yaml:4: teams\[0\]\.intakeChannel: "intake" is not allowed here\. Allowed: a Slack channel id /,
      ),
      expect.stringMatching(/^wrong\.yaml:4: teams\[0\]\.nmae: "nmae" is not known here\. Allowed: one of id, name, /),
      '',
    ])
  })

  test('a file that is not there is a problem, not a stack', async () => {
    expect(await vigia('settings check nowhere.yaml')).toEqual({
      code: 1,
      out: '',
      err: "nowhere.yaml can't be read (ENOENT).\n",
    })
  })

  test('a Spanish terminal is answered in Spanish', async () => {
    const { err } = await vigia('settings check wrong.yaml', { LANG: 'es_MX.UTF-8' }, { 'wrong.yaml': WRONG })
    expect(err).toContain('wrong.yaml tiene 3 problemas:')
    expect(err).toContain('Aquí no se admite "intake". Se admite: un identificador de canal')
  })
})

describe('vigia settings print', () => {
  test('without a file prints what the playground comes with, as a file that can be read again', async () => {
    const { code, out } = await vigia('settings print')
    expect(code).toBe(0)
    expect(parseSettings(out, 'printed')).toEqual({ ok: true, settings: playgroundSettings })
  })

  test('prints the file that is named, else the one of VIGIA_SETTINGS', async () => {
    const files = { 'a.yaml': RIGHT, 'b.yaml': RIGHT.replace('id: policy', 'id: other_team') }
    const env = { VIGIA_SETTINGS: 'b.yaml' }
    expect((await vigia('settings print', env, files)).out).toContain('id: other_team')
    expect((await vigia('settings print --file a.yaml', env, files)).out).toContain('id: policy')
  })

  test('a wrong file is told on the side of errors, and nothing is printed', async () => {
    const { code, out, err } = await vigia('settings print --file w', {}, { w: WRONG })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('teams[0].intakeChannel')
  })
})

describe('what is typed wrongly ends with 2 and one sentence', () => {
  test.each([
    ['', 'Say what to do.'],
    ['settings', 'Say what to do.'],
    ['nonsense', 'There is no command nonsense.'],
    ['settings chekc f', 'There is no command chekc.'],
    ['settings check', 'file is missing.'],
    ['settings check a b', 'That is more than this command takes.'],
    ['settings print --fiel a', 'There is no option --fiel.'],
    ['settings print --file', '--file <file> is missing.'],
  ])('vigia %s', async (args, sentence) => {
    const { code, out, err } = await vigia(args)
    expect([code, out]).toEqual([2, ''])
    expect(err.endsWith(`${sentence}\nSee: vigia --help\n`)).toBe(true)
  })

  test('in Spanish too', async () => {
    expect((await vigia('settings chekc f', { LC_ALL: 'es' })).err).toBe(
      'No existe el comando chekc.\nConsulta: vigia --help\n',
    )
  })
})

test('help is asked for, so it ends with 0, and in Spanish says nothing in English', async () => {
  const english = await vigia('settings --help')
  expect([english.code, english.err]).toEqual([0, ''])
  const { out } = await vigia('settings --help', { LANG: 'es_ES' })
  expect(out).toContain('Uso: vigia settings [opciones] [comando]')
  expect(out).not.toMatch(/Usage|Options|Commands|display|options|command\b/)
})

describe('the language of a terminal', () => {
  test('is Spanish by LC_ALL, LC_MESSAGES or LANG, the first that is set', () => {
    expect(terminalLanguage({ LANG: 'es_ES.UTF-8' })).toBe('es')
    expect(terminalLanguage({ LANG: 'es' })).toBe('es')
    expect(terminalLanguage({ LC_ALL: 'C', LANG: 'es_ES' })).toBe('en')
    expect(terminalLanguage({ LC_ALL: '', LC_MESSAGES: 'es_CO', LANG: 'en_US' })).toBe('es')
    expect(terminalLanguage({ LANG: 'est_EE' })).toBe('en')
    expect(terminalLanguage({})).toBe('en')
  })
})

test('every kind of what is allowed has its sentence in both languages, and they differ', () => {
  const line = (allowed: (typeof ALLOWED)[number], language: 'en' | 'es') =>
    problemLine(
      { fileName: 'f', path: 'p', line: 1, code: 'not_allowed', value: 'v', allowed, known: ['a', 'b'] },
      language,
    )
  for (const allowed of ALLOWED) expect(line(allowed, 'en')).not.toBe(line(allowed, 'es'))
})
