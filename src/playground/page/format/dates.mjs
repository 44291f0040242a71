/** Instants as a person reads them: their zone, their locale, and the workspace's clock as "now". */

/** @typedef {{ zone: string, locale: string, now: number }} Reader now: epoch milliseconds of the workspace's clock */

/** Slack's locale for Latin America isn't one that Intl knows. @param {string} locale */
export const intlLocale = (locale) => (locale === 'es-LA' ? 'es-419' : locale)

const formats = new Map()

/** @param {Reader} reader @param {Intl.DateTimeFormatOptions} options @returns {Intl.DateTimeFormat} */
function formatFor(reader, options) {
  const key = `${reader.locale}|${reader.zone}|${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(intlLocale(reader.locale), { ...options, timeZone: reader.zone })
  formats.set(key, made)
  return made
}

/** Slack writes 12 hours for US English and 24 for the others. @param {Reader} reader */
const clockOptions = (reader) =>
  reader.locale === 'en-US'
    ? /** @type {const} */ ({ hour: 'numeric', minute: '2-digit', hour12: true })
    : /** @type {const} */ ({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The hour of day. @param {number} at epoch milliseconds @param {Reader} reader */
export const timeOf = (at, reader) =>
  formatFor(reader, clockOptions(reader))
    .format(at)
    .replace(/\u202f/g, ' ')

/** The local day as YYYY-MM-DD. @param {number} at @param {Reader} reader */
export function dayOf(at, reader) {
  const part = new Map(
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: reader.zone })
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  )
  return `${part.get('year')}-${part.get('month')}-${part.get('day')}`
}

/** How many local days `at` lies after now. @param {number} at @param {Reader} reader */
const daysAhead = (at, reader) => (Date.parse(dayOf(at, reader)) - Date.parse(dayOf(reader.now, reader))) / 86_400_000

/** @param {number} at @param {Reader} reader @param {Intl.DateTimeFormatOptions} options */
function pretty(at, reader, options) {
  const ahead = daysAhead(at, reader)
  if (Math.abs(ahead) > 1) return formatFor(reader, options).format(at)
  return new Intl.RelativeTimeFormat(intlLocale(reader.locale), { numeric: 'auto' }).format(ahead, 'day')
}

/** How long ago, or ahead, in one unit. @param {number} at @param {Reader} reader */
export function agoOf(at, reader) {
  const seconds = (at - reader.now) / 1000
  const relative = new Intl.RelativeTimeFormat(intlLocale(reader.locale), { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return relative.format(Math.round(seconds), 'second')
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}

/** @type {Intl.DateTimeFormatOptions} */
const plain = { year: 'numeric', month: 'long', day: 'numeric' }
/** @type {Intl.DateTimeFormatOptions} */
const short = { year: 'numeric', month: 'short', day: 'numeric' }
/** @type {Intl.DateTimeFormatOptions} */
const long = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }

/** @type {Record<string, (at: number, reader: Reader) => string>} */
const tokens = {
  date_num: dayOf,
  date_slash: (at, reader) => formatFor(reader, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at),
  date: (at, reader) => formatFor(reader, plain).format(at),
  date_short: (at, reader) => formatFor(reader, short).format(at),
  date_long: (at, reader) => formatFor(reader, long).format(at),
  date_pretty: (at, reader) => pretty(at, reader, plain),
  date_short_pretty: (at, reader) => pretty(at, reader, short),
  date_long_pretty: (at, reader) => pretty(at, reader, long),
  day_divider_pretty: (at, reader) => pretty(at, reader, long),
  time: timeOf,
  time_secs: (at, reader) =>
    formatFor(reader, { ...clockOptions(reader), second: '2-digit' })
      .format(at)
      .replace(/\u202f/g, ' '),
  ago: agoOf,
}

/**
 * A `<!date^…>` token's format, filled in. A format with a token that Slack doesn't know gives null: Slack then shows
 * the fallback.
 * @param {string} format
 * @param {number} at epoch milliseconds
 * @param {Reader} reader
 * @returns {string | null}
 */
export function fillDate(format, at, reader) {
  if (!Number.isFinite(at)) return null
  let isKnown = true
  const filled = format.replace(/\{(\w+)\}/g, (_, name) => {
    const token = tokens[name]
    if (!token) isKnown = false
    return token ? token(at, reader) : ''
  })
  return isKnown ? filled : null
}

/** The whole instant, as Slack shows it when one points at a date. @param {number} at @param {Reader} reader */
export const fullDate = (at, reader) =>
  formatFor(reader, { ...long, ...clockOptions(reader), timeZoneName: 'short' }).format(at)

/** The separator between two days of messages. @param {number} at @param {Reader} reader */
export function dayLabel(at, reader) {
  const ahead = daysAhead(at, reader)
  const label =
    Math.abs(ahead) > 1
      ? formatFor(reader, { weekday: 'long', month: 'long', day: 'numeric' }).format(at)
      : pretty(at, reader, long)
  return label.charAt(0).toLocaleUpperCase() + label.slice(1)
}

/** @type {Record<string, Record<string, string>>} */
const cities = {
  es: { 'America/Mexico_City': 'Ciudad de México', 'America/New_York': 'Nueva York', 'Europe/London': 'Londres' },
}

/** A zone's city: "America/Mexico_City" is Mexico City. @param {string} zone @param {string} locale */
export const cityOf = (zone, locale) =>
  cities[locale.slice(0, 2)]?.[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** A locale's language in its own words: español, English. @param {string} locale */
export const languageOf = (locale) =>
  new Intl.DisplayNames([intlLocale(locale)], { type: 'language' }).of(locale.slice(0, 2)) ?? locale

/** A date and a time of a zone as epoch seconds; a time that a clock change skips moves forward.
 * @param {string} date YYYY-MM-DD @param {string} time HH:MM @param {string} zone */
export function instantOf(date, time, zone) {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  if (!Number.isFinite(wanted)) return null
  const reader = { zone, locale: 'en-GB', now: 0 }
  let at = wanted
  // The offset at the guess; asked twice, since the first guess may lie on the other side of a clock change.
  for (let turn = 0; turn < 2; turn++) {
    const wall = Date.parse(`${dayOf(at, reader)}T${timeOf(at, reader)}:00Z`)
    at += wanted - wall
  }
  return Math.floor(at / 1000)
}
