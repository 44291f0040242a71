import type { Queryable } from '../../db/client.ts'
import { loadEscalation, loadExtras } from '../../db/stores/escalations.ts'
import { isSetAside } from '../../db/stores/outbox.ts'
import { endPage, loadPage, loadPages, markPageSilenced } from '../../db/stores/pages.ts'
import { saveSilence } from '../../db/stores/people.ts'
import { attemptsOf } from '../../db/stores/ways.ts'
import type { JobActor } from '../../domain/actor.ts'
import type { PagingEvent } from '../../domain/paging/words.ts'
import { Change } from '../change.ts'
import type { Deps } from '../deps.ts'
import { pullWaysForward } from '../ways/page-by-ways.ts'
import { happen } from './runs.ts'

/** What a run learns from the delivery of its pages. The escalation is locked by whoever settles. */

const RELAY: JobActor = { kind: 'job', name: 'relay' }
/** A page that Slack hasn't taken by then goes by the next way as well (ONCALL 26). */
const PATIENCE_MS = 30_000

/**
 * Slack's do-not-disturb, as it was read when these pages left: whoever it silences is reached by the next way at once;
 * where there is none the run pages the next in the same instant, if its policy says so (ONCALL 14).
 */
export async function silenceRead(
  tx: Queryable,
  deps: Deps,
  input: { readonly pageIds: readonly number[]; readonly until: Date | null },
  now: Date,
): Promise<void> {
  const { until } = input
  const pages = await loadPages(tx, input.pageIds)
  for (const userId of new Set(pages.map((page) => page.userId))) await saveSilence(tx, userId, { until, readAt: now })
  if (until === null) return
  for (const page of pages) {
    await markPageSilenced(tx, page.id, until)
    await pullWaysForward(tx, page.id, now)
    if (page.endedAt === null && page.runId !== null) {
      await tell(tx, deps, page.escalationId, { kind: 'found_silenced', at: now }, now)
    }
  }
}

/** Slack won't ever deliver it: the next way goes at once, and where there is none the run goes on to somebody else. */
export async function pageFailed(tx: Queryable, deps: Deps, pageId: number, now: Date): Promise<void> {
  const page = await loadPage(tx, pageId)
  if (page === null || page.endedAt !== null) return
  const others = await attemptsOf(tx, pageId)
  if (others.some((attempt) => attempt.state === 'waiting' || attempt.state === 'sent')) {
    await pullWaysForward(tx, pageId, now)
  } else if (page.runId === null) {
    await endPage(tx, pageId, 'undeliverable', now)
  } else {
    await tell(tx, deps, page.escalationId, { kind: 'delivery_failed', userId: page.userId, at: now }, now)
  }
}

/** Another way won't ever deliver it: where Slack didn't either and none is left, the run goes on to somebody else. */
export async function wayFailedForGood(tx: Queryable, deps: Deps, pageId: number, now: Date): Promise<void> {
  const page = await loadPage(tx, pageId)
  if (page !== null && page.sentAt === null && (await isSetAside(tx, `page:${pageId}`))) {
    await pageFailed(tx, deps, pageId, now)
  }
}

/**
 * Slack hasn't taken it yet and isn't asked again before `nextAt`. Where that is past our patience the next way goes as
 * soon as this ends; once one has got through, or is due by then, the others keep their own delays.
 */
export async function pageIsWaiting(
  tx: Queryable,
  pageId: number,
  at: { readonly now: Date; readonly nextAt: Date },
): Promise<void> {
  const page = await loadPage(tx, pageId)
  if (page === null || page.sentAt !== null || page.endedAt !== null) return
  const end = new Date(Math.max(page.notBefore.getTime() + PATIENCE_MS, at.now.getTime()))
  if (at.nextAt < end) return
  const ways = await attemptsOf(tx, pageId)
  if (ways.some((way) => way.state === 'sent' || (way.state === 'waiting' && way.dueAt <= end))) return
  await pullWaysForward(tx, pageId, end)
}

async function tell(tx: Queryable, deps: Deps, escalationId: number, event: PagingEvent, now: Date): Promise<void> {
  const escalation = await loadEscalation(tx, escalationId)
  if (escalation === null) return
  const { round } = await loadExtras(tx, escalationId)
  const change = new Change({ tx, now, actor: RELAY, settings: deps.settings(), escalation, standing: null, round })
  if ((await happen(change, event)) !== null) await change.finish()
}
