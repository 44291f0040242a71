import { setLastUpdate } from '../../db/stores/escalations.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import type { Audience } from '../../domain/escalation/words.ts'
import { pause, startClock } from '../../domain/sla/clock.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { promisedFor, untilThen } from '../targets.ts'

/**
 * A note for its readers. For the requester: a line to them and the followers, and the update clock begins again; the team
 * reads it on card and timeline, without a second copy. For the team: a line where it works; what was promised to the
 * requester stays promised, so no clock moves.
 */
export async function writeUpdate(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly text: string
    readonly audience: Audience
    /** When the requester reads the next one; null: by the target. */
    readonly nextBy: Date | null
  },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'write_update',
    work: async (change) => {
      const { status } = change.escalation
      if (status !== 'claimed' && status !== 'waiting') return refused({ code: 'wrong_status', status })
      const text = writtenText('text', input.text)
      if (!text.ok) return text
      const { audience } = input
      const nextBy = audience === 'requester' ? input.nextBy : null
      if (nextBy !== null && nextBy <= change.now) return refused({ code: 'stale' })
      const textId = await change.keepText('update', text.value)
      const row = await change.note(
        { event: 'update_written', facts: { audience, nextBy: nextBy?.toISOString() ?? null } },
        { audience, textId },
      )
      if (audience === 'team') {
        change.tellTeam(row)
        return done(null)
      }
      await change.meetClocks('first_update', 'next_update')
      await promiseNext(change, nextBy)
      await setLastUpdate(change.tx, change.escalation.id, change.now)
      await change.tellRequesters(row)
      return done(null)
    },
  })
}

/** Starts the next update clock, by a given hour or by the target; none where the severity promises none. */
async function promiseNext(change: Change, nextBy: Date | null): Promise<void> {
  const { now } = change
  const promised = nextBy === null ? promisedFor(change, 'next_update', now) : untilThen(now, nextBy)
  if (promised === null) return
  const clock = startClock('next_update', promised.minutes, now, promised.calendar)
  const named = nextBy === null ? clock : { ...clock, dueAt: nextBy }
  await change.addClock(change.escalation.status === 'waiting' ? pause(named, now) : named)
}
