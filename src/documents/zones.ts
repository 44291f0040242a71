import { Temporal } from 'temporal-polyfill'

/**
 * A zone as calendars want it (RFC 5545, `VTIMEZONE`), from the same data with which shifts are reckoned: so a calendar can't
 * be an hour off what the pager does, whatever a government decides. Right within the span asked for.
 */

const MARGIN = { years: 1 }
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** A change of offset, with the wall clock as it read before it. */
interface Change {
  readonly wall: Temporal.PlainDateTime
  readonly from: number
  readonly to: number
}

/** The component's lines, with CRLF after each. */
export function vtimezoneOf(zone: string, span: { readonly start: Date; readonly end: Date }): string {
  const from = zoned(span.start, zone).subtract(MARGIN)
  const to = zoned(span.end, zone).add(MARGIN)
  const changes = changesBetween(from, to)
  const rules = yearlyRules(changes) ?? [asBefore(from), ...changes.map((change) => observance(change, null))]
  return [['BEGIN:VTIMEZONE', `TZID:${zone}`], ...rules, ['END:VTIMEZONE']]
    .map((lines) => `${lines.join('\r\n')}\r\n`)
    .join('')
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
}

function changesBetween(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): readonly Change[] {
  const changes: Change[] = []
  for (let before = from; ; ) {
    const after = before.getTimeZoneTransition('next')
    if (after === null || Temporal.ZonedDateTime.compare(after, to) > 0) return changes
    // The offset may have changed at `from` itself, and never between two transitions.
    const offset = after.subtract({ nanoseconds: 1 }).offsetNanoseconds
    const wall = after.toInstant().add({ nanoseconds: offset }).toZonedDateTimeISO('UTC').toPlainDateTime()
    changes.push({ wall, from: offset, to: after.offsetNanoseconds })
    before = after
  }
}

/** What holds until the first change. */
function asBefore(from: Temporal.ZonedDateTime): readonly string[] {
  const offset = from.offsetNanoseconds
  return observance({ wall: Temporal.PlainDateTime.from('1970-01-01T00:00'), from: offset, to: offset }, null)
}

/**
 * Two rules, for summer and winter, where all changes of the span follow them: what Outlook reads. Null where they don't
 * (Morocco in Ramadan, a year in which the law changed).
 */
function yearlyRules(changes: readonly Change[]): readonly (readonly string[])[] | null {
  const groups = [changes.filter((one) => one.to > one.from), changes.filter((one) => one.to < one.from)]
  const isYearly = groups.every((group) =>
    group.every((one, index) => one.wall.year === (group[0]?.wall.year ?? 0) + index),
  )
  const rules = groups.flatMap((group) => {
    const [first] = group
    const rule = first === undefined || group.length < 2 ? null : ruleOf(first, group)
    return first === undefined || rule === null ? [] : [observance(first, rule)]
  })
  return isYearly && rules.length === 2 ? rules : null
}

function ruleOf(first: Change, group: readonly Change[]): string | null {
  const { month, dayOfWeek } = first.wall
  const isSame = group.every(
    (one) =>
      one.from === first.from &&
      one.to === first.to &&
      one.wall.month === month &&
      one.wall.dayOfWeek === dayOfWeek &&
      one.wall.toPlainTime().equals(first.wall.toPlainTime()),
  )
  if (!isSame) return null
  const isLast = (one: Change) => one.wall.day + 7 > one.wall.daysInMonth
  const nth = (one: Change) => Math.ceil(one.wall.day / 7)
  const which = group.every(isLast) ? -1 : group.every((one) => nth(one) === nth(first)) ? nth(first) : null
  return which === null ? null : `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${which}${DAYS[dayOfWeek - 1]}`
}

function observance(change: Change, rule: string | null): readonly string[] {
  const kind = change.to > change.from ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${change.wall.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`,
    `TZOFFSETFROM:${offsetText(change.from)}`,
    `TZOFFSETTO:${offsetText(change.to)}`,
    ...(rule === null ? [] : [rule]),
    `END:${kind}`,
  ]
}

/** `-0330`; seconds only where a zone has them. */
function offsetText(nanoseconds: number): string {
  const seconds = Math.abs(Math.round(nanoseconds / 1e9))
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = seconds % 60 === 0 ? '' : two(seconds % 60)
  return `${nanoseconds < 0 ? '-' : '+'}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${rest}`
}
