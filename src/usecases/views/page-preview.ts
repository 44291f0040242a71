import { Temporal } from 'temporal-polyfill'
import type { Queryable } from '../../db/client.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { loadPage } from '../../db/stores/pages.ts'
import { loadPeople, membersOfGroup } from '../../db/stores/people.ts'
import { runningRun } from '../../db/stores/runs.ts'
import { may } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import type { Named } from '../../domain/escalation/views.ts'
import { whoIsPagedBy } from '../../domain/paging/next.ts'
import { decide } from '../../domain/paging/run.ts'
import { policyFor } from '../../settings/lookup.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { whyOver } from '../paging/ended-page.ts'
import { pagingFacts } from '../paging/facts.ts'
import { readRun } from '../paging/run-record.ts'
import { onCallFor, standingOf } from '../team.ts'
import { namesOf } from './common.ts'

/** Somebody who would be woken, and the hour there: said before it is done (SCREENS 3). */
export interface Woken extends Named {
  /** Wall clock `HH:MM`. */
  readonly localTime: string
  readonly isOnCall: boolean
}

/** Who is paged in their place if they pass this page on now. */
export async function passPreview(
  deps: Deps,
  actor: PersonActor,
  input: { readonly pageId: number },
): Promise<Outcome<{ readonly escalationId: number; readonly woken: readonly Woken[] }>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const page = await loadPage(q, input.pageId)
    if (page === null || page.userId !== actor.id) return refused({ code: 'not_found' })
    const escalation = await loadEscalation(q, page.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    if (page.endedAt !== null || escalation.status !== 'unclaimed') return refused(await whyOver(q, escalation, page))
    const stored = page.runId === null ? null : await runningRun(q, escalation.id)
    if (stored === null) return done({ escalationId: escalation.id, woken: [] })
    const run = readRun(stored.run)
    const facts = await pagingFacts(q, settings, { escalation, runId: stored.id, run }, now)
    const decided = decide(run, { kind: 'passed', by: actor.id, pageId: page.id, at: now }, facts)
    const woken = await wokenOf(q, settings, { escalation, userIds: whoIsPagedBy(decided) }, now)
    return done({ escalationId: escalation.id, woken })
  })
}

/** Whom "page again" would wake: who is next, or the people and the group that were named, as many as are paged at once. */
export async function pagingPreview(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userIds: readonly string[]; readonly groupId: string | null },
): Promise<
  Outcome<{ readonly next: readonly Woken[]; readonly named: readonly Woken[]; readonly mayPageNext: boolean }>
> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, input.escalationId)
    if (escalation === null) return refused({ code: 'not_found' })
    const answer = may('page', await standingOf(q, settings, actor, escalation), escalation)
    if (answer === 'wrong_status') return refused({ code: 'wrong_status', status: escalation.status })
    if (answer !== true) return refused({ code: 'not_permitted', reason: answer })
    const { mostAtOnce } = policyFor(settings, escalation.teamId, escalation.severity)
    const members = input.groupId === null ? [] : await membersOfGroup(q, input.groupId)
    const userIds = [...new Set([...input.userIds, ...members])].slice(0, mostAtOnce)
    const mayPageNext = escalation.status === 'unclaimed'
    return done({
      next: mayPageNext ? await nextOf(q, settings, escalation, now) : [],
      named: await wokenOf(q, settings, { escalation, userIds }, now),
      mayPageNext,
    })
  })
}

async function nextOf(q: Queryable, settings: Settings, escalation: Escalation, now: Date): Promise<readonly Woken[]> {
  const stored = await runningRun(q, escalation.id)
  if (stored === null) {
    const { people } = await onCallFor(q, settings, escalation, now)
    return wokenOf(q, settings, { escalation, userIds: people }, now)
  }
  const run = readRun(stored.run)
  const facts = await pagingFacts(q, settings, { escalation, runId: stored.id, run }, now)
  const userIds = whoIsPagedBy(decide(run, { kind: 'hurried', at: now }, facts))
  return wokenOf(q, settings, { escalation, userIds }, now)
}

async function wokenOf(
  q: Queryable,
  settings: Settings,
  of: { readonly escalation: Escalation; readonly userIds: readonly string[] },
  now: Date,
): Promise<readonly Woken[]> {
  const people = await loadPeople(q, of.userIds)
  const names = await namesOf(q, of.userIds)
  const onCall = (await onCallFor(q, settings, of.escalation, now)).people
  return of.userIds.map((id) => ({
    ...names(id),
    isOnCall: onCall.includes(id),
    localTime: Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(people.get(id)?.zone ?? settings.zone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' }),
  }))
}
