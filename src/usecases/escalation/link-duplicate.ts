import { loadExtras, lockEscalation } from '../../db/stores/escalations.ts'
import { channelsOf } from '../../db/stores/posts.ts'
import { sightOf } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { CLOCK_KINDS } from '../../domain/escalation/timeline-event.ts'
import { link as decide } from '../../domain/escalation/transitions.ts'
import { earlierOf } from '../../domain/sla/clock.ts'
import { Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { GOES_ON_AFTER_A_QUESTION } from '../questions.ts'
import { stopWork } from '../stop-work.ts'
import { standingOf } from '../team.ts'
import { endsInDays } from './channel-life.ts'

/** Clocks of which the earlier deadline is kept: what was promised to a requester. */
export const KEPT_WHEN_LINKED = ['first_update', 'resolve'] as const

/**
 * The same matter as another one, which goes on with the earlier of both deadlines. Readers of the duplicate are told its
 * number; nobody gains sight of anything. Can be undone (`unlink`).
 */
export async function linkDuplicate(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly duplicateOf: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'link',
    alsoLock: input.duplicateOf,
    work: async (change) => {
      const before = change.escalation
      const target = input.duplicateOf === before.id ? before : await lockEscalation(change.tx, input.duplicateOf)
      if (target === null || !(await isSeenBy(change, actor, target))) return refused({ code: 'not_found' })
      const decided = decide(before, target, change.now)
      if (!decided.ok) return decided
      const onto = await changeOf(change, target)
      await change.save(decided.value)
      await stopWork(change, 'merged')
      await change.resumeClocks(...GOES_ON_AFTER_A_QUESTION)
      const obligations = await takeObligationsOver(change, onto)
      await keepEarlierDeadlines(change, onto)
      await change.cancelClocks(...CLOCK_KINDS)
      const row = await change.note(
        { event: 'escalation_linked', facts: { duplicateOf: target.id } },
        { audience: 'requester' },
      )
      await onto.note({ event: 'duplicate_received', facts: { from: before.id, obligations } })
      await change.tellRequesters(row)
      // Whoever works in its channel is told there where it goes on; of a thread the card above it says so.
      if ((await channelsOf(change.tx, before.id)).at(-1)?.state === 'open') change.tellTeam(row)
      await endsInDays(change)
      await onto.finish()
      return done(null)
    },
  })
}

async function isSeenBy(change: Change, actor: PersonActor, target: Escalation): Promise<boolean> {
  return sightOf(await standingOf(change.tx, change.settings, actor, target), target) === 'all'
}

/** The other escalation's part of this change: same transaction, same instant; it was locked in the order of ids. */
export async function changeOf(change: Change, other: Escalation): Promise<Change> {
  const { tx, now, actor, settings } = change
  const { round } = await loadExtras(tx, other.id)
  return new Change({ tx, now, actor, settings, escalation: other, standing: null, round })
}

/**
 * What the law asked of the duplicate it now asks of the one that goes on: the earlier deadline of the same obligation.
 * Says which clocks went over.
 */
async function takeObligationsOver(from: Change, onto: Change): Promise<readonly string[]> {
  const taken: string[] = []
  for (const clock of await from.liveClocks()) {
    if (clock.kind !== 'obligation') continue
    const own = (await onto.liveClocks()).find((one) => one.obligation === clock.obligation)
    if (own !== undefined && own.dueAt <= clock.dueAt) continue
    if (own !== undefined) await onto.cancelObligation(own.obligation)
    await onto.addClock(clock, clock.breachToldAt !== null)
    taken.push(clock.obligation)
  }
  return taken
}

async function keepEarlierDeadlines(from: Change, onto: Change): Promise<void> {
  const theirs = await from.liveClocks()
  for (const kept of await onto.liveClocks()) {
    if (!KEPT_WHEN_LINKED.some((kind) => kind === kept.kind)) continue
    const other = theirs.find((clock) => clock.kind === kept.kind)
    const earlier = other === undefined ? null : earlierOf(kept, other, onto.now)
    if (earlier === null) continue
    // Its pause ends first: an unlink finds the deadline as it stood.
    await onto.resumeClocks(kept.kind)
    await onto.cancelClocks(kept.kind)
    await onto.addClock(earlier)
  }
}
