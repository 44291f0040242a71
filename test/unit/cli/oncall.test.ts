import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/domain/language.ts'
import { WHYS } from '../../../src/domain/oncall/schedule.ts'
import { whyOf } from '../../../src/i18n/oncall.ts'
import { SKETCH } from '../../support/schedule-sketch.ts'
import { vigia as onTerminal } from '../../support/terminal.ts'

const vigia = (args: string, files: Record<string, string> = { f: SKETCH }, env: Record<string, string> = {}) =>
  onTerminal(args.split(' '), env, files)

async function answer(args: string, yaml = SKETCH): Promise<Record<string, unknown>[]> {
  const { code, out, err } = await vigia(`oncall --settings f --json ${args}`, { f: yaml })
  if (code !== 0) throw new Error(err)
  return JSON.parse(out)
}

/** `primary 24T14 U1,U2 weekday why`, of November and December 2026. */
async function brief(args: string, yaml = SKETCH) {
  return (await answer(args, yaml)).map(({ rotation, start, end, people, layer, why }) =>
    [rotation, short(start), short(end), Array.isArray(people) ? people.join(',') || '–' : people, layer, why].join(
      ' ',
    ),
  )
}
const short = (at: unknown) => (typeof at === 'string' ? at.replace(/^2026-|:00:00Z$/g, '') : String(at))

/**
 * By hand, from SCHEDULES.
 * Weekday shifts before Monday 23 November: 46 weeks of five, less 15 that holidays cover (6 and 19 January, 12 and 16
 * February, 2 and 3 April, 1 and 25 May, 19 June, 3 July, 7 September, 12 October, 2, 3 and 11 November). 215 = 3 × 71 + 2:
 * U3 has it, and U1 the backup.
 * Weekends: U2 joins at the end of the line for 6 February, which is U3's; 27 November is the 42nd weekend after it, so
 * U3's too, and the swap of U2's doesn't hold.
 * Holidays: 1 and 19 January, 12 February, 15 and 16 February (one shift), 25 May, 19 June, 3 and 4 July, 7 September, 12
 * October, 3 and 11 November; Thanksgiving and the day after are the 12th shift: U2's, whom nobody replaces.
 */
const PRIMARY = [
  'primary 11-23T14 11-24T14 U3 weekday on call (turn)',
  'primary 11-24T14 11-25T14 U1 weekday on call (turn)',
  'primary 11-25T14 11-26T14 U2 weekday on call (turn)',
  'primary 11-26T14 11-28T14 U2 holiday on call (turn)',
  'primary 11-28T14 11-30T14 U3 weekend on call (turn)',
  'primary 11-30T14 12-01T14 U3 weekday on call (turn)',
  'primary 12-01T14 12-03T23 U1 block planned block',
  'primary 12-03T23 12-04T14 U3 weekday on call (turn)',
  // Friday's short piece is a shift; then 6, 7 and 8 December, Spain's, join the weekend.
  'primary 12-04T14 12-04T23 U1 weekday on call (turn)',
  'primary 12-04T23 12-09T14 U1 weekend on call (turn)',
  'primary 12-09T14 12-10T14 U2 weekday on call (turn)',
]
const NO_TURN = 'this rotation has no turn now'
const BACKUP = [
  'backup 11-23T14 11-24T14 U1 weekday on call (turn)',
  'backup 11-24T14 11-25T14 U2 weekday on call (turn)',
  'backup 11-25T14 11-26T14 U3 weekday on call (turn)',
  `backup 11-26T14 11-28T14 – holiday ${NO_TURN}`,
  `backup 11-28T14 11-30T14 – weekend ${NO_TURN}`,
  'backup 11-30T14 12-01T14 U1 weekday on call (turn)',
  'backup 12-01T14 12-02T14 U2 weekday on call (turn)',
  'backup 12-02T14 12-03T14 U3 weekday on call (turn)',
  'backup 12-03T14 12-04T14 U1 weekday on call (turn)',
  'backup 12-04T14 12-04T23 U2 weekday on call (turn)',
  `backup 12-04T23 12-09T14 – weekend ${NO_TURN}`,
  'backup 12-09T14 12-10T14 U3 weekday on call (turn)',
]

describe('a range', () => {
  test('Thanksgiving, a launch and the Spanish December of the sketch', async () => {
    expect(await brief('--from 2026-11-23T14:00:00Z --to 2026-12-10T14:00:00Z')).toEqual([...PRIMARY, ...BACKUP])
  })

  /** Weekday line on 21 December: U1. U3's kept days take U3 from 23 and 24 December, and from Christmas: they move to the front. */
  test('Christmas passes over who keeps it, and owes them one turn', async () => {
    const rows = await brief('--from 2026-12-21T14:00:00Z --to 2026-12-31T14:00:00Z')
    expect(rows.filter((row) => row.startsWith('primary'))).toEqual([
      'primary 12-21T14 12-22T14 U1 weekday on call (turn)',
      'primary 12-22T14 12-23T14 U2 weekday on call (turn)',
      'primary 12-23T14 12-24T14 U1 weekday on call (turn)',
      'primary 12-24T14 12-25T14 U2 weekday on call (turn)',
      'primary 12-25T14 12-26T14 U1 holiday on call (turn)',
      'primary 12-26T14 12-28T14 U1 weekend on call (turn)',
      'primary 12-28T14 12-29T14 U3 weekday on call (turn)',
      'primary 12-29T14 12-30T14 U1 weekday on call (turn)',
      'primary 12-30T14 12-31T14 U2 weekday on call (turn)',
    ])
  })

  test('is cut at its own ends, to the second', async () => {
    const rows = await answer('--from 2026-11-24T13:59:59Z --to 2026-11-24T14:00:01.5Z')
    expect(rows.filter((row) => row.rotation === 'primary').map((row) => [row.start, row.end, row.people])).toEqual([
      ['2026-11-24T13:59:59Z', '2026-11-24T14:00:00Z', ['U3']],
      ['2026-11-24T14:00:00Z', '2026-11-24T14:00:01.500Z', ['U1']],
    ])
  })

  test('has no holes: each stretch of a rotation ends where the next begins', async () => {
    const rows = await answer('--from 2026-01-01T00:00:00Z --to 2027-01-01T00:00:00Z')
    for (const rotation of ['primary', 'backup']) {
      const own = rows.filter((row) => row.rotation === rotation)
      expect(own[0]?.start).toBe('2026-01-01T00:00:00Z')
      expect(own.at(-1)?.end).toBe('2027-01-01T00:00:00Z')
      own.slice(1).forEach((row, index) => {
        expect(row.start).toBe(own[index]?.end)
      })
    }
  })

  test('a swap and an override that have an effect say so, in either language', async () => {
    const yaml = SKETCH.replace('giver: U2, taker: U3', 'giver: U3, taker: U1').replace(
      'replace: U1, by: U2',
      'replace: U2, by: U3',
    )
    const asked = '--from 2026-11-26T14:00:00Z --to 2026-11-30T14:00:00Z'
    expect((await brief(asked, yaml)).slice(0, 3)).toEqual([
      'primary 11-26T14 11-27T14 U3 override covering (override)',
      'primary 11-27T14 11-28T14 U2 holiday on call (turn)',
      'primary 11-28T14 11-30T14 U1 swap covering (swap)',
    ])
    expect((await brief(`${asked} --lang es`, yaml))[2]).toBe('primary 11-28T14 11-30T14 U1 swap cubre (permuta)')
    expect((await vigia(`oncall --settings f --json ${asked}`, { f: yaml })).err).toBe('')
  })
})

describe('an instant', () => {
  test('has one entry per rotation, with the stretch around it', async () => {
    expect(await answer('--at 2026-11-27T02:30:00Z')).toEqual([
      {
        schedule: 'core',
        rotation: 'primary',
        start: '2026-11-26T14:00:00Z',
        end: '2026-11-28T14:00:00Z',
        people: ['U2'],
        layer: 'holiday',
        why: 'on call (turn)',
      },
      {
        schedule: 'core',
        rotation: 'backup',
        start: '2026-11-26T14:00:00Z',
        end: '2026-11-28T14:00:00Z',
        people: [],
        layer: 'holiday',
        why: NO_TURN,
      },
    ])
  })

  test('a boundary belongs to what begins there', async () => {
    expect((await brief('--at 2026-11-24T14:00:00Z'))[0]).toBe(PRIMARY[1])
    expect((await brief('--at 2026-11-24T13:59:59Z'))[0]).toBe(PRIMARY[0])
  })

  const ALONE = `schedules:
  - { name: alone, team: policy, zone: UTC, layers: { weekday: { from: monday 00:00, to: monday 00:00, handoff: { every: day, at: '00:00' }, anchor: 2026-01-05, rotations: { primary: [U1] } } } }
`
  test('without a change within 400 days it has no end, and begins at most 400 days before', async () => {
    expect(await brief('--at 2026-11-26T14:00:00Z', ALONE)).toEqual(['primary 01-05T00 null U1 weekday on call (turn)'])
    expect((await answer('--at 2028-11-26T14:00:00Z', ALONE))[0]).toMatchObject({
      start: '2027-10-23T14:00:00Z',
      end: null,
    })
  })

  test('before the anchor nothing is scheduled', async () => {
    expect(await brief('--at 2026-01-04T23:59:59Z', ALONE)).toEqual([
      expect.stringMatching(/^primary .* 01-05T00 – {2}nothing is scheduled$/),
    ])
  })
})

describe('the JSON', () => {
  test('is an array and nothing else, whatever is doubtful about the file', async () => {
    const { code, out, err } = await vigia('oncall --settings f --json --at 2026-11-26T14:00:00Z')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toHaveLength(2)
    expect(err.split('\n')).toEqual([
      "core: U2 doesn't hold the shift of 2026-11-27T23:00:00Z, so its swap has no effect.",
      'core: the override from 2026-11-26T14:00:00Z to 2026-11-27T14:00:00Z has no effect.',
      '',
    ])
  })

  test('speaks English unless it is asked, whatever the terminal speaks', async () => {
    const spanish = { LANG: 'es_MX.UTF-8' }
    const asked = 'oncall --settings f --json --at 2026-11-26T14:00:00Z'
    expect((await vigia(asked, { f: SKETCH }, spanish)).out).toContain('on call (turn)')
    expect((await vigia(`${asked} --lang es`)).out).toContain('de guardia (por turno)')
  })

  test('of one schedule, where a name is given', async () => {
    const second = SKETCH.split('\n').slice(1).join('\n').replace('name: core', 'name: second line')
    const { out } = await onTerminal(
      ['oncall', '--settings', 'f', '--schedule', 'second line', '--at', '2026-11-26T14:00:00Z', '--json'],
      {},
      { f: `${SKETCH}${second}` },
    )
    expect(JSON.parse(out).map((row: { schedule: string }) => row.schedule)).toEqual(['second line', 'second line'])
  })
})

describe('the table', () => {
  const asked = 'oncall --settings f --from 2026-11-25T14:00:00Z --to 2026-11-28T14:00:00Z'

  test("is on the wall clock of the schedule's zone", async () => {
    const { out } = await vigia(asked)
    expect(out.split('\n').slice(0, 4)).toEqual([
      'core · times of America/New_York',
      'rotation  from                  to                    on call  layer    why',
      'primary   2026-11-25 Wed 09:00  2026-11-26 Thu 09:00  U2       weekday  on call (turn)',
      'primary   2026-11-26 Thu 09:00  2026-11-28 Sat 09:00  U2       holiday  on call (turn)',
    ])
    expect(out).toContain('nobody   holiday  this rotation has no turn now')
  })

  test('speaks the language of the terminal, or the one asked for', async () => {
    const spanish = await vigia(asked, { f: SKETCH }, { LANG: 'es_MX.UTF-8' })
    expect(spanish.out).toBe((await vigia(`${asked} --lang es`)).out)
    expect(spanish.out).toContain('horas de America/New_York')
    expect(spanish.out).toContain('nadie       feriado')
  })
})

describe('fairness', () => {
  test('hours per person by kind of day, nights among them', async () => {
    // Wed 09:00 to Sat 09:00, U2 in primary all along; U3 backs up for the first day.
    const { out } = await vigia(
      'oncall fairness --settings f --json --from 2026-11-25T14:00:00Z --to 2026-11-28T14:00:00Z',
    )
    expect(JSON.parse(out)).toEqual([
      {
        schedule: 'core',
        person: 'U2',
        hours: 72,
        weekdayHours: 15,
        weekendHours: 9,
        holidayHours: 48,
        nightHours: 24,
        stretches: 1,
        coversGiven: 0,
        coversTaken: 0,
      },
      {
        schedule: 'core',
        person: 'U3',
        hours: 24,
        weekdayHours: 15,
        weekendHours: 0,
        holidayHours: 9,
        nightHours: 8,
        stretches: 1,
        coversGiven: 0,
        coversTaken: 0,
      },
    ])
  })

  test('as a table', async () => {
    const { out } = await vigia('oncall fairness --settings f --from 2026-11-25T14:00:00Z --to 2026-11-28T14:00:00Z')
    expect(out.split('\n').slice(1, 3)).toEqual([
      'person  weekday h  weekend h  holiday h  of it at night h  total h  covered by others  covered for others',
      'U2      15         9          48         24                72       0                  0',
    ])
  })

  test('is asked for with a range', async () => {
    const { code, err } = await vigia('oncall fairness --settings f --from 2026-11-25T14:00:00Z')
    expect([code, err]).toEqual([2, 'Say when: --from INSTANT --to INSTANT.\nSee: vigia oncall fairness --help\n'])
  })
})

describe('what is asked for wrongly', () => {
  test.each([
    ['--at 2026-11-26', '--at: "2026-11-26" is no instant.'],
    ['--at 2026-11-26T09:00', '--at: "2026-11-26T09:00" is no instant.'],
    ['--at 1999-11-26T09:00Z', '--at: "1999-11-26T09:00Z" is no instant.'],
    ['--from 2026-11-26T09:00Z --to soon', '--to: "soon" is no instant.'],
    ['', 'Say when: --at INSTANT, or --from INSTANT --to INSTANT.'],
    ['--from 2026-11-26T09:00Z', 'Say when: --at'],
    ['--at 2026-11-26T09:00Z --to 2026-11-27T09:00Z', 'Say when: --at'],
    ['--from 2026-11-26T09:00Z --to 2026-11-26T09:00Z', '--to must come after --from.'],
    ['--from 2010-11-26T09:00Z --to 2026-11-26T09:00Z', 'That is more than ten years'],
    ['--at 2026-11-26T09:00Z --lang fr', '--lang: "fr" is not known.'],
  ])('oncall %s ends with 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await vigia(`oncall --settings f ${args}`.trim())
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(sentence)
    expect(err).toContain('See: vigia oncall --help')
  })

  test('no file at all', async () => {
    const { code, err } = await vigia('oncall --at 2026-11-26T09:00Z')
    expect([code, err.split('\n')[0]]).toEqual([
      2,
      'No settings file is named: give --settings, or set VIGIA_SETTINGS.',
    ])
  })

  test('a schedule that the file does not have ends with 1', async () => {
    const { code, out, err } = await vigia('oncall --settings f --schedule extra --at 2026-11-26T09:00Z --json')
    expect([code, out, err]).toEqual([1, '', 'f has no schedule "extra". It has: core.\n'])
  })

  test('a wrong file is told at its place, and nothing is answered', async () => {
    const wrong = SKETCH.replace("from: '2026-12-01T09:00'", "from: '2026-03-08T02:30'").replace(
      '[U2, U3, U1] } }',
      '[] } }',
    )
    const { code, out, err } = await vigia('oncall --settings f --at 2026-11-26T09:00Z --json', { f: wrong })
    expect([code, out, err]).toEqual([
      1,
      '',
      `f:11: schedules[0].blocks[0].from: "2026-03-08T02:30" doesn't exist in the schedule's zone: the clock jumps over it. Allowed: the time with its offset, one of 2026-03-08T01:30-05:00, 2026-03-08T03:30-04:00.\n`,
    ])
  })

  test('what is legal and rarely meant is answered, with a word on the side', async () => {
    const empty = SKETCH.replace('backup: [U2, U3, U1]', 'backup: []')
    const { code, out, err } = await vigia('oncall --settings f --at 2026-11-25T15:00Z --json', { f: empty })
    expect(code).toBe(0)
    expect(JSON.parse(out)[1]).toMatchObject({ rotation: 'backup', people: [], layer: 'weekday' })
    expect(err).toContain('f:8: schedules[0].layers.weekday.rotations.backup: Nobody is in "weekday, backup"')
  })

  test('settings check warns of it too, and the file is right', async () => {
    const teams =
      'restrictedVisibleTo: [U1]\nteams: [{ id: policy, name: P, intakeChannel: C0X, leads: [U1], specialists: [U2] }]\n'
    const empty = SKETCH.replace('backup: [U2, U3, U1]', 'backup: []')
    const { code, out, err } = await vigia('settings check f', { f: `${teams}${empty}` })
    expect([code, out]).toEqual([0, 'f is right: 1 team, 19 categories.\n'])
    expect(err).toContain('Nobody is in "weekday, backup"')
  })
})

test('every reason has a sentence in both languages, and no two reasons share one', () => {
  const sentences = LANGUAGES.flatMap((language) => WHYS.map((why) => whyOf(why, language)))
  expect(new Set(sentences).size).toBe(sentences.length)
})
