import { Temporal } from 'temporal-polyfill'

/** The local date `YYYY-MM-DD` of an instant in an IANA zone. */
export function localDayOf(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()
}
