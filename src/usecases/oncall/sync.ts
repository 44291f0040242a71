import type { Queryable } from '../../db/client.ts'
import type { SyncSubject } from '../../domain/oncall/sync-views.ts'
import type { Intent, IntentOf } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import { teamOf } from '../team.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { tellDuty } from './notices.ts'
import { dutyAt, LEAD } from './on-duty.ts'

/**
 * What follows who is on call in Slack itself: a user group, the topic of the team's intake channel. Said whenever the answer
 * may have changed; what is already so isn't set again.
 */
export async function syncOnCall(
  tx: Queryable,
  schedule: Pick<LoadedSchedule, 'teamId' | 'rules'>,
  now: Date,
): Promise<void> {
  const { userGroup, setsTopic } = schedule.rules
  const intents: Intent[] = []
  if (userGroup !== null) intents.push({ kind: 'on_call_group', groupId: userGroup })
  if (setsTopic) intents.push({ kind: 'on_call_topic', teamId: schedule.teamId })
  await say(
    tx,
    now,
    intents.map((intent) => ({ intent })),
  )
}

/** Everybody on call in these schedules but who is on duty as a lead only. */
export function whoIsOnCallIn(schedules: readonly LoadedSchedule[], at: Date): readonly string[] {
  const people = schedules.flatMap((schedule) =>
    dutyAt([schedule], at).duties.flatMap((duty) => (duty.role === LEAD ? [] : duty.people)),
  )
  return [...new Set(people)].toSorted()
}

/** Slack began to refuse: told once to the leads concerned, and the rest goes on. */
export async function tellStandsStill(
  tx: Queryable,
  settings: Settings,
  of: { readonly intent: IntentOf<'on_call_group' | 'on_call_topic'>; readonly error: string },
  now: Date,
): Promise<void> {
  const { intent, error } = of
  const teams =
    intent.kind === 'on_call_topic'
      ? [intent.teamId]
      : (await schedulesOf(tx, settings, null, now))
          .filter(({ rules }) => rules.userGroup === intent.groupId)
          .map(({ teamId }) => teamId)
  const what: SyncSubject = intent.kind === 'on_call_topic' ? 'topic' : 'group'
  const subject = intent.kind === 'on_call_topic' ? intent.teamId : intent.groupId
  const leads = new Set(teams.flatMap((id) => teamOf(settings, id).leads))
  await tellDuty(
    tx,
    settings,
    [...leads].map((to) => ({ notice: { code: 'stands_still', what, subject, error, at: now.toISOString() }, to })),
    now,
  )
}
