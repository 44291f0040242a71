import { z } from 'zod'
import type { Queryable } from '../../db/client.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import type { DutyContext } from './duty.ts'
import { onDutyAt } from './duty-change.ts'
import type { Handover, Kept } from './keep-record.ts'
import { schedulesOf } from './load-schedules.ts'

type Handoff = IntentOf<'handoff'>

/**
 * One message to each side of a handoff (SCREENS 9): who comes on call gets what is open, who goes off what is still theirs.
 * One a person, however many rotations and schedules changed at once; who goes on elsewhere isn't told that they are off. What
 * an edit, a swap or an override changed at this very instant is no handoff: whom it concerns is told of that. After downtime
 * what counts is who is there now and who was there when it began, or in between.
 */
export async function sayHandoffs(
  tx: Queryable,
  settings: Settings,
  kept: Kept,
  /** Instants of edits that this keeping of the record, or one to come, follows. */
  edits: readonly Date[],
  now: Date,
): Promise<void> {
  const handovers = netOf(kept.handovers.filter(({ at }) => !edits.some((edit) => isOf(edit, at, kept.from))))
  if (handovers.length === 0) return
  const { schedule } = kept
  const onDuty = onDutyAt(await schedulesOf(tx, settings, null, now), now)
  const intents = new Map<string, Handoff>()
  const add = (side: Handoff['side'], userId: string, { at, rotation }: Handover, others: readonly string[]) => {
    const key = `${side} ${userId}`
    const common = { kind: 'handoff', userId, scheduleId: schedule.id, side, at: at.toISOString() } as const
    if (!intents.has(key)) intents.set(key, { ...common, rotation, others: [...others] })
  }
  for (const one of handovers) {
    const there = whoIsOnCall(schedule.prepared, one.rotation, now).people
    const came = there.filter((person) => !one.before.includes(person))
    const left = one.before.filter((person) => !there.includes(person))
    for (const person of came) if (one.after.includes(person)) add('arriving', person, one, left)
    for (const person of left) if (!onDuty.has(person)) add('leaving', person, one, came)
  }
  // What belongs to who is on call isn't held (SCREENS 1.4); who goes off hears it before they are gone.
  await say(
    tx,
    now,
    [...intents.values()].map((intent) => ({ intent })),
  )
}

/** What an edit changed begins with it, or where the record had gone further, there; a millisecond is a stretch's least length. */
function isOf(edit: Date, at: Date, from: Date): boolean {
  return at >= edit && at.getTime() <= Math.max(edit.getTime(), from.getTime()) + 1
}

/** One for each rotation: from everybody who was there before the last of them to who came with it. */
function netOf(handovers: readonly Handover[]): readonly Handover[] {
  const net = new Map<string, Handover>()
  for (const one of handovers) {
    const earlier = net.get(one.rotation)?.before ?? []
    const before = [...new Set([...one.before, ...earlier])].filter((person) => !one.after.includes(person))
    // Who was there just before and still is didn't come.
    const stayed = one.before.filter((person) => one.after.includes(person))
    net.set(one.rotation, { ...one, before: [...before, ...stayed] })
  }
  return [...net.values()]
}

/** Kind of the duty timer by which the auditor has a handoff told that wasn't. */
export const HANDOFF_UNTOLD = 'handoff_untold'

const untoldFacts = z.object({
  scheduleId: z.number(),
  rotation: z.string(),
  person: z.string(),
  others: z.array(z.string()),
  at: z.iso.datetime(),
})

/** Late it is still said, and says that it is; whoever isn't on call any more gets nothing when it is drawn. */
export async function sayUntold({ tx, timer, now }: DutyContext): Promise<'done'> {
  const { person, ...facts } = untoldFacts.parse(timer.facts)
  await say(tx, now, [{ intent: { kind: 'handoff', userId: person, side: 'arriving', ...facts } }])
  return 'done'
}
