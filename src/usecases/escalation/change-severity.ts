import { endPage, pagesOf } from '../../db/stores/pages.ts'
import { channelsOf, wantChannel } from '../../db/stores/posts.ts'
import { latestOf } from '../../db/stores/timeline.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { optionalText } from '../../domain/escalation/text.ts'
import { changeSeverity as decide } from '../../domain/escalation/transitions.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import { type Pause, retarget, type SlaClock } from '../../domain/sla/clock.ts'
import { policyFor } from '../../settings/lookup.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { startPaging } from '../paging/runs.ts'
import { pausesOf } from '../questions.ts'
import { promisedFor, untilThen } from '../targets.ts'

/**
 * Another severity: each live clock ends as it stood, and one with the new target starts from the same beginning. While
 * nobody has it, whoever has no live page yet is paged as the new severity says; a thread may become a channel.
 */
export async function changeSeverity(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly severity: Severity; readonly reason: string | null },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'change_severity',
    work: async (change) => {
      const { severity: from, id } = change.escalation
      const to = input.severity
      const decided = decide(change.escalation, to, change.settings.severities[to].place)
      if (!decided.ok) return decided
      const reason = optionalText('reason', input.reason)
      if (!reason.ok) return reason
      await change.save(decided.value)
      const { place } = change.escalation
      const textId = reason.value === null ? undefined : await change.keepText('reason', reason.value)
      await change.note(
        { event: 'severity_changed', facts: { from, to, place } },
        { audience: 'team', ...(textId === undefined ? {} : { textId }) },
      )
      await restartClocks(change)
      if (place === 'channel' && (await channelsOf(change.tx, id)).length === 0) {
        await wantChannel(change.tx, id, change.escalation.isRestricted, change.now)
      }
      if (change.escalation.status === 'unclaimed') {
        if (policyFor(change.settings, change.escalation.teamId, to).pages !== 'working_hours')
          await dropHeldPages(change)
        await startPaging(change)
      }
      return done(null)
    },
  })
}

/**
 * What was named for this one escalation stands where it is earlier: a day that the requester needs it by, an hour that
 * the owner gave for the next update (ONCALL 19).
 */
async function restartClocks(change: Change): Promise<void> {
  const pauses = await pausesOf(change)
  const before = await change.liveClocks()
  for (const clock of before) {
    // The law's clocks know no severity.
    if (clock.kind === 'obligation') continue
    await change.cancelClocks(clock.kind)
    const named = await namedHour(change, clock)
    const promised = promisedFor(change, clock.kind, clock.startedAt)
    const fresh = promised === null ? null : retarget(clock, promised, pauses, change.now)
    const own = named === null ? null : byNamedHour(clock, new Date(named), pauses, change.now)
    const next = own !== null && (fresh === null || own.dueAt < fresh.dueAt) ? own : fresh
    if (next !== null) await change.addClock(next, clock.breachToldAt !== null)
  }
  await beginCadence(change)
}

/** The clock by the hour that was named: as it stands where it runs by it, else it runs by it again. */
function byNamedHour(clock: SlaClock, hour: Date, pauses: readonly Pause[], at: Date): SlaClock {
  const again = retarget(clock, { ...untilThen(clock.startedAt, hour), dueAt: hour }, pauses, at)
  return again.dueAt.getTime() === clock.dueAt.getTime() ? clock : again
}

/** A severity that promises no further news was raised to one that does, after the first answer: its cadence begins now. */
async function beginCadence(change: Change): Promise<void> {
  const { status } = change.escalation
  if (status !== 'claimed' && status !== 'waiting') return
  const live = await change.liveClocks()
  if (live.some((clock) => clock.kind === 'first_update' || clock.kind === 'next_update')) return
  await change.startClock('next_update')
  if (status === 'waiting') await change.pauseClocks('next_update')
}

/** The hour that the update with which this clock began gave for the next one. */
async function namedHour(change: Change, clock: SlaClock): Promise<string | null> {
  if (clock.kind !== 'next_update') return null
  const rows = await latestOf(change.tx, change.escalation.id, ['update_written'], 20)
  const row = rows.find((one) => one.audience === 'requester' && one.at.getTime() === clock.startedAt.getTime())
  return row?.event.event === 'update_written' ? row.event.facts.nextBy : null
}

/** A page that waits for the morning has reached nobody; one that leaves now takes its place, or none is wanted. */
async function dropHeldPages(change: Change): Promise<void> {
  for (const page of await pagesOf(change.tx, change.escalation.id)) {
    const isHeld = page.endedAt === null && page.sentAt === null && page.notBefore > change.now
    if (isHeld) await endPage(change.tx, page.id, 'moot', change.now)
  }
}
