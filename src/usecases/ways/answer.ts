import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { loadPage } from '../../db/stores/pages.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { answerablePages, loadAttempt, loadWay, newestPage, waysByAddress } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Outcome, Refusal } from '../../domain/escalation/refusal.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import type { Locale } from '../../domain/language.ts'
import { type Answer, phoneOf } from '../../domain/paging/ways.ts'
import type { Deps } from '../deps.ts'
import { claim } from '../escalation/claim.ts'
import { pageSeen } from '../escalation/page-seen.ts'
import { passPage } from '../escalation/pass-page.ts'
import { readerOf } from '../views/common.ts'

/** What came of an answer that was given outside Slack. */
export type Answered =
  /** No verified way has this number: whoever it is learns nothing, not even that anything is here. */
  | { readonly kind: 'unknown' }
  /** It says nothing that can be done, or not for which of several. */
  | { readonly kind: 'help'; readonly locale: Locale }
  | {
      readonly kind: 'claimed' | 'seen' | 'passed' | 'taken' | 'over' | 'refused'
      readonly escalationId: number
      readonly locale: Locale
      readonly zone: string
      /** After a claim. */
      readonly firstUpdateBy: Date | null
      readonly at: Date
    }

interface OfPage {
  readonly pageId: number
  readonly userId: string
  readonly escalationId: number
}

/** An SMS from a number: the same verbs as the buttons of the page, by whoever has verified that number. */
export async function answerBySms(
  deps: Deps,
  input: { readonly from: string; readonly answer: Answer | null },
): Promise<Answered> {
  const number = phoneOf(input.from)
  const { otherWays } = deps
  if (number === null || otherWays === undefined) return { kind: 'unknown' }
  const found = await deps.db.read(async (q) => {
    const users = await presentAmong(q, await ownersOf(q, otherWays.vault.digest(number)))
    const first = users[0]
    if (first === undefined) return null
    const { answer } = input
    const page = answer === null ? null : await pageMeant(q, users, answer.escalationId)
    const { locale } = await readerOf(q, deps.settings(), first, 'tu')
    return { page, locale }
  })
  if (found === null) return { kind: 'unknown' }
  const { page, locale } = found
  if (input.answer === null || page === null) return { kind: 'help', locale }
  return act(deps, page, input.answer.verb)
}

async function ownersOf(q: Queryable, addressDigest: string): Promise<readonly string[]> {
  const ways = await waysByAddress(q, addressDigest)
  return [...new Set(ways.filter((way) => way.kind === 'sms' || way.kind === 'voice').map((way) => way.userId))]
}

async function presentAmong(q: Queryable, userIds: readonly string[]): Promise<readonly string[]> {
  const known = await loadPeople(q, userIds)
  return userIds.filter((userId) => known.get(userId)?.isDeactivated !== true)
}

/** With a number: their page about it. Without: the one that waits for them, where it is one. */
async function pageMeant(
  q: Queryable,
  userIds: readonly string[],
  escalationId: number | null,
): Promise<OfPage | null> {
  if (escalationId !== null) return newestPage(q, userIds, escalationId)
  const waiting = await answerablePages(q, userIds)
  const [first] = waiting
  return first !== undefined && waiting.every((page) => page.escalationId === first.escalationId) ? first : null
}

/** What is heard again, or who pressed a key in the call of this attempt. */
export interface CallFacts {
  readonly attemptId: number
  readonly escalationId: number
  readonly severity: Severity
  readonly locale: Locale
}

/** The call that a key was pressed in; null where it isn't ours, or rang somewhere else than at the page's own person. */
export async function callOf(
  deps: Deps,
  input: { readonly attemptId: number; readonly to: string },
): Promise<(CallFacts & { readonly page: OfPage }) | null> {
  const number = phoneOf(input.to)
  const { otherWays } = deps
  if (number === null || otherWays === undefined) return null
  return deps.db.read(async (q) => {
    const attempt = await loadAttempt(q, input.attemptId)
    if (attempt?.kind !== 'voice' || attempt.wayId === null) return null
    const way = await loadWay(q, attempt.wayId)
    const page = await loadPage(q, attempt.pageId)
    if (way === null || way.removedAt !== null || page === null) return null
    if (way.addressDigest !== otherWays.vault.digest(number)) return null
    if ((await presentAmong(q, [page.userId])).length === 0) return null
    const escalation = await loadEscalation(q, page.escalationId)
    if (escalation === null) return null
    const { locale } = await readerOf(q, deps.settings(), page.userId, 'tu')
    const { id: escalationId, severity } = escalation
    return {
      attemptId: attempt.id,
      escalationId,
      severity,
      locale,
      page: { pageId: page.id, userId: page.userId, escalationId },
    }
  })
}

/** A key in a call, as the button. */
export async function answerByKey(
  deps: Deps,
  input: { readonly page: OfPage; readonly verb: Answer['verb'] },
): Promise<Answered> {
  return act(deps, input.page, input.verb)
}

async function act(deps: Deps, page: OfPage, verb: Answer['verb']): Promise<Answered> {
  const actor = await actorOf(deps, page.userId)
  const { escalationId, pageId } = page
  const outcome: Outcome<unknown> =
    verb === 'claim'
      ? await claim(deps, actor, { escalationId })
      : verb === 'seen'
        ? await pageSeen(deps, actor, { pageId })
        : await passPage(deps, actor, { pageId })
  return deps.db.read(async (q) => {
    const { locale, zone } = await readerOf(q, deps.settings(), page.userId, 'tu')
    const clocks = verb === 'claim' ? await liveClocksOf(q, [escalationId]) : []
    return {
      kind: outcome.ok ? DONE[verb] : why(outcome.refusal, verb),
      escalationId,
      locale,
      zone,
      firstUpdateBy: clocks.find((clock) => clock.kind === 'first_update')?.dueAt ?? null,
      at: deps.clock.now(),
    }
  })
}

const DONE = { claim: 'claimed', seen: 'seen', pass: 'passed' } as const

function why(refusal: Refusal, verb: Answer['verb']): 'claimed' | 'taken' | 'over' | 'refused' {
  switch (refusal.code) {
    case 'already_yours':
      return 'claimed'
    case 'already_claimed':
    case 'already_seen':
      return 'taken'
    case 'wrong_status':
    case 'stale':
      return 'over'
    case 'not_found':
      return verb === 'claim' ? 'refused' : 'over'
    default:
      return 'refused'
  }
}

/** Of channels that they are in Slack is not asked: who is paged may claim by their own standing. */
async function actorOf(deps: Deps, userId: string): Promise<PersonActor> {
  const person = await deps.db.read(async (q) => (await loadPeople(q, [userId])).get(userId))
  return { kind: 'person', id: userId, standing: person?.isGuest === true ? 'guest' : 'member', intakeOf: [] }
}
