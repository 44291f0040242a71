import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { readMoment } from '../../../src/settings/schedules/notation.ts'
import { readCoverCommand, readTypedMoment } from '../../../src/slack/typed-moments.ts'

/** Tuesday, 16:00 in Madrid. */
const NOW = new Date('2026-11-24T15:00:00Z')
const read = (typed: string, locale: 'en' | 'es', zone = 'Europe/Madrid', now = NOW) =>
  readTypedMoment(typed, { locale, zone, now })

describe('what people type is read in their language and zone', () => {
  test.each([
    ['monday 9', '2026-11-30T09:00'],
    ['Monday at 9am', '2026-11-30T09:00'],
    ['tomorrow 18:00', '2026-11-25T18:00'],
    ['28 Nov 18:00', '2026-11-28T18:00'],
    ['2026-12-01 07:30', '2026-12-01T07:30'],
    ['friday', '2026-11-27T09:00'],
    ['in 3 hours', '2026-11-24T18:00Z'],
    ['28 Nov 02:30 -04:00', '2026-11-28T02:30-04:00'],
  ])('%s', (typed, wall) => expect(read(typed, 'en')).toBe(wall))

  test.each([
    ['el lunes a las 9', '2026-11-30T09:00'],
    ['mañana a las 18:00', '2026-11-25T18:00'],
    ['28 de noviembre a las 18:00', '2026-11-28T18:00'],
    ['28/11 18:00', '2026-11-28T18:00'],
    ['el viernes', '2026-11-27T09:00'],
    ['en 3 horas', '2026-11-24T18:00Z'],
    ['monday 9:00', '2026-11-30T09:00'],
  ])('%s', (typed, wall) => expect(read(typed, 'es')).toBe(wall))

  test.each([
    // Spanish
    ['pasado mañana a las 9', '2026-11-26T09:00'],
    ['pasado mañana', '2026-11-26T09:00'],
    ['mañana', '2026-11-25T09:00'],
    ['mañana por la mañana', '2026-11-25T09:00'],
    ['mañana por la tarde', '2026-11-25T15:00'],
    ['el viernes por la noche', '2026-11-27T21:00'],
    ['viernes noche', '2026-11-27T21:00'],
    ['esta noche', '2026-11-24T21:00'],
    ['esta tarde a las 7', '2026-11-24T19:00'],
    ['a las 9 de la noche', '2026-11-24T21:00'],
    ['mañana a las 9 de la mañana', '2026-11-25T09:00'],
    ['domingo a las 9 de la mañana', '2026-11-29T09:00'],
    ['viernes a las 12 de la noche', '2026-11-28T00:00'],
    ['mañana a las 3 de la madrugada', '2026-11-25T03:00'],
    ['mañana a mediodía', '2026-11-25T12:00'],
    ['a las 12 del mediodía', '2026-11-25T12:00'],
    ['el viernes a medianoche', '2026-11-28T00:00'],
    ['a medianoche', '2026-11-25T00:00'],
    ['18h', '2026-11-24T18:00'],
    ['mañana 18h', '2026-11-25T18:00'],
    ['hoy a las 18h', '2026-11-24T18:00'],
    ['18h30', '2026-11-24T18:30'],
    ['mañana a la una y media', '2026-11-25T01:30'],
    ['las 21:30 del viernes', '2026-11-27T21:30'],
    ['el lunes que viene a las 9', '2026-11-30T09:00'],
    ['el próximo lunes', '2026-11-30T09:00'],
    ['el domingo 29', '2026-11-29T09:00'],
    ['el domingo 29 a las 18:00', '2026-11-29T18:00'],
    ['el 30 a las 9', '2026-11-30T09:00'],
    ['30 nov 9:00', '2026-11-30T09:00'],
    ['el 3 de diciembre', '2026-12-03T09:00'],
    ['el martes a las 15:00', '2026-12-01T15:00'],
    ['el martes a las 17:00', '2026-11-24T17:00'],
    ['en 2 días', '2026-11-26T16:00'],
    ['dentro de 2 horas', '2026-11-24T17:00Z'],
    ['en una semana', '2026-12-01T16:00'],
    // English
    ['tonight', '2026-11-24T21:00'],
    ['tonight at 10', '2026-11-24T22:00'],
    ['friday night', '2026-11-27T21:00'],
    ['friday night at 10', '2026-11-27T22:00'],
    ['tomorrow morning', '2026-11-25T09:00'],
    ['tomorrow at 3 in the afternoon', '2026-11-25T15:00'],
    ['tomorrow noon', '2026-11-25T12:00'],
    ['friday midnight', '2026-11-28T00:00'],
    ['day after tomorrow at 9', '2026-11-26T09:00'],
    ['in 2 days', '2026-11-26T16:00'],
    ['in 2 days at 9', '2026-11-26T09:00'],
    ['in half an hour', '2026-11-24T15:30Z'],
    ['next monday', '2026-11-30T09:00'],
    ['next tuesday', '2026-12-01T09:00'],
    ['the 30th at 9', '2026-11-30T09:00'],
    ['sunday 29', '2026-11-29T09:00'],
    ['Mon 30 Nov 9am', '2026-11-30T09:00'],
    ['9pm', '2026-11-24T21:00'],
    ['9:00', '2026-11-25T09:00'],
    ['until monday 9:00', '2026-11-30T09:00'],
    ['9.30', '2026-11-25T09:30'],
    ['mañana a las 9.05', '2026-11-25T09:05'],
    ['mañana 18 horas', '2026-11-25T18:00'],
    ['friday 9.00', '2026-11-27T09:00'],
    ['now', '2026-11-24T15:00Z'],
    ['ahora mismo', '2026-11-24T15:00Z'],
    ['en media hora', '2026-11-24T15:30Z'],
    ['dentro de hora y media', '2026-11-24T16:30Z'],
    ['in an hour and a half', '2026-11-24T16:30Z'],
    ['en un cuarto de hora', '2026-11-24T15:15Z'],
  ])('%s', (typed, wall) => {
    expect(read(typed, 'en')).toBe(wall)
    expect(read(typed, 'es')).toBe(wall)
  })

  test.each([
    'el domingo 30',
    'sunday 30',
    'Sunday 30 Nov',
    'monday 25:00',
    'monday 9:75',
    'monday 9 blabla',
    'lunes 9 más o menos',
    'monday or tuesday',
    'de lunes a viernes',
    'a las 9 o a las 10',
    'friday 13 pm',
    'el 32 a las 9',
    '30',
    // The 1st of December is a Tuesday, and one o'clock an hour.
    'martes 1',
    'in 2 days maybe',
    'el pasado lunes',
    'lunes 09:00-17:00',
    'mañana a las 2 de la noche',
    'tomorrow 2 at night',
    'tonight at 1 am',
    'esta noche a las 00:30',
    'this afternoon 11 am',
    '9 pm in the morning',
    'mañana a las 12 de la mañana',
    'dentro de poco',
    // Another's zone, a day that has passed, a month that no year has.
    'monday 9:00 PST',
    'lunes 9:00 CET',
    'tomorrow 9:00 EST',
    '28 nov 9:00 GMT',
    'friday -5',
    'last monday',
    'last friday 9:00',
    'weekend',
    '2026-13-01',
    '2027-02-30',
    // A day in November or an hour; how long or until when; which day of it.
    '9.11',
    '3 horas',
    'next week',
    'la semana que viene',
    'this month',
    'now 9:00',
  ])('nothing of it is passed over: %s', (typed) => {
    expect(read(typed, 'en')).toBeNull()
    expect(read(typed, 'es')).toBeNull()
  })

  test('half hours of a zone with a change of half an hour are wall clock', () => {
    expect(read('tomorrow 2:15', 'en', 'Australia/Lord_Howe', new Date('2026-10-02T15:00Z'))).toBe('2026-10-04T02:15')
    expect(readMoment('2026-10-04T02:15', 'Australia/Lord_Howe')).toMatchObject({ kind: 'skipped' })
    const santiago = read('mañana a las 0:30', 'es', 'America/Santiago', new Date('2026-09-05T15:00Z'))
    expect(readMoment(santiago ?? '', 'America/Santiago')).toMatchObject({ kind: 'skipped' })
  })

  test('nothing that is a time is nothing', () => {
    for (const typed of ['', 'soon', 'cuando puedas', '<!channel>']) expect(read(typed, 'es')).toBeNull()
  })

  test('today is the reader’s: late in Auckland it is tomorrow already', () => {
    expect(read('tomorrow 9:00', 'en', 'Pacific/Auckland')).toBe('2026-11-26T09:00')
    expect(read('tomorrow 9:00', 'en', 'America/Los_Angeles')).toBe('2026-11-25T09:00')
  })

  test('SCHEDULES: what doesn’t exist, or exists twice, has both readings', () => {
    const spring = read('29 March 2026 02:30', 'en', 'Europe/Madrid', new Date('2026-03-01T12:00Z'))
    expect(readMoment(spring ?? '', 'Europe/Madrid')).toMatchObject({ kind: 'skipped' })
    const autumn = read('1 November 01:30', 'en', 'America/New_York', new Date('2026-10-20T12:00Z'))
    const both = readMoment(autumn ?? '', 'America/New_York')
    if (both.kind !== 'repeated') throw new Error(both.kind)
    // What is offered can be typed as it stands.
    const chosen = both.readings.map((one) => `${one.slice(0, 10)} ${one.slice(11, 16)} ${one.slice(16)}`)
    expect(chosen.map((typed) => read(typed, 'en', 'America/New_York'))).toEqual(both.readings)
  })
})

test.each(['America/New_York', 'Europe/Madrid', 'America/Santiago', 'Australia/Lord_Howe'])(
  'what is written out in full is read as it stands, in either language, whatever the clock does in %s',
  (zone) => {
    const minute = fc.integer({ min: 0, max: 365 * 24 * 60 - 1 })
    fc.assert(
      fc.property(minute, fc.constantFrom('en' as const, 'es' as const), (later, locale) => {
        const at = Temporal.Instant.fromEpochMilliseconds(NOW.getTime() + later * 60_000).toZonedDateTimeISO(zone)
        const wall = at.toPlainDateTime().toString({ smallestUnit: 'minute' })
        expect(read(wall.replace('T', ' '), locale, zone)).toBe(wall)
      }),
      { numRuns: 60, seed: 20_261_124 },
    )
  },
)

test('the command: whom, from when, until when', () => {
  expect(readCoverCommand('<@U0B|b> until monday 9')).toEqual({ person: 'U0B', from: '', until: 'monday 9' })
  expect(readCoverCommand('<@U0B> hasta el lunes a las 9')).toEqual({
    person: 'U0B',
    from: '',
    until: 'el lunes a las 9',
  })
  expect(readCoverCommand('<@U0B> from friday 18:00 to monday 9:00')).toEqual({
    person: 'U0B',
    from: 'friday 18:00',
    until: 'monday 9:00',
  })
  expect(readCoverCommand('<@U0B> desde el viernes hasta el lunes')).toEqual({
    person: 'U0B',
    from: 'el viernes',
    until: 'el lunes',
  })
  expect(readCoverCommand('<@U0B> desde el martes a las 8 hasta el miércoles a las 8')).toEqual({
    person: 'U0B',
    from: 'el martes a las 8',
    until: 'el miércoles a las 8',
  })
  expect(readCoverCommand('<@U0B> de martes a jueves')).toEqual({ person: 'U0B', from: 'martes', until: 'jueves' })
  expect(readCoverCommand('')).toEqual({ person: null, from: '', until: '' })
})
