import type { IntentOf } from '../../outbox/intents.ts'
import type { Change } from '../change.ts'
import { categoryOf } from '../team.ts'

/** A DM to leads, once; that nobody is cleared once per run. Of what is restricted only those who are cleared hear that it was filed. */
export async function tellLeads(
  change: Change,
  leads: readonly string[],
  notice: Extract<IntentOf<'lead_notice'>['notice'], { code: 'nobody_cleared' | 'filed_sev1' }>,
): Promise<void> {
  const { escalation, settings } = change
  const cleared = categoryOf(settings, escalation.category).visibleTo
  for (const userId of leads) {
    if (change.isActor(userId)) continue
    if (notice.code === 'filed_sev1' && escalation.isRestricted && !cleared.includes(userId)) continue
    change.say({ kind: 'lead_notice', escalationId: escalation.id, userId, notice }, await change.quietFor(userId))
  }
}
