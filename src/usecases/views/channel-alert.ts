import { loadEscalation } from '../../db/stores/escalations.ts'
import type { ChannelAlertView } from '../../domain/escalation/views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { headOf, type ReaderFacts, teamReader } from './common.ts'

/** What a room is told when a run found nobody; null once somebody has it. Of what is restricted the number, no more. */
export async function channelAlertDelivery(
  deps: Deps,
  intent: IntentOf<'channel_alert'>,
): Promise<{ readonly channelId: string; readonly view: ChannelAlertView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, intent.escalationId)
    if (escalation === null || escalation.status !== 'unclaimed') return null
    const team = teamOf(settings, escalation.teamId)
    return {
      channelId: intent.channelId ?? team.intakeChannel,
      reader: teamReader(settings, team.id),
      view: {
        head: await headOf(q, settings, escalation, escalation.isRestricted ? 'exists' : 'all'),
        code: intent.code,
        since: escalation.filedAt,
        zone: team.zone,
      },
    }
  })
}
