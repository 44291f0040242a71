import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addFollower as storeFollower } from '../../../src/db/stores/escalations.ts'
import { ACTIONS, type Action } from '../../../src/domain/access/permissions.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import type { Outcome } from '../../../src/domain/escalation/refusal.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { addFollower } from '../../../src/usecases/escalation/add-follower.ts'
import { addInformation } from '../../../src/usecases/escalation/add-information.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { bringIn } from '../../../src/usecases/escalation/bring-in.ts'
import { bringRequesterIn } from '../../../src/usecases/escalation/bring-requester-in.ts'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { decideAccess } from '../../../src/usecases/escalation/decide-access.ts'
import { decideWithdrawal } from '../../../src/usecases/escalation/decide-withdrawal.ts'
import { file } from '../../../src/usecases/escalation/file.ts'
import { handOver } from '../../../src/usecases/escalation/hand-over.ts'
import { handToColleague } from '../../../src/usecases/escalation/hand-to-colleague.ts'
import { linkDuplicate } from '../../../src/usecases/escalation/link-duplicate.ts'
import { openChannel } from '../../../src/usecases/escalation/open-channel.ts'
import { pageAgain } from '../../../src/usecases/escalation/page-again.ts'
import { rate } from '../../../src/usecases/escalation/rate.ts'
import { release } from '../../../src/usecases/escalation/release.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { requestAccess } from '../../../src/usecases/escalation/request-access.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { stillUrgent } from '../../../src/usecases/escalation/still-urgent.ts'
import { tickChecks } from '../../../src/usecases/escalation/tick-checks.ts'
import { unlink } from '../../../src/usecases/escalation/unlink.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { detailFor, timelineFor } from '../../../src/usecases/views/detail.ts'
import {
  A,
  B,
  C,
  colleague,
  D,
  fileOne,
  filing,
  got,
  guest,
  lead,
  neighbour,
  requester,
  requestOf,
  stranger,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const follower: PersonActor = { ...colleague, id: 'U0FOLLOWER1' }

/** A owns it, C is cleared for restricted categories, B isn't; the neighbour is in the private intake channel. */
const PEOPLE = {
  stranger,
  guest,
  colleague,
  follower,
  requester,
  neighbour,
  uncleared: B,
  cleared: C,
  lead,
  owner: A,
} as const
type Who = keyof typeof PEOPLE

const TEAM: readonly Who[] = ['neighbour', 'uncleared', 'cleared', 'lead', 'owner']
const OWNER: readonly Who[] = ['lead', 'owner']
const READERS: readonly Who[] = ['follower', 'requester']
const MEMBERS: readonly Who[] = ['colleague', ...READERS, ...TEAM]
/** A restricted one is its category's list's, and nobody else's. */
const SEALED: readonly Who[] = ['cleared', 'lead', 'owner']

const sealed = (who: readonly Who[]) => who.filter((one) => !TEAM.includes(one) || SEALED.includes(one))

type Stage = 'unclaimed' | 'claimed' | 'waiting' | 'resolved' | 'duplicate'

interface Attempt {
  readonly deps: Deps
  readonly escalationId: number
  /** Of the same category, to link to. */
  readonly otherId: number
  readonly resolutionId: number
}

interface Rule {
  readonly stage: Stage
  readonly may: readonly Who[]
  /** Where a restricted one differs by more than its list. */
  readonly maySealed?: readonly Who[]
  /** Needs another one to be linked to. */
  readonly isLink?: boolean
  /** Who asks for something first. */
  readonly asked?: 'withdrawal' | 'access'
  readonly attempt: (at: Attempt, by: PersonActor, requestId: number) => Promise<Outcome<unknown>>
}

const text = 'Words'

const RULES: Readonly<Record<Exclude<Action, 'file'>, Rule>> = {
  claim: { stage: 'unclaimed', may: TEAM, attempt: (at, by) => claim(at.deps, by, at) },
  claim_for: {
    stage: 'unclaimed',
    may: ['lead'],
    attempt: (at, by) => claim(at.deps, by, { ...at, forId: A.id === by.id ? C.id : A.id }),
  },
  page: { stage: 'unclaimed', may: TEAM, attempt: (at, by) => pageAgain(at.deps, by, { ...at, userIds: [] }) },
  write_update: {
    stage: 'claimed',
    may: TEAM,
    attempt: (at, by) => writeUpdate(at.deps, by, { ...at, text, audience: 'team', nextBy: null }),
  },
  resolve: {
    stage: 'claimed',
    may: OWNER,
    attempt: (at, by) =>
      resolve(at.deps, by, {
        ...at,
        decision: 'removed',
        rule: null,
        reason: text,
        sentence: null,
        rootCause: null,
      }),
  },
  ask_requester: { stage: 'claimed', may: TEAM, attempt: (at, by) => askRequester(at.deps, by, { ...at, text }) },
  check_list: { stage: 'claimed', may: TEAM, attempt: (at, by) => tickChecks(at.deps, by, { ...at, changes: [] }) },
  hand_over: {
    stage: 'claimed',
    may: OWNER,
    attempt: (at, by) => handOver(at.deps, by, { ...at, to: C.id, text: null, isForced: false }),
  },
  release: { stage: 'claimed', may: OWNER, attempt: (at, by) => release(at.deps, by, at) },
  change_severity: {
    stage: 'claimed',
    may: TEAM,
    attempt: (at, by) => changeSeverity(at.deps, by, { ...at, severity: 'sev2', reason: null }),
  },
  bring_in: { stage: 'claimed', may: TEAM, attempt: (at, by) => bringIn(at.deps, by, { ...at, userId: D.id }) },
  bring_requester_in: { stage: 'claimed', may: OWNER, attempt: (at, by) => bringRequesterIn(at.deps, by, at) },
  open_channel: { stage: 'claimed', may: TEAM, attempt: (at, by) => openChannel(at.deps, by, at) },
  link: {
    stage: 'claimed',
    isLink: true,
    may: TEAM,
    attempt: (at, by) => linkDuplicate(at.deps, by, { ...at, duplicateOf: at.otherId }),
  },
  unlink: { stage: 'duplicate', may: TEAM, attempt: (at, by) => unlink(at.deps, by, at) },
  reopen: {
    stage: 'resolved',
    may: ['requester', ...TEAM],
    attempt: (at, by) => reopen(at.deps, by, { ...at, text }),
  },
  decide_withdrawal: {
    stage: 'claimed',
    asked: 'withdrawal',
    may: OWNER,
    attempt: (at, by, requestId) => decideWithdrawal(at.deps, by, { ...at, requestId, isAccepted: true }),
  },
  decide_access: {
    stage: 'claimed',
    asked: 'access',
    may: TEAM,
    attempt: (at, by, requestId) => decideAccess(at.deps, by, { ...at, requestId, isAccepted: true }),
  },
  // Whoever sees it already is told so; that isn't a refusal of the right.
  request_access: {
    stage: 'claimed',
    may: MEMBERS,
    maySealed: MEMBERS,
    attempt: (at, by) => requestAccess(at.deps, by, { ...at, reason: text }),
  },
  answer: { stage: 'waiting', may: READERS, attempt: (at, by) => answerQuestion(at.deps, by, { ...at, text }) },
  add_information: {
    stage: 'claimed',
    may: READERS,
    attempt: (at, by) => addInformation(at.deps, by, { ...at, text }),
  },
  still_urgent: {
    stage: 'claimed',
    may: ['requester'],
    attempt: (at, by) => stillUrgent(at.deps, by, { ...at, why: 'worse', text }),
  },
  add_follower: {
    stage: 'claimed',
    may: ['requester', ...TEAM],
    attempt: (at, by) => addFollower(at.deps, by, { ...at, userId: D.id }),
  },
  hand_to_colleague: {
    stage: 'claimed',
    may: ['requester'],
    attempt: (at, by) => handToColleague(at.deps, by, { ...at, userId: D.id }),
  },
  withdraw: {
    stage: 'unclaimed',
    may: ['requester'],
    attempt: (at, by) => withdraw(at.deps, by, { ...at, reason: text }),
  },
  rate: {
    stage: 'resolved',
    may: ['requester'],
    attempt: (at, by) => rate(at.deps, by, { ...at, wasHelpful: true }),
  },
  view: {
    stage: 'claimed',
    may: [...READERS, ...TEAM],
    attempt: async (at, by) => {
      const detail = await detailFor(at.deps, by, at)
      // That it exists is not yet to see it.
      const isSealed = detail.ok && detail.value.grade !== 'all'
      return isSealed ? { ok: false, refusal: { code: 'not_permitted', reason: 'restricted' } } : detail
    },
  },
  view_timeline: {
    stage: 'claimed',
    may: TEAM,
    attempt: (at, by) => timelineFor(at.deps, by, { ...at, page: 0, pageSize: 10 }),
  },
}

async function prepare(
  category: string,
  { stage, asked, isLink = false }: Rule,
): Promise<{ at: Attempt; requestId: number }> {
  const { deps } = world
  const escalationId = await fileOne(world, { category })
  // Straight into the store: Slack told nothing of this person, whom a restricted one would not take.
  await deps.db.transact((tx) => storeFollower(tx, escalationId, follower.id, world.clock.now()))
  const otherId = stage === 'duplicate' || isLink ? await fileOne(world, { category }) : 0
  const at = { deps, escalationId, otherId, resolutionId: 0 }
  if (stage === 'unclaimed') return { at, requestId: 0 }
  got(await claim(deps, A, { escalationId }))
  if (stage === 'waiting') got(await askRequester(deps, A, { escalationId, text }))
  if (stage === 'duplicate') got(await linkDuplicate(deps, A, { escalationId, duplicateOf: otherId }))
  if (asked === 'withdrawal') got(await withdraw(deps, requester, { escalationId, reason: text }))
  if (asked === 'access')
    got(await requestAccess(deps, { ...colleague, id: 'U0CURIOUS1' }, { escalationId, reason: text }))
  const requestId = asked === undefined ? 0 : (await requestOf(world, escalationId)).id
  if (stage !== 'resolved') return { at, requestId }
  const resolution = await RULES.resolve.attempt(at, A, 0)
  const { resolutionId } = got(resolution) as { resolutionId: number }
  return { at: { ...at, resolutionId }, requestId }
}

const DENIALS = ['not_permitted', 'not_found']

/** Whatever is written of an escalation leaves its trace in one of these. */
async function traceOf({ escalationId }: Attempt): Promise<unknown> {
  const found = await world.deps.db.read((q) =>
    q.execute(sql`select
      (select coalesce(sum(version), 0)::int from outbox where escalation_id = ${escalationId}) as said,
      (select count(*)::int from timeline where escalation_id = ${escalationId}) as told,
      (select count(*)::int from texts where escalation_id = ${escalationId}) as written,
      (select version from escalations where id = ${escalationId}) as version`),
  )
  return found[0]
}

/** Each tries on one that nobody changed yet: who is refused leaves it as it was for the next. */
async function whoMay(category: string, rule: Rule): Promise<readonly Who[]> {
  const found: Who[] = []
  let fresh: Awaited<ReturnType<typeof prepare>> | null = null
  for (const [who, person] of Object.entries(PEOPLE) as [Who, PersonActor][]) {
    fresh ??= await prepare(category, rule)
    const { at, requestId } = fresh
    const before = await traceOf(at)
    const outcome = await rule.attempt(at, person, requestId)
    if (outcome.ok || !DENIALS.includes(outcome.refusal.code)) {
      found.push(who)
      fresh = null
    } else {
      expect(await traceOf(at), `${who} was refused, and yet something was written`).toEqual(before)
    }
  }
  return found
}

describe('an outsider is refused at each action', () => {
  const actions = ACTIONS.filter((action) => action !== 'file')

  test.each(actions)('%s', async (action) => {
    const rule = RULES[action]
    expect([...(await whoMay('press', rule))].sort()).toEqual([...rule.may].sort())
  })

  test.each(actions)('%s, of a restricted one', async (action) => {
    const rule = RULES[action]
    expect([...(await whoMay('child_safety', rule))].sort()).toEqual([...(rule.maySealed ?? sealed(rule.may))].sort())
  })

  test('file', async () => {
    const found: string[] = []
    for (const [who, person] of Object.entries(PEOPLE)) {
      if ((await file(world.deps, person, filing())).ok) found.push(who)
    }
    expect(found).toEqual(Object.keys(PEOPLE).filter((who) => who !== 'stranger'))
  })
})
