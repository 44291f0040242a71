import { clocksOf, type StoredClock } from '../../db/stores/clocks.ts'
import { loadEscalation, lockEscalation } from '../../db/stores/escalations.ts'
import { latestOf } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type Duplicate, type Escalation, isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { unlink as decide } from '../../domain/escalation/transitions.ts'
import { revive } from '../../domain/sla/clock.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { startPaging } from '../paging/runs.ts'
import { goesOn } from './channel-life.ts'
import { changeOf, KEPT_WHEN_LINKED } from './link-duplicate.ts'

/**
 * Not the same matter after all: both have the deadlines again that they had. While nobody has it a new claim clock runs
 * and who is on call is paged.
 */
export async function unlink(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  const seen = await deps.db.read((q) => loadEscalation(q, input.escalationId))
  const duplicateOf = seen?.status === 'duplicate' ? seen.duplicateOf : null
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'unlink',
    ...(duplicateOf === null ? {} : { alsoLock: duplicateOf }),
    work: async (change) => {
      const before = change.escalation
      const decided = decide(before, change.now)
      if (!decided.ok) return decided
      // Linked to another one between the look and the lock: that one isn't locked, so it isn't ours to write.
      if (before.status !== 'duplicate' || before.duplicateOf !== duplicateOf) return refused({ code: 'stale' })
      const target = await lockEscalation(change.tx, before.duplicateOf)
      if (target === null) throw new Error(`escalation ${before.duplicateOf} is gone`)
      await change.save(decided.value)
      await giveDeadlinesBack(change, before, target)
      await reviveOwn(change, before)
      await change.note({ event: 'escalation_unlinked', facts: { duplicateOf: target.id } }, { audience: 'requester' })
      if (change.escalation.status === 'unclaimed') {
        await change.startClock('claim')
        await startPaging(change)
      }
      await goesOn(change)
      return done(null)
    },
  })
}

/** What a link cancelled at its instant. */
function cancelledAt(clocks: readonly StoredClock[], at: Date): readonly StoredClock[] {
  return clocks.filter((clock) => clock.state === 'cancelled' && clock.endedAt?.getTime() === at.getTime())
}

async function reviveOwn(change: Change, before: Duplicate): Promise<void> {
  for (const clock of cancelledAt(await clocksOf(change.tx, change.escalation.id), before.linkedAt)) {
    if (clock.kind !== 'claim') await change.addClock(revive(clock, change.now), clock.breachedAt !== null)
  }
}

/** Where the target runs by this one's deadline, its own goes on; unless that promise was kept meanwhile. */
async function giveDeadlinesBack(change: Change, before: Duplicate, target: Escalation): Promise<void> {
  const onto = await changeOf(change, target)
  const mine = cancelledAt(await clocksOf(change.tx, change.escalation.id), before.linkedAt)
  const displaced = cancelledAt(await clocksOf(change.tx, target.id), before.linkedAt)
  const takenOver = await takenOverFrom(change, before, target)
  for (const given of isOpen(target) ? mine : []) {
    const isSame = (clock: StoredClock) => clock.kind === given.kind && clock.obligation === given.obligation
    const isObligation = given.kind === 'obligation'
    if (isObligation ? !takenOver.has(given.obligation) : !KEPT_WHEN_LINKED.some((kind) => kind === given.kind))
      continue
    const own = displaced.find(isSame)
    const live = (await onto.liveClocks()).find(isSame)
    // A promise to the requester stays with the target, which has one of that kind; a law that never asked it does not.
    if (live === undefined || (own === undefined && !isObligation)) continue
    if (live.startedAt.getTime() !== given.startedAt.getTime() || live.targetMinutes !== given.targetMinutes) continue
    if (isObligation) await onto.cancelObligation(given.obligation)
    else await onto.cancelClocks(given.kind)
    if (own === undefined) continue
    await onto.addClock(revive(own, onto.now, { clock: live, dueAt: given.dueAt }), own.breachedAt !== null)
  }
  await onto.finish()
}

/** The obligations whose clocks went over with this link, as the target's timeline keeps them. */
async function takenOverFrom(change: Change, before: Duplicate, target: Escalation): Promise<ReadonlySet<string>> {
  const rows = await latestOf(change.tx, target.id, ['duplicate_received'], 50)
  const taken = rows.flatMap(({ event, at }) => {
    const isThis = event.event === 'duplicate_received' && event.facts.from === change.escalation.id
    return isThis && at.getTime() === before.linkedAt.getTime() ? (event.facts.obligations ?? []) : []
  })
  return new Set(taken)
}
