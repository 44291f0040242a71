import { describe, expect, test } from 'vitest'
import { type ReadQuery, readQuery, type SearchGround } from '../../../src/domain/search/read-query.ts'

const MADRID: SearchGround = {
  categories: [
    { id: 'hate', names: ['Hate speech', 'Discurso de odio', 'hate', 'odio'] },
    { id: 'press', names: ['Press', 'Prensa'] },
  ],
  teams: [{ id: 'policy', names: ['Content Policy'] }],
  zone: 'Europe/Madrid',
  // Just after midnight of the 16th in Madrid, still the 15th in the Americas.
  now: new Date('2026-11-15T23:30:00Z'),
}

const read = (text: string, ground: Partial<SearchGround> = {}): ReadQuery => readQuery(text, { ...MADRID, ...ground })

function queryOf(text: string, ground: Partial<SearchGround> = {}) {
  const answer = read(text, ground)
  if (!answer.ok) throw new Error(answer.problems.map((one) => `${one.code} at ${one.at}`).join(', '))
  return answer.query
}

function problemsOf(text: string): readonly string[] {
  const answer = read(text)
  return answer.ok ? [] : answer.problems.map((one) => `${one.code} ${one.at} ${one.typed}`)
}

const filtersOf = (text: string, ground: Partial<SearchGround> = {}) => queryOf(text, ground).filters

describe('both languages say the same', () => {
  test.each([
    ['category:hate', 'categoría:odio'],
    ['category:"hate speech",press', 'categoria:“Discurso de odio”,Prensa'],
    ['owner:me', 'responsable:yo'],
    ['owner:none', 'responsable:nadie'],
    ['owner:@carla', 'Responsable:@carla'],
    ['requester:me', 'solicitante:yo'],
    ['state:open,breached', 'estado:abierto,incumplido'],
    ['status:unclaimed', 'estado:"sin tomar"'],
    ['state:waiting', 'estado:en-espera'],
    ['state:late', 'estado:«con retraso»'],
    ['state:withdrawn,duplicate,resolved,closed,claimed', 'estado:retirado,duplicado,resuelto,cerrado,tomado'],
    ['severity:sev1', 'severidad:1'],
    ['language:spanish,none', 'idioma:español,ninguno'],
    ['team:"content policy"', 'equipo:policy'],
    ['since:today', 'desde:hoy'],
    ['until:yesterday', 'hasta:ayer'],
  ])('%s is %s', (english, spanish) => {
    const places = (text: string) => JSON.stringify(filtersOf(text)).replace(/"at":\d+/g, '')
    expect(places(spanish)).toBe(places(english))
    expect(filtersOf(english)).toHaveLength(1)
  })
})

describe('words', () => {
  test.each([
    [
      'remix march',
      [
        ['word', 'remix'],
        ['word', 'march'],
      ],
    ],
    ['"remix of a march"', [['phrase', 'remix of a march']]],
    ['ESC-1042', [['number', '1042']]],
    ['1042', [['number', '1042']]],
    [
      'esc 1042 remix',
      [
        ['number', '1042'],
        ['word', 'remix'],
      ],
    ],
    [
      'esc remix',
      [
        ['word', 'esc'],
        ['word', 'remix'],
      ],
    ],
    ['https://x.test/a:b', [['word', 'https://x.test/a:b']]],
    ['"spotify:track:1"', [['phrase', 'spotify:track:1']]],
    ['9999999999', [['word', '9999999999']]],
    ['', []],
  ])('%s', (text, terms) => {
    expect(queryOf(text).terms.map((one) => [one.kind, one.text])).toEqual(terms)
  })
})

describe('days are the reader’s', () => {
  const instants = (text: string, zone: string) =>
    filtersOf(text, { zone }).map((one) =>
      one.field === 'since' ? one.from.toISOString() : one.field === 'until' ? one.before.toISOString() : '',
    )

  test.each([
    ['Europe/Madrid', 'since:2026-11-01 until:2026-11-01', '2026-10-31T23:00:00.000Z', '2026-11-01T23:00:00.000Z'],
    [
      'America/Mexico_City',
      'since:2026-11-01 until:2026-11-01',
      '2026-11-01T06:00:00.000Z',
      '2026-11-02T06:00:00.000Z',
    ],
    // The day of 25 hours.
    ['Europe/Madrid', 'desde:2026-10-25 hasta:2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['Europe/Madrid', 'since:today until:today', '2026-11-15T23:00:00.000Z', '2026-11-16T23:00:00.000Z'],
    ['America/New_York', 'desde:ayer hasta:hoy', '2026-11-14T05:00:00.000Z', '2026-11-16T05:00:00.000Z'],
  ])('%s: %s', (zone, text, from, before) => {
    expect(instants(text, zone)).toEqual([from, before])
  })
})

describe('what can’t be understood is said at its place', () => {
  test.each([
    ['remix colour:red', ['unknown_filter 7 colour']],
    ['-category:hate', ['unknown_filter 1 -category']],
    ['spotify:track:1', ['unknown_filter 1 spotify']],
    ['owner:', ['empty_value 7 owner:']],
    ['category:hate,', ['empty_value 15 category:']],
    ['owner:@', ['empty_value 7 owner:']],
    ['category:hate,hatte', ['unknown_value 15 hatte']],
    ['state:sleeping severity:sev9', ['unknown_value 7 sleeping', 'unknown_value 25 sev9']],
    ['since:2026-02-30', ['bad_date 7 2026-02-30']],
    ['desde:11/01/2026', ['bad_date 7 11/01/2026']],
    ['since:-000001-01-01', ['bad_date 7 -000001-01-01']],
    ['since:9999-12-31', ['bad_date 7 9999-12-31']],
    ['since:2026-11-01,2026-11-02', ['several_dates 18 2026-11-02']],
    ['since:2026-11-02 until:2026-11-01', ['until_before_since 18 until:2026-11-01']],
    ['until:2026-11-01 since:2026-11-02', ['until_before_since 18 since:2026-11-02']],
    ['march "of the', ['open_quote 7 "of the']],
    ['""', ['empty_value 1 ""']],
    ['requester:none', ['nobody_files 11 none']],
    ['a b c d e f g h i j k', ['too_many_words 21 k']],
  ])('%s', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })

  test('what is too long isn’t cut in silence', () => {
    expect(problemsOf(`${'x'.repeat(300)}`)).toEqual([])
    expect(problemsOf(`${'x'.repeat(300)}yz`)).toEqual(['too_long 301 yz'])
  })

  test('a filter named twice holds twice; its values by comma hold one at least', () => {
    expect(filtersOf('state:open,closed state:breached')).toEqual([
      { field: 'state', states: ['open', 'closed'] },
      { field: 'state', states: ['breached'] },
    ])
  })
})
