import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { calendarText } from '../../../src/documents/calendar.ts'
import { vtimezoneOf } from '../../../src/documents/zones.ts'
import type { CalendarEvent, CalendarFacts } from '../../../src/domain/oncall/calendar.ts'
import { readCalendar } from '../../support/calendars.ts'

const at = (text: string) => new Date(text)

function event(more: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    uid: 'a@vigia',
    sequence: 0,
    isCancelled: false,
    start: at('2026-11-27T23:00:00Z'),
    end: at('2026-11-30T14:00:00Z'),
    zone: 'America/New_York',
    schedule: 'core',
    rotation: 'primary',
    layer: 'weekend',
    why: 'swap',
    person: null,
    changedAt: at('2026-11-20T10:00:00Z'),
    ...more,
  }
}

function facts(more: Partial<CalendarFacts> = {}): CalendarFacts {
  const span = { start: at('2026-08-20T00:00:00Z'), end: at('2027-05-20T00:00:00Z') }
  return { of: { kind: 'person', name: 'Ana' }, locale: 'en', span, events: [event()], ...more }
}

/** What no name should be able to do to a calendar. */
const HOSTILE = `Ñandú, "the"; \\ 🦉🦉 \r\nEND:VEVENT\nX-EVIL:1\u0000\u0085\u2028;TZID=x:${'ñ🦉'.repeat(80)}`

describe('the text of a calendar', () => {
  const lines = (text: string) => text.split('\r\n')
  const ofTeam = facts({
    of: { kind: 'team', name: HOSTILE },
    events: [event({ person: HOSTILE, schedule: HOSTILE, rotation: HOSTILE })],
  })

  test('lines end in CRLF and have at most 75 octets', () => {
    const text = calendarText(ofTeam)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...lines(text).map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(lines(text).some((line) => line.startsWith(' '))).toBe(true)
    expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
  })

  test('a hostile name stays a name', () => {
    const text = calendarText(ofTeam)
    expect(lines(text).filter((line) => line.startsWith('X-EVIL'))).toEqual([])
    const calendar = readCalendar(text)
    const name = HOSTILE.replace(/\p{Cc}+/gu, ' ')
    expect(calendar.name).toBe(`On call: ${name}`)
    expect(calendar.events.map(({ summary }) => summary)).toEqual([`${name}: ${name}, ${name} (weekend)`])
  })

  test('an event says where its wall clock hangs, why, and that its owner is free', () => {
    const text = calendarText(facts())
    expect(lines(text)).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'NAME:On call: Ana',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        'X-PUBLISHED-TTL:PT1H',
        'UID:a@vigia',
        'SEQUENCE:0',
        'DTSTAMP:20261120T100000Z',
        'LAST-MODIFIED:20261120T100000Z',
        'DTSTART;TZID=America/New_York:20261127T180000',
        'DTEND;TZID=America/New_York:20261130T090000',
        'SUMMARY:On call: core\\, primary (weekend)',
        'DESCRIPTION:covering (swap)',
        'STATUS:CONFIRMED',
        'TRANSP:TRANSPARENT',
      ]),
    )
  })

  test.each([
    ['en', 'On call: core, primary (holiday)', 'Cancelled: On call: core, primary (holiday)'],
    ['es', 'De guardia: core, primary (feriado)', 'Cancelado: De guardia: core, primary (feriado)'],
    ['es-ES', 'De guardia: core, primary (festivo)', 'Cancelado: De guardia: core, primary (festivo)'],
  ] as const)('it is in the language of its reader: %s', (locale, title, cancelled) => {
    const events = [event({ layer: 'holiday' }), event({ uid: 'b@vigia', layer: 'holiday', isCancelled: true })]
    const read = readCalendar(calendarText(facts({ locale, events }))).events
    expect(read.map(({ summary, status }) => [summary, status])).toEqual([
      [title, 'CONFIRMED'],
      [cancelled, 'CANCELLED'],
    ])
    expect(read[1]?.description).toBeNull()
  })

  test('a weekday is no kind of its own', () => {
    const [read] = readCalendar(calendarText(facts({ events: [event({ layer: 'weekday', why: 'turn' })] }))).events
    expect(read).toMatchObject({ summary: 'On call: core, primary', description: 'on call (turn)' })
  })

  test('a wall clock that comes twice is read as the instant that was meant', () => {
    const twice = [at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z')] as const
    const events = twice.map((start, index) => event({ uid: `${index}@vigia`, start, end: at('2026-11-01T15:00:00Z') }))
    const read = readCalendar(calendarText(facts({ events }))).events
    expect(read.map(({ start }) => start)).toEqual(twice)
    expect(read.map(({ end }) => end)).toEqual([at('2026-11-01T15:00:00Z'), at('2026-11-01T15:00:00Z')])
  })

  test('a calendar without events is one', () => {
    expect(readCalendar(calendarText(facts({ events: [] })))).toMatchObject({ events: [], zones: [] })
  })
})

const HALF_HOUR = 1_800_000

/** Each 26 hours, and each half hour of the day about a change of the clock. */
function samplesOf(zone: string, from: number, to: number): readonly number[] {
  const samples: number[] = []
  for (let time = from; time < to; time += 52 * HALF_HOUR) samples.push(time)
  let change = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  while (change !== null && change.epochMilliseconds < to) {
    for (let step = -24; step < 24; step += 1) samples.push(change.epochMilliseconds + step * HALF_HOUR)
    change = change.getTimeZoneTransition('next')
  }
  return samples
}

describe('a zone in a calendar', () => {
  const span = { start: at('2026-08-20T00:00:00Z'), end: at('2027-05-20T00:00:00Z') }

  test.each([
    'America/New_York',
    'Europe/Madrid',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kolkata',
    'America/Mexico_City',
    'America/Asuncion',
    'Africa/Casablanca',
    'Europe/Dublin',
    'Pacific/Chatham',
    'UTC',
  ])('%s is read as the instants that were meant, each half hour about its changes', (zone) => {
    const events = samplesOf(zone, span.start.getTime(), span.end.getTime()).map((time) =>
      event({ uid: `${time}@vigia`, zone, start: new Date(time), end: new Date(time + 900_000) }),
    )
    const read = readCalendar(calendarText(facts({ span, events }))).events
    const wrong = read.filter(({ start, end }, index) => {
      const meant = events[index]
      return start.getTime() !== meant?.start.getTime() || end.getTime() !== meant.end.getTime()
    })
    expect(wrong.map(({ writtenStart, start }) => `${writtenStart} ${start.toISOString()}`)).toEqual([])
    expect(read).toHaveLength(events.length)
  })

  test('is two rules where its year has any, for programs that read nothing else', () => {
    const rules = (zone: string) =>
      vtimezoneOf(zone, span)
        .match(/RRULE:.*/g)
        ?.map((rule) => rule.trim()) ?? []
    expect(rules('Europe/Madrid')).toEqual([
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    ])
    expect(rules('America/New_York')).toHaveLength(2)
    expect(rules('Africa/Casablanca')).toEqual([])
    expect(rules('America/Mexico_City')).toEqual([])
  })
})
