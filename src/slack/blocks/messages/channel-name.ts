import type { Named } from '../../../domain/escalation/views.ts'
import { escNumber, type Severity } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { clip, harmlessLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** Slack allows 80; shorter names stay readable in the side bar. */
const NAME_MAX = 48
const TOPIC_MAX = 250

/** Letters of our languages and their neighbours that don't come apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th' }

/**
 * Short words of a summary as Slack allows them in a channel's name: lower-case ASCII letters and digits, joined by
 * `-`. Links are left out: a name can't be defanged. Empty where nothing remains.
 */
export function slugOf(words: string, max: number): string {
  const pieces = words
    .replace(/\S*(?:\/\/|www\.)\S*/gi, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => LETTERS[letter] ?? ' ')
    .split(/[^a-z0-9]+/)
    .filter((piece) => piece.length > 1)
  let slug = ''
  for (const piece of pieces) {
    const longer = slug === '' ? piece.slice(0, max) : `${slug}-${piece}`
    if (longer.length > max) break
    slug = longer
  }
  return slug
}

export interface ChannelNaming {
  readonly escalationId: number
  /** 0 for the first channel, 1 for the one after a reopening, … */
  readonly sequence: number
  /** The summary; null for a restricted escalation, whose channel's name says nothing. */
  readonly nameWords: string | null
}

/**
 * `esc-1042-short-words`, after a reopening `esc-1042-b`. `attempt` 0 is the name itself; where somebody else holds it,
 * 1 gives `…-2`, and so on. Always `esc-<number>`, alone or followed by `-`: that is how a channel is known as ours.
 */
export function channelName(of: ChannelNaming, attempt = 0): string {
  const suffix = attempt === 0 ? '' : `-${attempt + 1}`
  const base = `esc-${of.escalationId}`
  if (of.sequence > 0) return `${base}-${letterOf(of.sequence)}${suffix}`
  const slug = of.nameWords === null ? '' : slugOf(of.nameWords, NAME_MAX - base.length - 1)
  return slug === '' ? `${base}${suffix}` : `${base}-${slug}${suffix}`
}

/** 1 → b, 25 → z, 26 → ba. */
function letterOf(sequence: number): string {
  const last = String.fromCharCode(97 + (sequence % 26))
  return sequence < 26 ? last : letterOf(Math.floor(sequence / 26)) + last
}

export interface ChannelTopic {
  readonly id: number
  readonly severity: Severity
  readonly owner: Named | null
}

/** `sev1 · Specialist B · ESC-1042`: changes with severity and owner only. Plain text: a topic knows no marks. */
export function channelTopic(of: ChannelTopic, reader: Reader): string {
  const { channel: say } = catalogueOf(reader.locale).messages
  const owner =
    of.owner === null
      ? say.unclaimed
      : harmlessLine(of.owner.name, 80).replace(/[<>&]/g, (sign) => ({ '<': '‹', '>': '›' })[sign] ?? '+')
  return clip(`${of.severity} · ${owner} · ${escNumber(of.id)}`, TOPIC_MAX)
}
