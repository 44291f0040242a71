import type { Queryable } from '../../db/client.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Handover, Kept } from './keep-record.ts'

type Handoff = IntentOf<'handoff'>

/**
 * One message to each side of a handoff (SCREENS 9): who comes on call gets what is open, who goes off what is still theirs.
 * One a person, however many rotations changed at once; who goes on in another rotation isn't told that they are off. What an
 * edit, a swap or an override changed at this very instant is no handoff: whom it concerns is told of that. After downtime only
 * the last handoff of a rotation counts: earlier shifts are over.
 */
export async function sayHandoffs(
  tx: Queryable,
  kept: Kept,
  by: { readonly isEdit: boolean; readonly dueAt: Date },
  now: Date,
): Promise<void> {
  const handovers = lastOf(kept.handovers).filter(({ at }) => !(by.isEdit && at >= by.dueAt))
  const intents = new Map<string, Handoff>()
  const add = (side: Handoff['side'], userId: string, { at, rotation }: Handover, others: readonly string[]) => {
    const key = `${side} ${userId}`
    const common = { kind: 'handoff', userId, scheduleId: kept.schedule.id, side, at: at.toISOString() } as const
    if (!intents.has(key)) intents.set(key, { ...common, rotation, others: [...others] })
  }
  const onDuty = new Set(
    rotationsOf(kept.schedule.prepared).flatMap(
      (rotation) => whoIsOnCall(kept.schedule.prepared, rotation, now).people,
    ),
  )
  for (const one of handovers) {
    const came = one.after.filter((person) => !one.before.includes(person))
    const left = one.before.filter((person) => !one.after.includes(person))
    for (const person of came) if (onDuty.has(person)) add('arriving', person, one, left)
    for (const person of left) if (!onDuty.has(person)) add('leaving', person, one, came)
  }
  // What belongs to who is on call isn't held (SCREENS 1.4); who goes off hears it before they are gone.
  await say(
    tx,
    now,
    [...intents.values()].map((intent) => ({ intent })),
  )
}

function lastOf(handovers: readonly Handover[]): readonly Handover[] {
  return handovers.filter(
    (one, index) => handovers.findLastIndex(({ rotation }) => rotation === one.rotation) === index,
  )
}
