import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { pages } from '../../../src/db/schema/paging.ts'
import { lockEscalation } from '../../../src/db/stores/escalations.ts'
import { openRequests } from '../../../src/db/stores/exchanges.ts'
import { latestOf } from '../../../src/db/stores/timeline.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import type { Outcome } from '../../../src/domain/escalation/refusal.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { addInformation } from '../../../src/usecases/escalation/add-information.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { decideWithdrawal } from '../../../src/usecases/escalation/decide-withdrawal.ts'
import { file } from '../../../src/usecases/escalation/file.ts'
import { handOver } from '../../../src/usecases/escalation/hand-over.ts'
import { pageAgain } from '../../../src/usecases/escalation/page-again.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { passPage } from '../../../src/usecases/escalation/pass-page.ts'
import { release } from '../../../src/usecases/escalation/release.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { snooze } from '../../../src/usecases/escalation/snooze.ts'
import { stillUrgent } from '../../../src/usecases/escalation/still-urgent.ts'
import { stopWaiting } from '../../../src/usecases/escalation/stop-waiting.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { pageFailed } from '../../../src/usecases/paging/reached.ts'
import { LAW } from './house.ts'
import type { Deed } from './log.ts'
import type { Script, Wish } from './script.ts'

/** What people do, through the use cases. */

/** What was really done, with its names as the oracle reads them. */
interface Done {
  readonly did: Deed
  readonly outcome: Outcome<unknown>
}

/** Files it as its requester; the number. */
export async function fileOne(deps: Deps, { filing }: Script, submissionKey: string): Promise<number> {
  const { by, category, severity, neededBy, receivedAt } = filing
  const details = receivedAt === null ? {} : { received_at: new Date(receivedAt).toISOString() }
  const outcome = await file(deps, person(by), {
    submissionKey,
    category,
    severity,
    summary: 'Words.',
    body: 'Words.',
    contentLanguage: 'es',
    details,
    neededBy: neededBy === null ? null : new Date(neededBy),
    forTeamId: null,
    followers: [],
    isHard: null,
    requesterLanguage: 'es',
    via: 'command',
  })
  if (!outcome.ok) throw new Error(`not filed: ${outcome.refusal.code}`)
  return outcome.value.escalationId
}

/** Grants a wish; null where there was nothing to do it to. */
export function grant(deps: Deps, escalationId: number, wish: Wish): Promise<Done | null> {
  return 'do' in wish ? perform(deps, escalationId, wish) : press(deps, escalationId, wish)
}

async function perform(deps: Deps, escalationId: number, wish: Extract<Wish, { do: Deed }>): Promise<Done | null> {
  const who = person(wish.by)
  const did = wish.do
  const on = { escalationId }
  const text = 'Words.'
  switch (did.verb) {
    case 'claim':
      return { did, outcome: await claim(deps, who, { ...on, ...(did.for === null ? {} : { forId: did.for }) }) }
    case 'page_again':
      return { did, outcome: await pageAgain(deps, who, { ...on, userIds: did.people }) }
    case 'update': {
      const nextBy = did.nextBy === null ? null : new Date(did.nextBy)
      const audience = did.isForRequester ? 'requester' : 'team'
      return { did, outcome: await writeUpdate(deps, who, { ...on, text, audience, nextBy }) }
    }
    case 'ask': {
      const ground = did.isLawPaused ? `${LAW}/force_majeure` : null
      return { did, outcome: await askRequester(deps, who, { ...on, text, ground }) }
    }
    case 'answer':
      return { did, outcome: await answerQuestion(deps, who, { ...on, text }) }
    case 'stop_waiting':
      return { did, outcome: await stopWaiting(deps, who, on) }
    case 'release':
      return { did, outcome: await release(deps, who, on) }
    case 'severity':
      return { did, outcome: await changeSeverity(deps, who, { ...on, severity: did.to, reason: null }) }
    case 'hand_over':
      return { did, outcome: await handOver(deps, who, { ...on, to: did.to, text: null, isForced: did.isForced }) }
    case 'resolve': {
      const decision = { decision: 'kept_up', rule: null, reason: text, sentence: null, rootCause: null } as const
      return { did, outcome: await resolve(deps, who, { ...on, ...decision }) }
    }
    case 'withdraw':
      return { did, outcome: await withdraw(deps, who, { ...on, reason: text }) }
    case 'reopen':
      return { did, outcome: await reopen(deps, who, { ...on, text }) }
    case 'inform':
      return { did, outcome: await addInformation(deps, who, { ...on, text }) }
    case 'worse':
    case 'no_news':
      return { did, outcome: await stillUrgent(deps, who, { ...on, why: did.verb, text }) }
    case 'decide_withdrawal': {
      const open = await deps.db.read((q) => openRequests(q, escalationId))
      const request = open.find((one) => one.kind === 'withdrawal')
      if (request === undefined) return null
      const answer = { ...on, requestId: request.id, isAccepted: did.isAgreed }
      return { did, outcome: await decideWithdrawal(deps, who, answer) }
    }
    default:
      throw new Error(`${did.verb} is pressed on what is there`)
  }
}

async function press(deps: Deps, escalationId: number, wish: Exclude<Wish, { do: Deed }>): Promise<Done | null> {
  const { clock } = deps
  const who = person(wish.by)
  if (wish.press === 'snooze') {
    const rows = await deps.db.read((q) => latestOf(q, escalationId, ['owner_reminded'], 1))
    const row = rows[0]
    if (row?.event.event !== 'owner_reminded') return null
    const reminder = { at: row.at.getTime(), clock: row.event.facts.clock }
    return {
      did: { verb: 'snooze', reminder },
      outcome: await snooze(deps, who, { escalationId, reminderId: row.id }),
    }
  }
  const theirs = await deps.db.read((q) =>
    q
      .select()
      .from(pages)
      .where(and(eq(pages.escalationId, escalationId), eq(pages.userId, wish.by), lte(pages.notBefore, clock.now())))
      .orderBy(desc(pages.id), asc(pages.askedAt))
      .limit(2),
  )
  const page = (wish.isOlder ? theirs[1] : undefined) ?? theirs[0]
  if (page === undefined) return null
  const did = { verb: wish.press, page: { askedAt: page.askedAt.getTime(), why: page.why } } as const
  switch (wish.press) {
    case 'seen':
      return { did, outcome: await pageSeen(deps, who, { pageId: page.id }) }
    case 'cant':
      return { did, outcome: await passPage(deps, who, { pageId: page.id }) }
    case 'undeliverable':
      await deps.db.transact(async (tx) => {
        await lockEscalation(tx, escalationId)
        await pageFailed(tx, deps, page.id, clock.now())
      })
      return { did, outcome: { ok: true, value: null } }
  }
}

function person(id: string): PersonActor {
  return { kind: 'person', id, standing: 'member', intakeOf: [] }
}
