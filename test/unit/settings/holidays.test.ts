import { describe, expect, test } from 'vitest'
import type { HolidayCalendar, HolidayDate } from '../../../src/domain/oncall/rules.ts'
import { holidaysAround, holidaysFor, unknownCalendar } from '../../../src/settings/holidays.ts'
import { parseSchedules } from '../../../src/settings/schedules/file.ts'
import { SKETCH } from '../../support/schedule-sketch.ts'

const NY: HolidayCalendar = { country: 'US', region: 'NY', as: 'holiday' }
const MADRID: HolidayCalendar = { country: 'ES', region: 'MD', as: 'weekend' }
const MEXICO: HolidayCalendar = { country: 'MX', region: null, as: 'holiday' }

function days(calendars: HolidayCalendar[], year = 2026, dates: HolidayDate[] = [], strikes: string[] = []) {
  const rules = { holidayCalendars: calendars, holidayDates: dates, holidayStrikes: strikes }
  return holidaysFor(rules, year, year).filter((one) => one.on.startsWith(`${year}`))
}
const dates = (calendars: HolidayCalendar[], year = 2026) => days(calendars, year).map((one) => one.on)

describe('days off by law', () => {
  // 5 U.S.C. 6103 (a, and b for Saturdays); New York General Construction Law § 24 for Lincoln's Birthday and Election Day.
  test('New York 2026: the federal days, those of the state, and 3 July for Independence Day', () => {
    expect(dates([NY])).toEqual(
      expect.arrayContaining([
        ...['2026-01-01', '2026-01-19', '2026-02-12', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03'],
        ...['2026-07-04', '2026-09-07', '2026-10-12', '2026-11-03', '2026-11-11', '2026-11-26', '2026-12-25'],
      ]),
    )
    expect(dates([NY])).not.toContain('2026-11-27')
    expect(days([NY]).find((one) => one.on === '2026-11-26')).toEqual({
      on: '2026-11-26',
      name: 'Thanksgiving Day',
      as: 'holiday',
      calendars: ['US-NY'],
    })
  })

  // Estatuto de los Trabajadores, art. 37.2 (a Sunday's feast moves to Monday); Ley 8/1984 for 2 May.
  test('Madrid 2026: the days themselves, and the Mondays to which two Sundays are moved', () => {
    expect(dates([MADRID])).toEqual([
      ...['2026-01-01', '2026-01-06', '2026-04-02', '2026-04-03', '2026-05-01', '2026-05-02', '2026-08-15'],
      ...['2026-10-12', '2026-11-01', '2026-11-02', '2026-12-06', '2026-12-07', '2026-12-08', '2026-12-25'],
    ])
  })

  // Ley Federal del Trabajo, art. 74; Good Friday is a bank's day there.
  test('Mexico 2026: the seven days of rest that the law obliges to, and no day of banks', () => {
    expect(dates([MEXICO])).toEqual([
      ...['2026-01-01', '2026-02-02', '2026-03-16', '2026-05-01', '2026-09-16', '2026-11-16', '2026-12-25'],
    ])
  })

  test('a substitute day may lie in the year before: 31 December 2021 for New Year 2022', () => {
    expect(dates([NY], 2021)).toContain('2021-12-31')
  })

  test('a feast of several days covers each of them, one that begins at sunset its civil day', () => {
    const bosnia: HolidayCalendar = { country: 'BA', region: null, as: 'holiday' }
    expect(dates([bosnia])).toEqual(expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30']))
    expect(dates([bosnia])).not.toContain('2026-05-26')
    expect(dates([{ country: 'IL', region: null, as: 'holiday' }])).toContain('2026-09-21')
  })

  test('a country has regions, and some regions have their own', () => {
    expect(unknownCalendar({ country: 'DE', region: 'BY-A', as: 'holiday' })).toBeNull()
    expect(dates([{ country: 'DE', region: 'BY-A', as: 'holiday' }])).toContain('2026-08-08')
    expect(dates([{ country: 'DE', region: 'BY', as: 'holiday' }])).not.toContain('2026-08-08')
    expect(unknownCalendar({ country: 'DE', region: 'BY-ZZ', as: 'holiday' })).toMatchObject({ key: 'region' })
    expect(unknownCalendar({ country: 'XX', region: null, as: 'holiday' })).toMatchObject({ key: 'country' })
  })

  test('names in the language asked, else in that of the calendar', () => {
    const rules = { holidayCalendars: [NY], holidayDates: [], holidayStrikes: [] }
    const named = (language: 'en' | 'es') =>
      holidaysFor(rules, 2026, 2026, language).filter((one) => ['2026-09-07', '2026-06-19'].includes(one.on))
    expect(named('en').map((one) => one.name)).toEqual(['Juneteenth', 'Labor Day'])
    expect(named('es').map((one) => one.name)).toEqual(['Juneteenth', 'Día del Trabajador'])
  })
})

describe('several calendars, and what a lead says', () => {
  const on = (day: string, ...rest: Parameters<typeof days>) => days(...rest).find((one) => one.on === day)

  test('a date of several calendars is one holiday, and holiday beats weekend beats ignore, in whatever order', () => {
    const strong = { on: '2026-12-25', name: 'Christmas Day', as: 'holiday' }
    expect(on('2026-12-25', [MADRID, NY])).toEqual({ ...strong, calendars: ['ES-MD', 'US-NY'] })
    expect(on('2026-12-25', [NY, MADRID])).toEqual({ ...strong, calendars: ['US-NY', 'ES-MD'] })
    expect(on('2026-12-25', [{ ...NY, as: 'ignore' }, MADRID])).toMatchObject({ as: 'weekend' })
    expect(
      on('2026-01-06', [
        { ...NY, as: 'ignore' },
        { ...MADRID, as: 'ignore' },
      ]),
    ).toMatchObject({ as: 'ignore' })
  })

  test('the name is that of the first calendar that treats it so', () => {
    expect(on('2026-10-12', [MADRID, NY])?.name).toBe('Columbus Day')
    expect(on('2026-10-12', [MADRID, { ...NY, as: 'weekend' }])?.name).toBe('Fiesta Nacional de España')
  })

  test('a lead adds a day, renames one, treats one otherwise, and strikes one', () => {
    const said: HolidayDate[] = [
      { on: '2026-11-27', name: 'Day after Thanksgiving', as: 'holiday' },
      { on: '2026-10-12', name: "Indigenous Peoples' Day", as: 'weekend' },
    ]
    const all = days([NY, MADRID], 2026, said, ['2026-02-15', '2026-07-04'])
    expect(all.find((one) => one.on === '2026-11-27')).toEqual({ ...said[0], calendars: [] })
    expect(all.find((one) => one.on === '2026-10-12')).toEqual({ ...said[1], calendars: ['US-NY', 'ES-MD'] })
    expect(all.map((one) => one.on)).not.toContain('2026-02-15')
    expect(all.map((one) => one.on)).not.toContain('2026-07-04')
    expect(all.map((one) => one.on)).toContain('2026-07-03')
  })

  test('they come by date', () => {
    const all = days([NY, MADRID, MEXICO]).map((one) => one.on)
    expect(all).toEqual(all.toSorted())
    expect(new Set(all).size).toBe(all.length)
  })
})

test('calendars reach from the earliest anchor to more than 18 months beyond what is asked', () => {
  const parsed = parseSchedules(SKETCH, 'f')
  if (!parsed.ok) throw new Error('the sketch is right')
  const [schedule] = parsed.schedules
  if (schedule === undefined) throw new Error('there is one')
  const asked = holidaysAround(schedule.rules, new Date('2026-11-01T00:00Z'), new Date('2026-12-15T00:00Z'))
  expect(asked[0]?.on).toBe('2026-01-01')
  expect(asked.at(-1)?.on).toBe('2028-12-25')
})
