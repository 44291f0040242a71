import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { DecisionCode, RootCause } from '../../domain/escalation/words.ts'
import type { Queryable } from '../client.ts'
import { questions, requests, resolutions } from '../schema/escalation.ts'

export type Question = typeof questions.$inferSelect
export type Request = typeof requests.$inferSelect
export type Resolution = typeof resolutions.$inferSelect

export async function addQuestion(
  tx: Queryable,
  question: { escalationId: number; textId: number; askedBy: string; askedAt: Date },
): Promise<number> {
  const rows = await tx.insert(questions).values(question).returning({ id: questions.id })
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0].id
}

export async function openQuestion(q: Queryable, escalationId: number): Promise<Question | null> {
  const rows = await q
    .select()
    .from(questions)
    .where(and(eq(questions.escalationId, escalationId), isNull(questions.answeredAt)))
  return rows[0] ?? null
}

/** Every question that was asked, oldest first. */
export async function questionsOf(q: Queryable, escalationId: number): Promise<readonly Question[]> {
  return q.select().from(questions).where(eq(questions.escalationId, escalationId)).orderBy(asc(questions.id))
}

export async function loadQuestion(q: Queryable, id: number): Promise<Question | null> {
  const rows = await q.select().from(questions).where(eq(questions.id, id))
  return rows[0] ?? null
}

/** An answer without text closes the question: the owner no longer waits. */
export async function answerQuestion(
  tx: Queryable,
  id: number,
  answer: { textId: number | null; by: string; at: Date },
): Promise<boolean> {
  const rows = await tx
    .update(questions)
    .set({ answerTextId: answer.textId, answeredBy: answer.by, answeredAt: answer.at })
    .where(and(eq(questions.id, id), isNull(questions.answeredAt)))
    .returning({ id: questions.id })
  return rows.length === 1
}

export async function countReminder(tx: Queryable, id: number): Promise<void> {
  await tx
    .update(questions)
    .set({ remindedTimes: sql`${questions.remindedTimes} + 1` })
    .where(eq(questions.id, id))
}

/** Null where the same person already has one of this kind open. */
export async function addRequest(
  tx: Queryable,
  request: {
    escalationId: number
    kind: Request['kind']
    fromId: string
    toId: string | null
    textId: number | null
    askedAt: Date
  },
): Promise<number | null> {
  const rows = await tx.insert(requests).values(request).onConflictDoNothing().returning({ id: requests.id })
  return rows[0]?.id ?? null
}

export async function lockRequest(tx: Queryable, id: number): Promise<Request | null> {
  const rows = await tx.select().from(requests).where(eq(requests.id, id)).for('update')
  return rows[0] ?? null
}

export async function loadRequest(q: Queryable, id: number): Promise<Request | null> {
  const rows = await q.select().from(requests).where(eq(requests.id, id))
  return rows[0] ?? null
}

export async function openRequests(q: Queryable, escalationId: number): Promise<readonly Request[]> {
  return q
    .select()
    .from(requests)
    .where(and(eq(requests.escalationId, escalationId), eq(requests.state, 'open')))
    .orderBy(asc(requests.id))
}

/** The last one of a kind that a person made, decided or not: for "once per 15 minutes". */
export async function latestRequest(
  q: Queryable,
  escalationId: number,
  kind: Request['kind'],
  fromId: string,
): Promise<Request | null> {
  const rows = await q
    .select()
    .from(requests)
    .where(and(eq(requests.escalationId, escalationId), eq(requests.kind, kind), eq(requests.fromId, fromId)))
    .orderBy(desc(requests.id))
    .limit(1)
  return rows[0] ?? null
}

export async function decideRequest(
  tx: Queryable,
  id: number,
  state: 'accepted' | 'declined' | 'cancelled',
  by: string | null,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .update(requests)
    .set({ state, decidedBy: by, decidedAt: at })
    .where(and(eq(requests.id, id), eq(requests.state, 'open')))
    .returning({ id: requests.id })
  return rows.length === 1
}

export async function addResolution(
  tx: Queryable,
  resolution: {
    escalationId: number
    round: number
    decision: DecisionCode
    rule: string | null
    reasonId: number | null
    sentenceId: number | null
    rootCause: RootCause | null
    resolvedBy: string
    resolvedAt: Date
  },
): Promise<number> {
  const rows = await tx.insert(resolutions).values(resolution).returning({ id: resolutions.id })
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0].id
}

export async function loadResolution(q: Queryable, id: number): Promise<Resolution | null> {
  const rows = await q.select().from(resolutions).where(eq(resolutions.id, id))
  return rows[0] ?? null
}

/** The resolution in force, or null. */
export async function resolutionOf(q: Queryable, escalationId: number): Promise<Resolution | null> {
  const rows = await q
    .select()
    .from(resolutions)
    .where(and(eq(resolutions.escalationId, escalationId), isNull(resolutions.reopenedAt)))
  return rows[0] ?? null
}

export async function undoResolution(tx: Queryable, id: number, at: Date): Promise<void> {
  await tx.update(resolutions).set({ reopenedAt: at }).where(eq(resolutions.id, id))
}

export async function rateResolution(tx: Queryable, id: number, wasHelpful: boolean, at: Date): Promise<void> {
  await tx.update(resolutions).set({ wasHelpful, votedAt: at }).where(eq(resolutions.id, id))
}
