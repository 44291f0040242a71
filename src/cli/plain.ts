/**
 * What people wrote, as a terminal may show it: a control character could move its cursor, rename its window or hide a
 * line, and a mark of direction could turn the text around. Line breaks stay.
 */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, (found) => (found === '\t' ? ' ' : ''))
}

const UNSEEN = /[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** JSON of one value; JSON itself leaves the second block of control characters as it is. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
