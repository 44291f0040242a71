import { LinkifyIt } from 'linkify-it'

export interface Recognised {
  readonly kind: 'url' | 'id'
  /** Normalised for comparison. */
  readonly value: string
  /** As typed. */
  readonly typed: string
}

// Without a scheme only under these endings: "hecho.no" at the end of a sentence is no link.
const linkify = new LinkifyIt({
  fuzzyEmail: false,
  fuzzyLink: true,
  tlds: ['com', 'org', 'net', 'es', 'mx', 'uk', 'eu', 'io'],
})
/** `spotify:track:…`-like URIs, UUIDs, and ids with a letter and a digit or a long number, as content ids are. */
const ID =
  /\b(?:[a-z]+:[a-z]+:[A-Za-z0-9]{6,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{10,}|\d{7,})\b/g
const MOST = 50

/** Slack wraps links as `<url|label>`; the text of a form doesn't, a message's does. Who is mentioned is no content. */
function unwrap(text: string): string {
  return text.replace(/<(https?:[^|>\s]+)(?:\|[^>]*)?>/g, '$1').replace(/<[@#!][^>\s]*>/g, ' ')
}

function normaliseUrl(url: string): string | null {
  try {
    const parsed = new URL(url)
    parsed.hash = ''
    parsed.hostname = parsed.hostname.toLowerCase().replace(/^www\./, '')
    for (const name of [...parsed.searchParams.keys()]) {
      if (/^(utm_|si$|fbclid$|gclid$)/i.test(name)) parsed.searchParams.delete(name)
    }
    const path = parsed.pathname.replace(/\/+$/, '')
    return `${parsed.hostname}${path}${parsed.search}`
  } catch {
    return null
  }
}

/** Reads links and ids out of what somebody wrote: no field of their own (SCREENS 4). At most fifty, first come. */
export function recognise(text: string): readonly Recognised[] {
  const found = new Map<string, Recognised>()
  let rest = unwrap(text)
  for (const match of linkify.match(rest) ?? []) {
    const value = normaliseUrl(match.url)
    if (value === null) continue
    if (!found.has(value)) found.set(value, { kind: 'url', value, typed: match.raw })
  }
  for (const reference of found.values()) rest = rest.split(reference.typed).join(' ')
  for (const match of rest.matchAll(ID)) {
    const value = match[0].toLowerCase()
    if (!found.has(value)) found.set(value, { kind: 'id', value, typed: match[0] })
  }
  return [...found.values()].slice(0, MOST)
}
