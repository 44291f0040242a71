import type { Change } from '../change.ts'
import { categoryOf } from '../team.ts'

/** A DM to leads, once. Of what is restricted only those who are cleared hear that it was filed. */
export async function tellLeads(
  change: Change,
  leads: readonly string[],
  code: 'nobody_cleared' | 'filed_sev1',
): Promise<void> {
  const { escalation, settings } = change
  const cleared = categoryOf(settings, escalation.category).visibleTo
  for (const userId of leads) {
    if (change.isActor(userId)) continue
    if (code === 'filed_sev1' && escalation.isRestricted && !cleared.includes(userId)) continue
    change.say(
      { kind: 'lead_notice', escalationId: escalation.id, userId, notice: { code } },
      await change.quietFor(userId),
    )
  }
}
