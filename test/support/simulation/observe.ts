import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '../../../src/db/client.ts'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { pages } from '../../../src/db/schema/paging.ts'
import { clocks } from '../../../src/db/schema/sla.ts'
import { timeline } from '../../../src/db/schema/timeline.ts'
import {
  alertLine,
  breachLine,
  type Chronicle,
  clockLine,
  leadLine,
  pageLine,
  reminderLine,
  requesterLine,
} from './log.ts'

const ms = (at: Date | null) => at?.getTime() ?? null

/** What the engine's tables say of one escalation, in the oracle's lines. */
export async function observe(q: Queryable, escalationId: number): Promise<Omit<Chronicle, 'acts'>> {
  const ofClocks = await q.select().from(clocks).where(eq(clocks.escalationId, escalationId)).orderBy(asc(clocks.id))
  const ofPages = await q.select().from(pages).where(eq(pages.escalationId, escalationId)).orderBy(asc(pages.id))
  return {
    clocks: ofClocks.map(({ kind, state, ...clock }) =>
      clockLine({
        kind,
        state,
        startedAt: clock.startedAt.getTime(),
        dueAt: clock.dueAt.getTime(),
        breachedAt: ms(clock.breachedAt),
        endedAt: ms(clock.endedAt),
      }),
    ),
    pages: ofPages.map(({ userId, why, isRepeat, outcome, ...page }) =>
      pageLine({
        userId,
        why,
        isRepeat,
        outcome,
        askedAt: page.askedAt.getTime(),
        notBefore: page.notBefore.getTime(),
        seenAt: ms(page.seenAt),
        endedAt: ms(page.endedAt),
      }),
    ),
    told: await toldOf(q, escalationId),
  }
}

async function toldOf(q: Queryable, escalationId: number): Promise<readonly string[]> {
  const noted = await q
    .select()
    .from(timeline)
    .where(
      and(
        eq(timeline.escalationId, escalationId),
        inArray(timeline.event, ['clock_breached', 'nobody_answers', 'owner_reminded']),
      ),
    )
    .orderBy(asc(timeline.id))
  const facts = new Map(noted.map((row) => [row.id, row.facts as Readonly<Record<string, string | null>>]))
  const isBreach = new Set(noted.filter((row) => row.event === 'clock_breached').map((row) => row.id))
  const said = await q
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.escalationId, escalationId),
        inArray(outbox.kind, ['reminder', 'lead_notice', 'lead_line', 'requester_line']),
      ),
    )
    .orderBy(asc(outbox.id))
  const rows = noted.flatMap(({ id, event, at }) => {
    const { clock, dueAt, newTime, code } = facts.get(id) ?? {}
    if (event === 'clock_breached')
      return [
        breachLine(at.getTime(), clock ?? '', Number(Date.parse(dueAt ?? '')), newTime ? Date.parse(newTime) : null),
      ]
    return event === 'nobody_answers' ? [alertLine(at.getTime(), code ?? '')] : []
  })
  const messages = said.flatMap(({ kind, intent, createdAt, notBefore }) => {
    const { userId, timelineId, notice } = intent as {
      readonly userId: string
      readonly timelineId?: number
      readonly notice?: { readonly code: string; readonly clock?: string }
    }
    const { clock, why } = facts.get(timelineId ?? 0) ?? {}
    const [at, from] = [createdAt.getTime(), notBefore.getTime()]
    if (kind === 'reminder') return [reminderLine(at, userId, clock ?? '', why ?? '', from)]
    if (kind === 'lead_line') return [leadLine(at, userId, clock ?? '', from)]
    if (kind === 'lead_notice') return notice?.code === 'breach' ? [leadLine(at, userId, notice.clock ?? '', from)] : []
    return isBreach.has(timelineId ?? 0) ? [requesterLine(at, userId, clock ?? '', from)] : []
  })
  return [...rows, ...messages]
}
