import { beginOutage, endOutage, loadOutage, teamsThatWaited } from '../../db/stores/outages.ts'
import type { OutageView } from '../../domain/escalation/views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Deps } from '../deps.ts'
import { type ReaderFacts, teamReader } from '../views/common.ts'

/** A shorter one is nothing to speak of: what waited says itself that it is late. */
const WORTH_TELLING_MS = 60_000

/** Slack can't be reached since then (domain time); kept, so that its end is told after a restart, too. */
export function slackWasLost(deps: Deps, since: Date): Promise<void> {
  return deps.db.transact((tx) => beginOutage(tx, 'slack', since))
}

/**
 * Slack answers again: where pages waited meanwhile, the team's channel reads from when to when (ONCALL 26), once,
 * whichever bot notices.
 */
export async function slackIsBack(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const { teams } = deps.settings()
  await deps.db.transact(async (tx) => {
    const outage = await endOutage(tx, 'slack', now)
    if (outage === null || now.getTime() - outage.beganAt.getTime() <= WORTH_TELLING_MS) return
    const waited = await teamsThatWaited(tx, outage.beganAt, now)
    const known = waited.filter((teamId) => teams.some((team) => team.id === teamId))
    await say(
      tx,
      now,
      known.map((teamId) => ({ intent: { kind: 'outage_line', outageId: outage.id, teamId } })),
    )
  })
}

/** The line in a team's channel; null where the team is gone. */
export async function outageDelivery(
  deps: Deps,
  intent: IntentOf<'outage_line'>,
): Promise<{ readonly channelId: string; readonly view: OutageView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  const team = settings.teams.find((one) => one.id === intent.teamId)
  const outage = await deps.db.read((q) => loadOutage(q, intent.outageId))
  if (team === undefined || outage === null || outage.endedAt === null) return null
  return {
    channelId: team.intakeChannel,
    reader: teamReader(settings, team.id),
    view: { from: outage.beganAt, to: outage.endedAt, zone: team.zone },
  }
}
