import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import type { Locale } from '../domain/language.ts'
import type { CalendarEvent, CalendarFacts } from '../domain/oncall/calendar.ts'
import { calendarWordsOf } from '../i18n/calendar.ts'
import { layerWordOf, whyOf } from '../i18n/oncall.ts'
import { vtimezoneOf } from './zones.ts'

/** How often a calendar is asked to look again. */
const REFRESH_SECONDS = 3600

/**
 * A calendar as iCalendar text (RFC 5545): each event in its schedule's zone, with a `VTIMEZONE`. The same facts give the
 * same text. Of people it says display names at most.
 */
export function calendarText(facts: CalendarFacts): string {
  const { of, locale, span, events } = facts
  const words = calendarWordsOf(locale)
  const calendar = ical({
    prodId: { company: 'Vigia', product: 'On call', language: locale.slice(0, 2).toUpperCase() },
    // The library escapes all texts but this.
    name: escaped(plain(of.kind === 'person' ? words.ofPerson(of.name) : words.ofTeam(of.name))),
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    // Without a zone of its own: stamps would be written in it, and they are in UTC.
    timezone: { name: null, generator: (zone) => vtimezoneOf(zone, spanOf(span, events)) },
  })
  for (const event of events) addEvent(calendar, event, locale)
  return calendar.toString()
}

function addEvent(calendar: ReturnType<typeof ical>, event: CalendarEvent, locale: Locale): void {
  const { uid, sequence, zone, isCancelled, why, changedAt } = event
  const start = zoned(event.start, zone)
  const end = zoned(event.end, zone)
  // A wall clock that comes twice: the standard says the first is meant, programs differ. It is said in UTC, as is the other
  // end, which has to be of the same form.
  const isPlain = isOnce(start) && isOnce(end)
  const title = titleOf(event, locale)
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: changedAt,
    lastModified: changedAt,
    start: isPlain ? start : event.start,
    end: isPlain ? end : event.end,
    timezone: isPlain ? zone : null,
    summary: plain(isCancelled ? calendarWordsOf(locale).cancelled(title) : title),
    ...(why === null || isCancelled ? {} : { description: plain(whyOf(why, locale)) }),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // On call and free: who is on call may be invited.
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  })
}

function titleOf({ schedule, rotation, layer, person }: CalendarEvent, locale: Locale): string {
  const words = calendarWordsOf(locale)
  const kind = layer === null || layer === 'weekday' ? null : layerWordOf(layer, locale)
  const title = { schedule, rotation, kind }
  return person === null ? words.shift(title) : words.shiftOf(person === '' ? words.somebody : person, title)
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
}

function isOnce(at: Temporal.ZonedDateTime): boolean {
  const wall = at.toPlainDateTime()
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(at.timeZoneId, { disambiguation }),
  )
  return first !== undefined && second !== undefined && first.equals(second)
}

/** Events may begin before the calendar's span and end behind it. */
function spanOf(span: CalendarFacts['span'], events: readonly CalendarEvent[]): CalendarFacts['span'] {
  const ms = (pick: (...all: number[]) => number, ...all: readonly Date[]) =>
    new Date(all.reduce((known, at) => pick(known, at.getTime()), all[0]?.getTime() ?? 0))
  return {
    start: ms(Math.min, span.start, ...events.map((event) => event.start)),
    end: ms(Math.max, span.end, ...events.map((event) => event.end)),
  }
}

/** One line without what no calendar may hold: names come from people. */
function plain(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\p{Cs}/gu, '�')
    .trim()
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`)
}
