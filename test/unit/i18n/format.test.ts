import { describe, expect, it } from 'vitest'
import {
  agoOf,
  dateOf,
  dateTimeOf,
  durationOf,
  isSoon,
  listOf,
  localDayOf,
  momentOf,
  roughDurationOf,
  timeOf,
  weekdayTimeOf,
} from '../../../src/i18n/format.ts'

const at = new Date('2026-12-01T17:05:00Z')

describe('an instant', () => {
  it('is told on the reader’s own wall clock, in 24 hours', () => {
    expect(timeOf(at, 'America/New_York', 'en')).toBe('12:05')
    expect(timeOf(at, 'Europe/Madrid', 'es-ES')).toBe('18:05')
    expect(timeOf(at, 'America/Mexico_City', 'es')).toBe('11:05')
    expect(timeOf(new Date('2026-12-01T00:00:00Z'), 'UTC', 'en')).toBe('00:00')
  })

  it('names its day in the reader’s language, where the reader is', () => {
    expect(weekdayTimeOf(at, 'Europe/Madrid', 'en')).toBe('Tue 18:05')
    expect(weekdayTimeOf(at, 'Europe/Madrid', 'es')).toBe('mar 18:05')
    expect(dateOf(new Date('2026-12-01T02:00:00Z'), 'America/New_York', 'en')).toBe('30 Nov')
    expect(dateTimeOf(at, 'UTC', 'es')).toBe('mar 1 dic 17:05')
    expect(localDayOf(new Date('2026-12-01T02:00:00Z'), 'America/New_York')).toBe('2026-11-30')
  })

  it('inside a sentence knows its article: one o’clock is feminine singular in Spanish', () => {
    expect(momentOf(new Date('2026-12-01T01:30:00Z'), 'UTC', 'es', true)).toEqual({
      text: '01:30',
      form: 'time_at_one',
    })
    expect(momentOf(new Date('2026-12-01T13:30:00Z'), 'UTC', 'es', true).form).toBe('time')
    expect(momentOf(at, 'UTC', 'es', false)).toEqual({ text: 'mar 1 dic 17:05', form: 'day' })
  })

  it('is told by its hour alone within twelve hours', () => {
    const reference = new Date('2026-12-01T06:00:00Z')
    expect(isSoon(at, reference)).toBe(true)
    expect(isSoon(reference, at)).toBe(true)
    expect(isSoon(new Date('2026-12-01T18:00:00Z'), reference)).toBe(false)
  })
})

describe('a length of time', () => {
  it('is in our own units, minutes with two digits after hours', () => {
    expect(durationOf(0, 'en')).toBe('0 min')
    expect(durationOf(59, 'en')).toBe('59 min')
    expect(durationOf(60, 'en')).toBe('1 h')
    expect(durationOf(182, 'es')).toBe('3 h 02 min')
    expect(durationOf(48 * 60, 'en')).toBe('2 days')
    expect(durationOf(49 * 60 + 59, 'es')).toBe('2 días 1 h')
    expect(durationOf(-5, 'en')).toBe('0 min')
  })

  it('ago is rounded down to one unit, and never lies in the future', () => {
    const ago = (minutes: number, locale: 'en' | 'es') => agoOf(new Date(at.getTime() - minutes * 60_000), at, locale)
    expect(ago(0, 'en')).toBe('just now')
    expect(ago(-3, 'es')).toBe('hace un momento')
    expect(ago(1, 'en')).toBe('1 min ago')
    expect(ago(125, 'es')).toBe('hace 2 h')
    expect(ago(72 * 60, 'es')).toBe('hace 3 días')
    expect(roughDurationOf(119, 'en')).toBe('1 h')
  })
})

it('lists end as each language ends them', () => {
  expect(listOf(['A', 'B', 'C'], 'en')).toBe('A, B and C')
  expect(listOf(['A', 'B', 'C'], 'es')).toBe('A, B y C')
  expect(listOf(['A', 'Inés'], 'es')).toBe('A e Inés')
  expect(listOf(['A'], 'es')).toBe('A')
})
