import { addPage, endPage, type Page, type PageOutcome, pagesOf } from '../../db/stores/pages.ts'
import { addRun, runningRun, saveRun } from '../../db/stores/runs.ts'
import { endTimer, setTimer } from '../../db/stores/timers.ts'
import { ownerOf } from '../../domain/escalation/escalation.ts'
import { decide, nextDueAt, startRun } from '../../domain/paging/run.ts'
import type {
  PagingEffect,
  PagingEvent,
  PagingFacts,
  PagingRun,
  RunAnswer,
  StopReason,
} from '../../domain/paging/words.ts'
import { policyFor } from '../../settings/lookup.ts'
import type { Change } from '../change.ts'
import { onCallFor, teamOf } from '../team.ts'
import { sayOtherWays } from '../ways/page-by-ways.ts'
import { pagingFacts } from './facts.ts'
import { readRun } from './run-record.ts'
import { tellLeads } from './tell-leads.ts'

/**
 * Page first (ONCALL 12): starts a run of the policy of team and severity in this very transaction, and gives its first
 * pages. A run that goes on is superseded: its live pages stay live, and whoever has one isn't paged twice at once.
 */
export async function startPaging(change: Change, leftOut: readonly string[] = []): Promise<void> {
  const { now, settings, escalation } = change
  await happen(change, { kind: 'stopped', why: 'superseded', at: now })
  const hasObligation = (await change.liveClocks()).some((clock) => clock.kind === 'obligation')
  const policy = policyFor(settings, escalation.teamId, escalation.severity, hasObligation)
  const run = startRun(policy, now, await spared(change, leftOut))
  const paged = run === null ? [] : await begin(change, run)
  if (escalation.severity !== 'sev1') return
  // One event, one person, one notification: a lead who is paged isn't told as well.
  const told = teamOf(settings, escalation.teamId).leads.filter((lead) => !paged.includes(lead))
  await tellLeads(change, told, { code: 'filed_sev1' })
}

/** The first tick, at the same instant; whom it pages. */
async function begin(change: Change, run: PagingRun): Promise<readonly string[]> {
  const id = await addRun(change.tx, change.escalation.id, run, change.now)
  const { effects } = await step(change, { id, run }, { kind: 'tick', at: change.now })
  return effects.flatMap((effect) => (effect.kind === 'page' ? [effect.userId] : []))
}

/**
 * Never paged by this run: who filed it, who released it, and whoever does this themselves, unless they are the only one
 * on call.
 */
async function spared(change: Change, leftOut: readonly string[]): Promise<readonly string[]> {
  const { tx, settings, escalation, actor, now } = change
  const always = [escalation.requesterId, ...leftOut]
  if (actor.kind !== 'person' || always.includes(actor.id)) return always
  const { people } = await onCallFor(tx, settings, escalation, now)
  const others = people.filter((userId) => userId !== actor.id && !always.includes(userId))
  return others.length > 0 ? [...always, actor.id] : always
}

/** The run's own time has come. False where nobody is to be told of anything: then nothing has to be drawn again. */
export async function tickRun(change: Change): Promise<boolean> {
  const stored = await runningRun(change.tx, change.escalation.id)
  if (stored === null) return false
  const { effects } = await step(change, { id: stored.id, run: readRun(stored.run) }, { kind: 'tick', at: change.now })
  return effects.length > 0
}

/** Something happens to the run that goes on; null where none does. */
export async function happen(change: Change, event: PagingEvent): Promise<RunAnswer | null> {
  const stored = await runningRun(change.tx, change.escalation.id)
  if (stored === null) return null
  return (await step(change, { id: stored.id, run: readRun(stored.run) }, event)).answer
}

async function step(
  change: Change,
  stored: { readonly id: number; readonly run: PagingRun },
  event: PagingEvent,
): Promise<{ readonly answer: RunAnswer; readonly effects: readonly PagingEffect[] }> {
  const { tx, settings, escalation, now } = change
  const facts = await pagingFacts(tx, settings, { escalation, runId: stored.id, run: stored.run }, now)
  const { run, effects, answer } = decide(stored.run, event, facts)
  if (run !== stored.run) {
    await saveRun(tx, stored.id, run, run.phase.phase === 'ended' ? run.phase.at : null)
  }
  for (const effect of effects) await follow(change, { runId: stored.id, run, facts }, effect)
  await setNextTick(change, run)
  return { answer, effects }
}

/** The timer at which the run goes on; the auditor looks for it by this key. */
async function setNextTick(change: Change, run: PagingRun): Promise<void> {
  const escalationId = change.escalation.id
  const key = `paging:${escalationId}`
  const dueAt = nextDueAt(run)
  if (dueAt === null) await endTimer(change.tx, key, change.now)
  else await setTimer(change.tx, { key, kind: 'paging', escalationId, dueAt })
}

async function follow(
  change: Change,
  of: { readonly runId: number; readonly run: PagingRun; readonly facts: PagingFacts },
  effect: PagingEffect,
): Promise<void> {
  const { runId, run, facts } = of
  switch (effect.kind) {
    case 'page':
      // Beside the run's own pages they have another one: few do, and a filing shouldn't ask for each.
      if (facts.pages.some((page) => page.userId === effect.userId && !page.isLive)) {
        await endBreachPageOf(change, effect.userId)
      }
      await pagePerson(change, { ...effect, runId, isHeld: run.policy.pages === 'working_hours' })
      return
    case 'remind':
      await remind(change, runId, effect.userId)
      return
    case 'replace':
      await endPage(change.tx, effect.pageId, 'replaced', change.now)
      return
    case 'stop':
      await endPage(change.tx, effect.pageId, OUTCOMES[effect.why], change.now)
      return
    case 'tell_channel': {
      const { code, channel } = effect
      await change.note({ event: 'nobody_answers', facts: { code } })
      change.say({
        kind: 'channel_alert',
        escalationId: change.escalation.id,
        channelId: channel.kind === 'channel' ? channel.channelId : null,
        code,
        askedAt: change.now.toISOString(),
      })
      // A lead who isn't cleared learns the number, and that nobody is cleared; nothing else.
      if (change.escalation.isRestricted && code === 'nobody_on_call') {
        const { leads } = teamOf(change.settings, change.escalation.teamId)
        await tellLeads(change, leads, { code: 'nobody_cleared', runId })
      }
    }
  }
}

const OUTCOMES: Readonly<Record<StopReason, PageOutcome>> = {
  claimed: 'claimed',
  claimed_by_other: 'claimed_by_other',
  seen_by_other: 'seen_by_other',
  passed: 'passed',
  undeliverable: 'undeliverable',
  withdrawn: 'withdrawn',
  resolved: 'resolved',
  merged: 'merged',
}

/** One page of one person: by Slack, and by their other ways as each of them says. */
export async function pagePerson(
  change: Change,
  page: {
    readonly userId: string
    readonly why: string
    readonly runId: number | null
    readonly isRepeat: boolean
    /** Waits for the start of their own day. */
    readonly isHeld: boolean
  },
): Promise<Page> {
  const { userId, why, runId, isRepeat, isHeld } = page
  const { tx, now, escalation } = change
  const notBefore = isHeld ? await change.quietFor(userId) : now
  const added = await addPage(tx, {
    escalationId: escalation.id,
    userId,
    why,
    runId,
    isRepeat,
    notBefore,
    askedAt: now,
  })
  await sayOtherWays(change, added)
  return added
}

/** A lead who was told of a missed deadline is paged now by the run: one live page each, and one notification at once. */
async function endBreachPageOf(change: Change, userId: string): Promise<void> {
  for (const page of await pagesOf(change.tx, change.escalation.id)) {
    if (page.userId === userId && page.why === 'breach') await endPage(change.tx, page.id, 'replaced', change.now)
  }
}

/** "You saw it ten minutes ago": their page once more, by Slack alone; the older one loses its buttons. */
async function remind(change: Change, runId: number, userId: string): Promise<void> {
  const { tx, now, escalation } = change
  for (const page of await pagesOf(tx, escalation.id)) {
    if (page.userId === userId) await endPage(tx, page.id, 'replaced', now)
  }
  const page = { escalationId: escalation.id, userId, runId, notBefore: now, askedAt: now }
  await addPage(tx, { ...page, why: 'reminder', isRepeat: true })
}

/** Who was given it by somebody else is told by a page of their own: its message holds the owner's tools. */
export async function pageNewOwner(change: Change, ownerId: string): Promise<void> {
  if (change.isActor(ownerId) || ownerOf(change.escalation) !== ownerId) return
  await addPage(change.tx, {
    escalationId: change.escalation.id,
    userId: ownerId,
    why: 'handed_over',
    notBefore: await change.quietFor(ownerId),
    askedAt: change.now,
  })
}
