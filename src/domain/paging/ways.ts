import type { Severity } from '../escalation/words.ts'
import type { ContentLanguage, Language, Locale } from '../language.ts'

/** The ways to reach a person outside Slack, in the order in which screens offer them. */
export const WAY_KINDS = ['sms', 'voice', 'email', 'pagerduty', 'webhook'] as const
export type WayKind = (typeof WAY_KINDS)[number]

/** Ways that ring: with sev2 they wait (SCREENS 2). */
const PHONES: readonly WayKind[] = ['sms', 'voice']
const SEV2_PHONE_AFTER_MINUTES = 5
/** A person's own delay. */
export const LONGEST_DELAY_MINUTES = 60

/**
 * Minutes after the page at which a way is used, unless the page was seen before; null: this severity is told by Slack
 * alone. sev1 goes as each person ordered, sev2 rings after five minutes at the soonest.
 */
export function delayOf(
  severity: Severity,
  way: { readonly kind: WayKind; readonly delayMinutes: number },
): number | null {
  if (severity === 'sev3' || severity === 'sev4') return null
  if (severity === 'sev1' || !PHONES.includes(way.kind)) return way.delayMinutes
  return Math.max(SEV2_PHONE_AFTER_MINUTES, way.delayMinutes)
}

/**
 * What is sent by a way: facts, put into words by the way itself. None of them is a person's words. A restricted
 * escalation has neither category nor language.
 */
export type WayMessage =
  | {
      readonly kind: 'page'
      readonly attemptId: number
      readonly escalationId: number
      readonly severity: Severity
      readonly categoryShort: Readonly<Record<Language, string>> | null
      readonly contentLanguage: ContentLanguage | null
      readonly claimBy: Date | null
      /** When it was asked for, for how the deadline is written. */
      readonly askedAt: Date
      /** Opens Slack where the page stands. */
      readonly link: string | null
      /** An earlier try may have arrived. */
      readonly isRepeat: boolean
      readonly locale: Locale
      readonly zone: string
    }
  /** Six digits that prove that the way reaches its person. */
  | { readonly kind: 'code'; readonly code: string; readonly locale: Locale }
  | { readonly kind: 'test'; readonly locale: Locale }
  /** PagerDuty's own record follows ours. */
  | {
      readonly kind: 'follow_up'
      readonly attemptId: number
      readonly escalationId: number
      readonly action: FollowUp
    }

export type FollowUp = 'acknowledge' | 'resolve'

export type WayPage = Extract<WayMessage, { kind: 'page' }>

/** One way of somebody's, without its address. */
export interface WayView {
  readonly id: number
  readonly kind: WayKind
  readonly hint: string
  readonly delayMinutes: number
  readonly isVerified: boolean
  readonly testedAt: Date | null
  /** False: it was set up here when it was added, and isn't any more. */
  readonly isOffered: boolean
}

/** How somebody is reached, for their own App Home. */
export interface ReachView {
  /** Whether they may be paged at all: only then there is anything to say. */
  readonly isOfTeam: boolean
  readonly ways: readonly WayView[]
  /** What may be added here. */
  readonly offered: readonly WayKind[]
  /** Slack silences them until then, as it was last read; null: not now, or not known. */
  readonly silencedUntil: Date | null
  readonly asOf: Date
}

/** A number as people type it (`+34 600 000 042`, `0034…`) → E.164, or null. */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** An address as it is kept and sent to, or null where it can't be one. `hosts`: where a webhook may lead. */
export function addressOf(kind: WayKind, typed: string, hosts: readonly string[]): string | null {
  const text = typed.trim()
  switch (kind) {
    case 'sms':
    case 'voice':
      return phoneOf(text)
    case 'email':
      return /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,}$/.test(text) ? text.toLowerCase() : null
    case 'pagerduty':
      return /^[A-Za-z0-9]{32}$/.test(text) ? text : null
    case 'webhook':
      return webhookOf(text, hosts)
  }
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Only to hosts that the administrator named: a server posts where people tell it to. */
function webhookOf(text: string, hosts: readonly string[]): string | null {
  const match = /^(https?):\/\/([^/?#@\s]+)([/?][^\s#]*)?$/.exec(text)
  const [, scheme, authority] = match ?? []
  if (scheme === undefined || authority === undefined || text.length > 1000) return null
  const host = authority.replace(/:\d{1,5}$/, '').toLowerCase()
  if (!hosts.includes(host) && !hosts.includes(authority.toLowerCase())) return null
  return scheme === 'https' || LOOPBACK.includes(host) ? text : null
}

/** What may be shown of an address: enough to know it by, too little to use it. */
export function hintOf(kind: WayKind, address: string): string {
  switch (kind) {
    case 'sms':
    case 'voice':
      return `••${address.slice(-2)}`
    case 'email':
      return `${address.slice(0, 1)}••${address.slice(address.indexOf('@'))}`
    case 'pagerduty':
      return `••${address.slice(-4)}`
    case 'webhook':
      return /^https?:\/\/([^/?#]+)/.exec(address)?.[1] ?? '••'
  }
}

/** What an SMS may say: `1042 1`, `ESC-1042 2`, `3`. Null: anything else. */
export interface Answer {
  /** Null: the one page that waits for them. */
  readonly escalationId: number | null
  readonly verb: 'claim' | 'seen' | 'pass'
}

const BY_SMS: Readonly<Record<string, Answer['verb']>> = { '1': 'claim', '2': 'seen', '3': 'pass' }
const BY_KEY: Readonly<Record<string, Answer['verb'] | 'repeat'>> = {
  '4': 'claim',
  '5': 'seen',
  '6': 'pass',
  '9': 'repeat',
}

export function readAnswer(text: string): Answer | null {
  const match = /^(?:(?:esc-?)?\s*(\d{1,9})[\s=:.,-]+)?([123])\W*$/i.exec(text.trim())
  const verb = BY_SMS[match?.[2] ?? '']
  if (verb === undefined) return null
  const number = match?.[1]
  return { escalationId: number === undefined ? null : Number(number), verb }
}

export function readKey(digits: string): Answer['verb'] | 'repeat' | null {
  return BY_KEY[digits.trim()] ?? null
}
