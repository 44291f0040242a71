import type { Queryable } from '../../db/client.ts'
import { type Page, pagesOf } from '../../db/stores/pages.ts'
import { runningRun } from '../../db/stores/runs.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Named, NextPaged, PageWhyCode } from '../../domain/escalation/views.ts'
import { whoIsPagedNext } from '../../domain/paging/next.ts'
import type { Settings } from '../../settings/types.ts'
import { namesOf } from '../views/common.ts'
import { pagingFacts } from './facts.ts'
import { readRun } from './run-record.ts'

/** How a run goes on, as far as a page tells it. */
export interface Course {
  /** Somebody acknowledged: until then the run waits for them. */
  readonly seenUntil: Date | null
  readonly next: NextPaged | null
}

export const NO_COURSE: Course = { seenUntil: null, next: null }

/** Whom the run pages next if nobody answers, as people are on call now. */
export async function courseOf(q: Queryable, settings: Settings, escalation: Escalation, now: Date): Promise<Course> {
  const stored = await runningRun(q, escalation.id)
  if (stored === null) return NO_COURSE
  const run = readRun(stored.run)
  const facts = await pagingFacts(q, settings, { escalation, runId: stored.id, run }, now)
  const next = whoIsPagedNext(run, facts)
  const names = await namesOf(q, next?.people ?? [])
  return {
    seenUntil: run.phase.phase === 'acknowledged' ? run.phase.until : null,
    next: next === null ? null : { at: next.at, people: next.people.map(names) },
  }
}

/** Who was paged at the instant at which this page was passed on. */
export async function pagedInPlaceOf(q: Queryable, page: Page): Promise<readonly Named[]> {
  const after = (await pagesOf(q, page.escalationId)).filter(
    (one) => one.userId !== page.userId && one.askedAt.getTime() === page.endedAt?.getTime(),
  )
  const names = await namesOf(
    q,
    after.map((one) => one.userId),
  )
  return after.map((one) => names(one.userId))
}

/** Whose acknowledgement stopped this page. */
export async function seenBy(q: Queryable, page: Page): Promise<Named | null> {
  const seen = (await pagesOf(q, page.escalationId)).find(
    (one) => one.userId !== page.userId && one.seenAt?.getTime() === page.endedAt?.getTime(),
  )
  return seen === undefined ? null : (await namesOf(q, [seen.userId]))(seen.userId)
}

const WHYS: readonly PageWhyCode[] = [
  'on_call',
  'came_on_call',
  'named',
  'group',
  'lead',
  'fallback',
  'asked',
  'reminder',
  'handed_over',
  'breach',
]

/** The stored code; one of a later release reads as "on call". */
export function whyOf(stored: string): PageWhyCode {
  return WHYS.find((why) => why === stored) ?? 'on_call'
}
