import type { Sev } from './house.ts'

/** What people did, and nothing of what followed: all that the oracle is told of a year. Instants are epoch milliseconds. */
export interface Story {
  readonly filing: Filed
  readonly acts: readonly Act[]
  /** Everything that fell due until then has been done. */
  readonly until: number
}

export interface Filed {
  readonly at: number
  readonly by: string
  readonly category: string
  readonly severity: Sev
  readonly neededBy: number | null
  readonly receivedAt: number | null
}

export interface Act {
  readonly at: number
  readonly by: string
  readonly did: Deed
  /** Whether it was accepted: compared, and never told to the oracle before it has said so itself. */
  readonly isDone: boolean
}

export type Deed =
  | { readonly verb: 'claim'; readonly for: string | null }
  /** `page`: the one that was pressed. */
  | { readonly verb: 'seen' | 'cant'; readonly page: PageName }
  | { readonly verb: 'page_again'; readonly people: readonly string[] }
  | { readonly verb: 'update'; readonly isForRequester: boolean; readonly nextBy: number | null }
  | { readonly verb: 'ask'; readonly isLawPaused: boolean }
  | { readonly verb: 'answer' | 'stop_waiting' | 'release' | 'resolve' | 'reopen' | 'withdraw' | 'inform' }
  | { readonly verb: 'worse' | 'no_news' }
  | { readonly verb: 'severity'; readonly to: Sev }
  | { readonly verb: 'hand_over'; readonly to: string; readonly isForced: boolean }
  | { readonly verb: 'decide_withdrawal'; readonly isAgreed: boolean }
  /** `reminder`: the one that was pressed. */
  | { readonly verb: 'snooze'; readonly reminder: { readonly at: number; readonly clock: string } }
  /** Slack says that it will never deliver this page. Nobody did it. */
  | { readonly verb: 'undeliverable'; readonly page: PageName }

/** How a person would name a page of theirs. */
export interface PageName {
  readonly askedAt: number
  readonly why: string
}

/** What became of one escalation, in lines that are the same on both sides. */
export interface Chronicle {
  readonly clocks: readonly string[]
  readonly pages: readonly string[]
  /** Breaches as they were noted, warnings and reminders, alerts to the room. */
  readonly told: readonly string[]
  /** Of each act, in order: accepted or not. */
  readonly acts: readonly boolean[]
}

const time = (at: number | null) => (at === null ? '–' : new Date(at).toISOString())

export function clockLine(clock: {
  readonly kind: string
  readonly startedAt: number
  readonly dueAt: number
  readonly state: string
  readonly breachedAt: number | null
  readonly endedAt: number | null
}): string {
  const { kind, startedAt, dueAt, state, breachedAt, endedAt } = clock
  return `${kind} from ${time(startedAt)} due ${time(dueAt)}: ${state} ${time(endedAt)}, late since ${time(breachedAt)}`
}

export function pageLine(page: {
  readonly userId: string
  readonly why: string
  readonly isRepeat: boolean
  readonly askedAt: number
  readonly notBefore: number
  readonly seenAt: number | null
  readonly outcome: string | null
  readonly endedAt: number | null
}): string {
  const { userId, why, isRepeat, askedAt, notBefore, seenAt, outcome, endedAt } = page
  const held = notBefore === askedAt ? '' : ` held until ${time(notBefore)}`
  const again = isRepeat ? ' again' : ''
  return `${time(askedAt)} ${userId} ${why}${again}${held}: seen ${time(seenAt)}, ${outcome ?? 'live'} ${time(endedAt)}`
}

export function breachLine(at: number, clock: string, dueAt: number, newTime: number | null): string {
  return `${time(at)} late: ${clock}, due ${time(dueAt)}, new time ${time(newTime)}`
}

export function reminderLine(at: number, userId: string, clock: string, why: string, notBefore: number): string {
  const held = notBefore === at ? '' : ` held until ${time(notBefore)}`
  return `${time(at)} reminder to ${userId}: ${clock}, ${why}${held}`
}

export function alertLine(at: number, code: string): string {
  return `${time(at)} room: ${code}`
}

/** A lead is told of a missed deadline: a message of its own, or a line under an earlier one. */
export function leadLine(at: number, userId: string, clock: string, notBefore: number): string {
  const held = notBefore === at ? '' : ` held until ${time(notBefore)}`
  return `${time(at)} lead ${userId} told: ${clock}${held}`
}

export function requesterLine(at: number, userId: string, clock: string, notBefore: number): string {
  const held = notBefore === at ? '' : ` held until ${time(notBefore)}`
  return `${time(at)} requester ${userId} told: ${clock}${held}`
}
