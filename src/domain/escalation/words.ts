/** Codes of the trade; their words live in i18n. */

export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4'] as const
export type Severity = (typeof SEVERITIES)[number]

export const STATUSES = ['unclaimed', 'claimed', 'waiting', 'resolved', 'closed', 'withdrawn', 'duplicate'] as const
export type Status = (typeof STATUSES)[number]

/** What was decided about the content. */
export const DECISIONS = [
  'removed',
  'restricted',
  'geo_blocked',
  'labelled',
  'kept_up',
  'no_violation',
  'handed_to_legal',
  'answered',
] as const
export type DecisionCode = (typeof DECISIONS)[number]

/** What the auditor may find wrong (ONCALL 28). */
export const AUDIT_FINDINGS = [
  'timer_late',
  'run_without_timer',
  'clock_without_timer',
  'breach_untold',
  'page_parked',
  'page_late',
  'page_lost',
  'step_without_page',
  'handover_without_notice',
] as const
export type AuditFinding = (typeof AUDIT_FINDINGS)[number]

export const ROOT_CAUSES = [
  'policy_unclear',
  'policy_missing',
  'policy_wrong',
  'tooling',
  'training',
  'new_abuse',
  'other',
] as const
export type RootCause = (typeof ROOT_CAUSES)[number]

/** Where the team works on it: a channel of its own or the card's thread. */
export type Place = 'channel' | 'thread'

/** Who reads an update: the requester (and followers) as well as the team, or the team only. */
export type Audience = 'requester' | 'team'

/** How people name an escalation: `ESC-1042`. */
export function escNumber(id: number): string {
  return `ESC-${id}`
}

/** Reads `ESC-1042`, `esc 1042` or `1042`; null when it is none of these. */
export function parseEscNumber(text: string): number | null {
  const match = /^\s*(?:esc[-\s]?)?(\d{1,9})\s*$/i.exec(text)
  return match?.[1] === undefined ? null : Number(match[1])
}
