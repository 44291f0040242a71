import { en as english, es as spanish } from 'chrono-node'
import { type Locale, languageOf } from '../domain/language.ts'

/** Without an hour: the day's beginning of work. */
const HOUR = 9
/** `02:30 -04:00`, as it is offered where a time exists twice. */
const OFFSET = /\s*([+-]\d{2}:\d{2})$/
/** `monday 9`, `el lunes 9`: an hour. */
const BARE_HOUR = /(\p{L})\s+(\d{1,2})$/u

/**
 * A moment as a person types it, in their language, as wall clock of their zone: `2026-11-30T09:00`, with the offset where one was
 * typed or follows ("in three hours"). Null where nothing of it is a moment. Times that have passed today are tomorrow's. What it
 * is in a zone, and whether it exists there, is another question.
 */
export function readTypedMoment(
  typed: string,
  of: { readonly locale: Locale; readonly zone: string; readonly now: Date },
): string | null {
  const given = OFFSET.exec(typed)?.[1]
  const text = typed.replace(OFFSET, '').trim().replace(BARE_HOUR, '$1 $2:00')
  const reads = languageOf(of.locale) === 'es' ? [spanish, english] : [english, spanish]
  const reference = { instant: of.now, timezone: offsetMinutesOf(of.zone, of.now) }
  // The one that understands more of it; of as much the reader's own.
  const [best] = reads
    .flatMap((language) => language.parse(text, reference, { forwardDate: true }).slice(0, 1))
    .toSorted((one, other) => other.text.length - one.text.length)
  if (best === undefined) return null
  const { start } = best
  if (given === undefined && start.isCertain('timezoneOffset'))
    return start.date().toISOString().slice(0, 16).concat('Z')
  const part = (name: 'year' | 'month' | 'day' | 'minute') => String(start.get(name) ?? 0).padStart(2, '0')
  const isTimed = start.isCertain('hour')
  const hour = String(isTimed ? (start.get('hour') ?? HOUR) : HOUR).padStart(2, '0')
  const minute = isTimed ? part('minute') : '00'
  return `${part('year')}-${part('month')}-${part('day')}T${hour}:${minute}${given ?? ''}`
}

function offsetMinutesOf(zone: string, at: Date): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '') ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -size : size
}

/** What was typed after `/oncall cover`: whom, and from when to when, as it stands there. */
export function readCoverCommand(typed: string): {
  readonly person: string | null
  readonly from: string
  readonly until: string
} {
  const person = /<@([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>/.exec(typed)?.[1] ?? null
  const rest = typed
    .replace(/<@[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  // "de … a …" comes last: an `a` stands before hours, too.
  const both =
    /^(?:from|desde|de)\s+(.+?)\s+(?:until|till|hasta)\s+(.+)$/iu.exec(rest) ??
    /^from\s+(.+?)\s+to\s+(.+)$/iu.exec(rest) ??
    /^(?:desde|de)\s+(.+)\s+a\s+((?!las?\s).+)$/iu.exec(rest)
  if (both !== null) return { person, from: both[1] ?? '', until: both[2] ?? '' }
  const until = /^(?:until|till|to|hasta)\s+(.+)$/iu.exec(rest)
  return { person, from: '', until: until?.[1] ?? rest }
}
