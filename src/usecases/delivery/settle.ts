import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../../db/client.ts'
import { outbox } from '../../db/schema/outbox.ts'
import { loadEscalation, lockEscalation, participantsOf, saveEscalation } from '../../db/stores/escalations.ts'
import { settleCarried } from '../../db/stores/held.ts'
import { loadPages, markPageSent } from '../../db/stores/pages.ts'
import { saveDmChannel } from '../../db/stores/people.ts'
import {
  channelsOf,
  forgetInvitation,
  keepInvited,
  markPinned,
  recordInvitations,
  savePost,
  updateChannel,
} from '../../db/stores/posts.ts'
import { appendTimeline } from '../../db/stores/timeline.ts'
import type { TimelineEvent } from '../../domain/escalation/timeline-event.ts'
import { escalationOf, type Intent } from '../../outbox/intents.ts'
import type { DeliveryFacts, DeliveryOutcome, LeasedRow } from '../../outbox/outcome.ts'
import { say } from '../../outbox/say.ts'
import type { Deps } from '../deps.ts'
import { tellStandsStill } from '../oncall/sync.ts'
import { pageFailed, pageIsWaiting, silenceRead, wayFailedForGood } from '../paging/reached.ts'
import { settleWay } from '../ways/settle-way.ts'
import { RELAY, tellLeads, tellOfFailure } from './failures.ts'

const LONGEST_WAIT_MS = 30_000

/** Milliseconds before the next attempt: doubling from half a second, capped near 30 s (ONCALL 26). */
export function backOffMs(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(attempts - 1, 10))
}

/**
 * Records what became of a delivery and what follows from it, in one transaction. Says false when the lease was lost
 * meanwhile: then whoever has it now settles.
 */
export async function settle(
  deps: Deps,
  input: { readonly row: LeasedRow; readonly outcome: DeliveryOutcome },
): Promise<boolean> {
  const { row, outcome } = input
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    await lockWhatIsTouched(tx, row, outcome)
    // A message that stands in Slack stands there whoever holds the lease: its place is kept in any case.
    if (outcome.kind === 'sent' && outcome.post !== undefined) {
      const { isOfSeveral = false, ...post } = outcome.post
      await savePost(tx, { ...post, escalationId: isOfSeveral ? null : row.escalationId, postedAt: now })
    }
    if (outcome.kind === 'sent' && outcome.carried !== undefined) await settleCarried(tx, outcome.carried, now)
    const mine = await tx
      .select({ version: outbox.version, lastError: outbox.lastError })
      .from(outbox)
      .where(and(eq(outbox.id, row.id), eq(outbox.leasedBy, row.leasedBy)))
      .for('update')
    const current = mine[0]
    if (current === undefined) return false
    if (row.intent.kind === 'page_way') await settleWay(tx, row.intent, outcome, { attempts: row.attempts, now })
    const settled = { leasedBy: null, leasedUntil: null }
    const isNewer = current.version !== row.version

    switch (outcome.kind) {
      case 'retry':
      case 'unknown': {
        const at = outcome.kind === 'retry' ? outcome.at : new Date(now.getTime() + backOffMs(row.attempts))
        if (row.intent.kind === 'page') await pageIsWaiting(tx, row.intent.pageId, { now, nextAt: at })
        await tx
          .update(outbox)
          .set({
            ...settled,
            nextAttemptAt: at,
            lastError: outcome.error,
            ...(outcome.kind === 'unknown' ? { isUncertain: true } : {}),
          })
          .where(eq(outbox.id, row.id))
        return true
      }
      case 'sent':
      case 'unchanged':
      case 'moot': {
        const isAgain = isNewer || (outcome.kind === 'sent' && outcome.again === true)
        await tx
          .update(outbox)
          .set({
            ...settled,
            isUncertain: false,
            lastError: standsStill(outcome),
            state: isAgain ? 'waiting' : outcome.kind === 'moot' ? 'moot' : 'sent',
            settledAt: isAgain ? null : now,
            ...(isAgain
              ? { nextAttemptAt: sql`greatest(${outbox.notBefore}, ${now.toISOString()}::timestamptz)` }
              : {}),
          })
          .where(eq(outbox.id, row.id))
        // What Slack refused the last time, too, was told then.
        if (
          outcome.kind === 'sent' &&
          outcome.facts !== undefined &&
          current.lastError !== (standsStill(outcome) ?? '')
        ) {
          await record(tx, deps, row, outcome.facts, now)
        }
        return true
      }
      case 'unroutable':
        // Said again meanwhile: that may have another place, and its own end is told.
        if (isNewer) {
          await tx
            .update(outbox)
            .set({ ...settled, lastError: outcome.error })
            .where(eq(outbox.id, row.id))
          return true
        }
        await tx
          .update(outbox)
          .set({ ...settled, state: 'unroutable', lastError: outcome.error, settledAt: now })
          .where(eq(outbox.id, row.id))
        await tellOfFailure(tx, deps, row, outcome.error, now)
        if (row.intent.kind === 'page') await pageFailed(tx, deps, row.intent.pageId, now)
        if (row.intent.kind === 'page_way') await wayFailedForGood(tx, deps, row.intent.pageId, now)
        return true
    }
  })
}

/** Slack's word for what follows who is on call and may not; null for everything else. */
function standsStill(outcome: DeliveryOutcome): string | null {
  return outcome.kind === 'sent' && outcome.facts?.step === 'stands_still' ? outcome.facts.error : null
}

/**
 * What follows from an outcome is said again for its escalations, as every change does that holds them: in the same
 * order of locks, escalations first and by number, neither waits for the other in a circle.
 */
async function lockWhatIsTouched(tx: Queryable, row: LeasedRow, outcome: DeliveryOutcome): Promise<void> {
  const facts = outcome.kind === 'sent' ? outcome.facts : undefined
  if (facts === undefined && outcome.kind !== 'unroutable') return
  const own = escalationOf(row.intent)
  const ids = new Set(own === null ? [] : [own])
  if (facts?.step === 'pages_sent') {
    for (const page of await loadPages(tx, facts.pageIds)) if (page.sentAt === null) ids.add(page.escalationId)
  }
  for (const id of [...ids].sort((a, b) => a - b)) await lockEscalation(tx, id)
}

async function record(tx: Queryable, deps: Deps, row: LeasedRow, facts: DeliveryFacts, now: Date): Promise<void> {
  const { intent } = row
  if (facts.step === 'stands_still') {
    const isOfDuty = intent.kind === 'on_call_group' || intent.kind === 'on_call_topic'
    if (!isOfDuty) throw new Error(`${facts.step} belongs to what follows who is on call, not to ${intent.kind}`)
    deps.log.warn('on_call_not_followed', { kind: intent.kind, error: facts.error })
    return tellStandsStill(tx, deps.settings(), { intent, error: facts.error }, now)
  }
  const escalationId = escalationOf(intent)
  // What else is about no escalation leaves nothing behind.
  if (escalationId === null) return
  const note = (event: TimelineEvent) =>
    appendTimeline(tx, { escalationId, event, actor: RELAY, textId: null, audience: 'team', at: now })
  const sayAll = (intents: readonly Intent[]) =>
    say(
      tx,
      now,
      intents.map((one) => ({ intent: one })),
    )

  switch (facts.step) {
    case 'way_sent':
      // Kept with its attempt.
      return
    case 'dm_opened':
      await saveDmChannel(tx, facts.userId, facts.channelId)
      return
    case 'pinned':
      await markPinned(tx, facts.key, now)
      return
    case 'pages_sent': {
      const touched = new Map<number, string>()
      for (const page of await loadPages(tx, facts.pageIds)) {
        const { postKey, isRepeat = false } = facts
        if (page.sentAt !== null || !(await markPageSent(tx, page.id, { postKey, isRepeat, at: now }))) continue
        const minutesLate = Math.max(0, Math.floor((now.getTime() - page.notBefore.getTime()) / 60_000))
        await appendTimeline(tx, {
          escalationId: page.escalationId,
          event: { event: 'page_sent', facts: { userId: page.userId, minutesLate } },
          actor: RELAY,
          textId: null,
          audience: 'team',
          at: now,
        })
        const escalation = await loadEscalation(tx, page.escalationId)
        if (escalation !== null) touched.set(escalation.id, escalation.requesterId)
      }
      for (const [id, requesterId] of touched) {
        await sayAll([
          { kind: 'card', escalationId: id },
          { kind: 'requester_dm', escalationId: id, userId: requesterId },
        ])
      }
      if (facts.silencedUntil !== undefined) {
        await silenceRead(tx, deps, { pageIds: facts.pageIds, until: facts.silencedUntil }, now)
      }
      return
    }
  }
  if (intent.kind !== 'work_channel') throw new Error(`${facts.step} belongs to a work channel, not to ${intent.kind}`)
  const { sequence } = intent
  const channel = (await channelsOf(tx, escalationId)).find((one) => one.sequence === sequence)
  if (channel === undefined) throw new Error(`escalation ${escalationId} has no channel ${sequence}`)

  switch (facts.step) {
    case 'channel_opened': {
      if (channel.state !== 'wanted') return
      await updateChannel(tx, escalationId, sequence, {
        state: 'open',
        channelId: facts.channelId,
        name: facts.name,
        openedAt: now,
      })
      // Without the summary's words: what people wrote can be taken away, a row of the timeline can't.
      const name = `esc-${escalationId}`
      await note({ event: 'channel_opened', facts: { channelId: facts.channelId, name, sequence } })
      await sayAll([
        { kind: 'work_card', escalationId, sequence },
        { kind: 'card', escalationId },
      ])
      return
    }
    case 'channel_refused': {
      if (channel.state !== 'wanted') return
      await updateChannel(tx, escalationId, sequence, { state: 'refused' })
      await note({ event: 'channel_refused', facts: { error: facts.error, sequence } })
      await sayAll([{ kind: 'card', escalationId }])
      const escalation = await loadEscalation(tx, escalationId)
      if (escalation?.isRestricted === true) await tellLeads(tx, deps, escalation, { code: 'no_private_channel' }, now)
      return
    }
    case 'topic_set':
      await updateChannel(tx, escalationId, sequence, { topic: facts.topic })
      return
    case 'invited':
      if (channel.channelId !== null) await recordInvitations(tx, channel.channelId, facts.results, now)
      return
    case 'taken_out': {
      const { userId, error } = facts
      if (channel.channelId === null) return
      if (error === null) await forgetInvitation(tx, channel.channelId, userId)
      else await keepInvited(tx, channel.channelId, userId, error)
      await note(
        error === null
          ? { event: 'requester_taken_out', facts: { userId } }
          : { event: 'requester_still_in', facts: { userId, error } },
      )
      if (error === null) await endReadingAlong(tx, escalationId)
      return
    }
    case 'archived':
      await updateChannel(tx, escalationId, sequence, { state: 'archived' })
      await note({
        event: 'channel_archived',
        facts: { channelId: channel.channelId ?? '', sequence },
      })
      return
  }
}

/** Nobody reads the work channel as its requester any more, unless the one of today was brought in meanwhile. */
async function endReadingAlong(tx: Queryable, escalationId: number): Promise<void> {
  const escalation = await loadEscalation(tx, escalationId)
  if (escalation === null || !escalation.isRequesterInChannel) return
  const isIn = (await participantsOf(tx, escalationId)).some((one) => one.userId === escalation.requesterId)
  if (!isIn) await saveEscalation(tx, { ...escalation, isRequesterInChannel: false })
}
