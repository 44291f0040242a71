/** How the playground's page reads Slack's text: pure modules, loaded as the browser loads them. */
import { describe, expect, test } from 'vitest'

const page = new URL('../../../src/playground/page/', import.meta.url)
const { parseMrkdwn, typedToSlack } = await import(new URL('format/mrkdwn.mjs', page).href)
const { fillDate, instantOf, dayLabel, cityOf } = await import(new URL('format/dates.mjs', page).href)

const text = (value: string) => ({ t: 'text', text: value })

describe('mrkdwn', () => {
  test('bold, italic and strike may lie in each other', () => {
    expect(parseMrkdwn('*a _b_* ~c~')).toEqual([
      { t: 'bold', kids: [text('a '), { t: 'italic', kids: [text('b')] }] },
      text(' '),
      { t: 'strike', kids: [text('c')] },
    ])
  })

  test.each(['snake_case_name', '2*3*4', '* spaced *', 'a~b~c', '**', '_'])(
    'a mark inside a word is no mark: %s',
    (said) => {
      expect(parseMrkdwn(said)).toEqual([text(said)])
    },
  )

  test('what a person wrote stays text: escaped marks of Slack come out as the characters they are', () => {
    expect(parseMrkdwn('&lt;!channel&gt; &lt;@U1&gt; a &amp;lt; b')).toEqual([text('<!channel> <@U1> a &lt; b')])
  })

  test('mentions, channels, links and dates keep their labels', () => {
    expect(parseMrkdwn('<@U1|A><#C1><https://x.example/?a=1&amp;b=2|here><!date^60^{time}|01:00>')).toEqual([
      { t: 'user', id: 'U1', label: 'A' },
      { t: 'channel', id: 'C1', label: '' },
      { t: 'link', url: 'https://x.example/?a=1&b=2', text: 'here' },
      { t: 'date', at: 60_000, format: '{time}', link: '', fallback: '01:00' },
    ])
  })

  test('bold goes round a date whose format holds underscores', () => {
    expect(parseMrkdwn('*by <!date^60^{date_short_pretty}|x>*')).toEqual([
      {
        t: 'bold',
        kids: [text('by '), { t: 'date', at: 60_000, format: '{date_short_pretty}', link: '', fallback: 'x' }],
      },
    ])
  })

  test('quoted lines stand together, the next line ends them', () => {
    expect(parseMrkdwn('a\n&gt; b\n> c\nd')).toEqual([
      text('a'),
      { t: 'quote', kids: [text('b'), { t: 'br' }, text('c')] },
      text('d'),
    ])
  })

  test('nothing is read inside code', () => {
    expect(parseMrkdwn('`*a* <@U1>` ```x\n*y*```')).toEqual([
      { t: 'code', text: '*a* <@U1>' },
      text(' '),
      { t: 'pre', text: 'x\n*y*' },
    ])
  })
})

describe('what a person types', () => {
  const people = [
    { id: 'U1', name: 'Specialist A' },
    { id: 'U2', name: 'Specialist' },
  ]

  test('is escaped, with links and mentions in Slack’s brackets; the longest name wins', () => {
    expect(typedToSlack('@Specialist A see https://x.example/a?b=1&c=2. <!channel>', people)).toBe(
      '<@U1> see <https://x.example/a?b=1&amp;c=2>. &lt;!channel&gt;',
    )
  })

  test('an address inside a word mentions nobody', () => {
    expect(typedToSlack('mail@Specialist', people)).toBe('mail@Specialist')
  })
})

describe('dates', () => {
  // Monday 2026-11-23, 09:02 in UTC: 10:02 in Madrid, 03:02 in Mexico City, 4:02 AM in New York.
  const now = Date.parse('2026-11-23T09:02:00Z')
  const madrid = { zone: 'Europe/Madrid', locale: 'es-ES', now }
  const newYork = { zone: 'America/New_York', locale: 'en-US', now }
  const mexico = { zone: 'America/Mexico_City', locale: 'es-LA', now }

  test.each([
    ['{time}', madrid, '10:02'],
    ['{time}', mexico, '03:02'],
    ['{time}', newYork, '4:02 AM'],
    ['{date_num}', newYork, '2026-11-23'],
    ['{date_short}', newYork, 'Nov 23, 2026'],
    ['{date_long}', newYork, 'Monday, November 23, 2026'],
    ['{date}', madrid, '23 de noviembre de 2026'],
    ['{date_pretty} {time}', newYork, 'today 4:02 AM'],
    ['{ago}', newYork, 'now'],
  ])('%s is read in the reader’s zone and language', (format, reader, said) => {
    expect(fillDate(format, now, reader)).toBe(said)
  })

  test('yesterday is the reader’s yesterday', () => {
    const lateSunday = Date.parse('2026-11-22T23:30:00Z')
    expect(fillDate('{date_short_pretty}', lateSunday, madrid)).toBe('hoy')
    expect(fillDate('{date_short_pretty}', lateSunday, newYork)).toBe('yesterday')
    expect(dayLabel(lateSunday, newYork)).toBe('Yesterday')
  })

  test('a format that Slack does not know, and a time that is none, give the fallback', () => {
    expect(fillDate('{hour}', now, madrid)).toBeNull()
    expect(fillDate('{time}', Number.NaN, madrid)).toBeNull()
  })

  test.each([
    ['2026-07-01', '09:00', 'Europe/Madrid', '2026-07-01T07:00:00Z'],
    ['2026-12-01', '09:00', 'America/Mexico_City', '2026-12-01T15:00:00Z'],
    ['2026-10-25', '12:00', 'Europe/Madrid', '2026-10-25T11:00:00Z'],
  ])('a picked hour (%s %s) is one of the person’s zone %s', (date, time, zone, instant) => {
    expect(instantOf(date, time, zone)).toBe(Date.parse(instant) / 1000)
  })

  test('a city is named in the reader’s language', () => {
    expect([cityOf('America/Mexico_City', 'es-ES'), cityOf('America/Mexico_City', 'en-GB')]).toEqual([
      'Ciudad de México',
      'Mexico City',
    ])
  })
})
