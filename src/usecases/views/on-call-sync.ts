import type { OnCallTopicView } from '../../domain/oncall/sync-views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { schedulesOf } from '../oncall/load-schedules.ts'
import { BACKUP, dutyAt, PRIMARY } from '../oncall/on-duty.ts'
import { whoIsOnCallIn } from '../oncall/sync.ts'
import { teamOf } from '../team.ts'
import { namesOf, type ReaderFacts, teamReader } from './common.ts'

/** Slack user ids of who belongs into a user group now, of all schedules that fill it; empty where nobody does. */
export async function onCallGroupDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'on_call_group'>, 'groupId'>,
): Promise<readonly string[]> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const all = await schedulesOf(q, deps.settings(), null, now)
    return whoIsOnCallIn(
      all.filter(({ rules }) => rules.userGroup === intent.groupId),
      now,
    )
  })
}

/** What the topic of a team's intake channel is to say; `view` null where no schedule of the team sets it (any more). */
export async function onCallTopicDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'on_call_topic'>, 'teamId'>,
): Promise<{ readonly channelId: string; readonly view: OnCallTopicView | null; readonly reader: ReaderFacts }> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const setting = (await schedulesOf(q, settings, intent.teamId, now)).filter(({ rules }) => rules.setsTopic)
    const place = {
      channelId: teamOf(settings, intent.teamId).intakeChannel,
      reader: teamReader(settings, intent.teamId),
    }
    if (setting.length === 0) return { ...place, view: null }
    const { roles, people } = dutyAt(setting, now)
    const name = await namesOf(q, people)
    const named = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => name(id).name)
    const primary = roles?.[PRIMARY] ?? []
    const backup = (roles?.[BACKUP] ?? []).filter((id) => !primary.includes(id))
    return { ...place, view: { primary: named(primary), backup: named(backup) } }
  })
}
