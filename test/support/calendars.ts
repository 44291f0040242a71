import ICAL from 'ical.js'

/** An event as another library reads it, zones by the calendar's own VTIMEZONE alone. */
export interface ReadEvent {
  readonly uid: string
  readonly sequence: number
  readonly status: string
  readonly summary: string
  readonly description: string | null
  readonly start: Date
  readonly end: Date
  /** As it is written: `TZID=Europe/Madrid:2026-10-25T09:00:00`. */
  readonly writtenStart: string
}

export interface ReadCalendar {
  readonly name: string
  readonly property: (name: string) => unknown
  readonly zones: readonly string[]
  readonly events: readonly ReadEvent[]
}

export function readCalendar(text: string): ReadCalendar {
  const root = new ICAL.Component(ICAL.parse(text))
  // Nothing but what stands in the file: a zone that it doesn't define would be read as the machine's.
  ICAL.TimezoneService.reset()
  const zones = root.getAllSubcomponents('vtimezone').map((component) => {
    const zone = new ICAL.Timezone(component)
    ICAL.TimezoneService.register(zone)
    return zone.tzid
  })
  const events = root.getAllSubcomponents('vevent').map((component): ReadEvent => {
    const event = new ICAL.Event(component)
    const property = component.getFirstProperty('dtstart')
    const tzid = String(property?.getFirstParameter('tzid') ?? 'UTC')
    if (tzid !== 'UTC' && !zones.includes(tzid)) throw new Error(`the calendar doesn't define ${tzid}`)
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue('status')),
      summary: event.summary,
      description: event.description,
      start: event.startDate.toJSDate(),
      end: event.endDate.toJSDate(),
      writtenStart: `TZID=${tzid}:${event.startDate.toString()}`,
    }
  })
  const property = (name: string) => root.getFirstPropertyValue(name)
  // The library takes X- properties as they are written.
  const name = String(property('x-wr-calname')).replace(/\\(.)/g, '$1')
  return { name, property, zones, events }
}

/** In order, what touches joined, within the span. */
export function unionOf(bits: readonly { readonly start: Date; readonly end: Date }[], from: Date, to: Date) {
  const found: { start: number; end: number }[] = []
  for (const bit of bits.toSorted((a, b) => a.start.getTime() - b.start.getTime())) {
    const start = Math.max(bit.start.getTime(), from.getTime())
    const end = Math.min(bit.end.getTime(), to.getTime())
    if (start >= end) continue
    const last = found.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found.map(({ start, end }) => `${new Date(start).toISOString()} – ${new Date(end).toISOString()}`)
}
