import { addParticipant } from '../../db/stores/escalations.ts'
import { latestRequest, openRequests } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { ownerOf } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { optionalText } from '../../domain/escalation/text.ts'
import { handOver as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayOwn } from '../eligible.ts'
import { pageNewOwner } from '../paging/runs.ts'
import { ask, passRequestsOn, settleRequest } from '../requests.ts'
import { onCallFor } from '../team.ts'

export interface HandedOver {
  readonly how: 'on_duty' | 'forced' | 'offered'
  /** It was offered, and stays with its owner until it is accepted. */
  readonly isAsked: boolean
}

/**
 * At once to somebody on duty; to somebody who isn't it is an offer, and the giver keeps it until the other one accepts.
 * With `isForced` a lead gives it at once, whoever the receiver is.
 */
export async function handOver(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number
    readonly to: string
    /** What the receiver should know, or null. */
    readonly text: string | null
    readonly isForced: boolean
  },
): Promise<Outcome<HandedOver>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'hand_over',
    work: async (change): Promise<Outcome<HandedOver>> => {
      const { to } = input
      const text = optionalText('text', input.text)
      if (!text.ok) return text
      const from = ownerOf(change.escalation)
      const decided = decide(change.escalation, to, change.now)
      if (!decided.ok) return decided
      if (input.isForced && change.standing?.isLead !== true)
        return refused({ code: 'not_permitted', reason: 'not_lead' })
      if (from === null || !(await mayOwn(change, to))) return refused({ code: 'person_not_eligible', personId: to })

      const onDuty = (await onCallFor(change.tx, change.settings, change.escalation, change.now)).people.includes(to)
      if (!onDuty && !input.isForced && to !== actor.id) return offer(change, actor, { from, to, text: text.value })
      const how = onDuty || to === actor.id ? 'on_duty' : 'forced'
      const textId = text.value === null ? null : await change.keepText('note', text.value)
      await change.save(decided.value)
      await giveTo(change, { from, to, how, textId })
      await pageNewOwner(change, to)
      return done({ how, isAsked: false })
    },
  })
}

/** What follows once somebody else owns it, however that came about. Gives the timeline row. */
export async function giveTo(
  change: Change,
  given: { from: string; to: string; how: 'on_duty' | 'accepted' | 'forced'; textId: number | null },
): Promise<number> {
  const { from, to, how, textId } = given
  await addParticipant(change.tx, change.escalation.id, to, 'owner', change.now)
  await change.endPages('claimed_by_other')
  const row = await change.note(
    { event: 'escalation_handed_over', facts: { from, to, how } },
    { audience: 'team', ...(textId === null ? {} : { textId }) },
  )
  await passRequestsOn(change)
  return row
}

async function offer(
  change: Change,
  actor: PersonActor,
  offered: { from: string; to: string; text: string | null },
): Promise<Outcome<HandedOver>> {
  const { from, to, text } = offered
  // One offer at a time: a newer one takes the buttons of the older away.
  for (const open of await openRequests(change.tx, change.escalation.id)) {
    if (open.kind !== 'handover') continue
    if (open.toId === to) return refused({ code: 'already_asked', since: open.askedAt })
    await settleRequest(change, open, 'cancelled')
  }
  const textId = text === null ? null : await change.keepText('note', text)
  const id = await ask(change, { kind: 'handover', fromId: actor.id, toId: to, textId })
  if (id === null) {
    const latest = await latestRequest(change.tx, change.escalation.id, 'handover', actor.id)
    return refused({ code: 'already_asked', since: latest?.askedAt ?? change.now })
  }
  await change.note(
    { event: 'handover_offered', facts: { from, to } },
    { audience: 'team', ...(textId === null ? {} : { textId }) },
  )
  return done({ how: 'offered', isAsked: true })
}
