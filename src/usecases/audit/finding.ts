import type { Queryable } from '../../db/client.ts'
import type { AuditFinding } from '../../domain/escalation/words.ts'

/** A promise of the engine that isn't kept in the database. */
export interface Finding {
  readonly code: AuditFinding
  readonly escalationId: number
  /** What it is about, so that it is told once: `timer:57`. */
  readonly subject: string
}

/** What mends a finding, in the transaction that has its escalation locked. */
export type Repair = (tx: Queryable, now: Date) => Promise<void>

/** `repair` null: only a person can. */
export interface Found extends Finding {
  readonly repair: Repair | null
}

/** Where to look: every open escalation, or one of them. */
export interface Scope {
  readonly now: Date
  readonly escalationId: number | null
}

/** A tick is a minute; what is later than two of them is late. */
export const LATE_MS = 2 * 60_000

/** As text, with its zone: parameters of the auditor's own statements carry no type. */
export function text(at: Date): string {
  return at.toISOString()
}
