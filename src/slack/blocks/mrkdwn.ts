import { isSoon, type Moment, momentOf } from '../../i18n/format.ts'
import type { Reader } from './reader.ts'

/**
 * The one place where text that people wrote becomes mrkdwn. Slack knows no escape for its marks, so:
 * `&`, `<` and `>` are escaped (no mention, no link, no broadcast); a mark that could open or close a style, an emoji
 * code or a quotation is shown by a character that looks the same; links are defanged; characters that turn the
 * direction of writing are dropped. Whatever stands in blocks beside it is our own words.
 */

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Looks the same, means nothing to Slack. Inside a Latin word (`track_12`) nothing is styled: the mark stays as typed. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }
const MARKS = /`|(?<![0-9A-Za-zÀ-ɏ])[*_~]|[*_~](?![0-9A-Za-zÀ-ɏ])/gu

// Controls but for tab and line feed, half characters, and what overrides the direction of writing.
const UNWANTED = /(?![\t\n])\p{Cc}|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Longer words than this are given places to break: a phone's screen is about half as wide. */
const LONG_WORD = /\S{80}(?=\S)/gu

/** Links that can't be followed by a careless press: `https://a.b` → `hxxps://a.b`, `ftp://` → `ftp[:]//`. */
export function defang(text: string): string {
  return text
    .replace(/http(s?):\/\//gi, (_whole, s: string) => `hxxp${s.toLowerCase()}://`)
    .replace(/:\/\//g, (sign, index: number, whole: string) => {
      const scheme = whole.slice(Math.max(0, index - 5), index)
      return scheme === '' || /hxxps?$/i.test(scheme) || /[^a-z0-9+.-]$/i.test(scheme) ? sign : '[:]//'
    })
}

/** As typed to the eye, without any power; not yet escaped, so only for `plain_text` objects. Lines are kept. */
export function harmless(text: string): string {
  return defang(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(UNWANTED, ''))
}

/** One line of `harmless`: every run of white space, line breaks included, is one space. */
export function harmlessLine(text: string, max = 300): string {
  return clip(harmless(text).replace(/\s+/gu, ' ').trim(), max)
}

function neutralise(text: string): string {
  return text
    .replace(MARKS, (mark) => LOOK_ALIKE[mark] ?? mark)
    .replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, '∶')
    .replace(/^(\s*)(>+)/gmu, (_whole, space: string, signs: string) => space + '›'.repeat(signs.length))
    .replace(LONG_WORD, (word) => `${word}\u200b`)
}

/** Cuts by code points, so that no character is halved; `…` is the last of them where something was cut. */
export function clip(text: string, max: number): string {
  // No text has more code points than units.
  if (text.length <= max) return text
  const points = [...text]
  return points.length <= max
    ? text
    : `${points
        .slice(0, Math.max(0, max - 1))
        .join('')
        .trimEnd()}…`
}

/** Escapes as much of `text` as fits `budget` code points of mrkdwn: an escaped `&` counts five. */
function escapeWithin(text: string, budget: number): string {
  const points = [...text].map((point) => ENTITY[point] ?? point)
  const lengthOf = (piece: string) => (piece.length > 2 ? piece.length : 1)
  if (points.reduce((sum, piece) => sum + lengthOf(piece), 0) <= budget) return points.join('')
  let used = 1
  const kept = points.filter((piece) => {
    used += lengthOf(piece)
    return used <= budget
  })
  return `${kept.join('').trimEnd()}…`
}

/** User text on one line of ours (a summary, a name, a rule): at most `max` code points before escaping. */
export function userLine(text: string, max = 300): string {
  return escapeWithin(neutralise(harmlessLine(text, max)), Number.POSITIVE_INFINITY)
}

/** User text with its own lines (a body, an update), cut so that the mrkdwn is at most `budget` code points. */
export function userText(text: string, budget = 2800): string {
  return escapeWithin(
    neutralise(
      harmless(text)
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    ),
    budget,
  )
}

/** User text as a quotation, each line marked; at most forty lines of it. */
export function userQuote(text: string, budget = 2800): string {
  const lines = userText(text, budget - 80).split('\n')
  const shown = lines.length > 40 ? [...lines.slice(0, 40), '…'] : lines
  return shown.map((line) => `> ${line}`).join('\n')
}

/**
 * User text to be copied: in a code span, or in a code block where it has lines. Nothing is styled in there, so all but
 * backticks and links stays as typed.
 */
export function userCode(text: string, budget = 2800): string {
  const typed = harmless(text).trim().replaceAll('`', 'ˋ')
  const shown = escapeWithin(typed === '' ? '–' : typed, budget - 8)
  return shown.includes('\n') ? `\`\`\`\n${shown}\n\`\`\`` : `\`${shown}\``
}

/**
 * A person's display name: shown, never a mention. Sentences put a colon behind names ("Update from …:"), which with one
 * inside the name could close an emoji code; so there it is a look-alike too.
 */
export function nameOf(person: { readonly name: string }): string {
  return userLine(person.name.replaceAll(':', '∶'), 80)
}

/** `<@U…>`, which notifies: only for who must act now, and only from an id. */
export function mention(userId: string): string {
  if (!/^[UW][A-Z0-9]{1,20}$/.test(userId)) throw new Error('a mention needs a user id')
  return `<@${userId}>`
}

/** `<#C…>` */
export function channelLink(channelId: string): string {
  if (!/^[CGD][A-Z0-9]{1,20}$/.test(channelId)) throw new Error('a channel link needs a channel id')
  return `<#${channelId}>`
}

/** Slack shows the instant in each reader's own zone; `fallback` where it can't. `format` is Slack's (`{time}`). */
export function dateToken(at: Date, format: string, fallback: string): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${fallback}>`
}

/**
 * An instant inside a sentence, as a date token with a fallback in the reader's zone. `reference` is what the reader
 * thinks of (the event itself, the filing): within twelve hours of it the hour is enough; `null` names the day.
 */
export function momentToken(at: Date, reader: Reader, reference: Date | null): Moment {
  const plain = momentOf(at, reader.zone, reader.locale, reference !== null && isSoon(at, reference))
  const format = plain.form === 'day' ? '{date_short}, {time}' : '{time}'
  return { text: dateToken(at, format, plain.text), form: plain.form }
}
