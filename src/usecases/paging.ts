import { addPage, pagesOf } from '../db/stores/pages.ts'
import type { Change } from './change.ts'
import { notBeforeFor } from './quiet-hours.ts'
import { categoryOf, onCallFor, teamOf } from './team.ts'

/**
 * Page first (ONCALL 12): what a severity pages, and when, is its policy. Whoever has a page that is still live isn't
 * paged twice; whoever did this themselves isn't told of it. Nobody to page is told to the leads at once.
 */
export async function pageWhoIsOnCall(change: Change): Promise<void> {
  const { tx, settings, escalation, now } = change
  const policy = settings.severities[escalation.severity]
  const team = teamOf(settings, escalation.teamId)
  if (policy.pages !== 'none') {
    const onCall = await onCallFor(tx, settings, escalation, now)
    const live = (await pagesOf(tx, escalation.id)).filter((page) => page.endedAt === null).map((page) => page.userId)
    const others = onCall.people.filter((userId) => userId !== escalation.requesterId && !change.isActor(userId))
    for (const userId of others) {
      if (live.includes(userId)) continue
      const notBefore =
        policy.pages === 'at_once' ? now : await notBeforeFor(tx, settings, userId, escalation.severity, now)
      await addPage(tx, { escalationId: escalation.id, userId, why: 'on_call', notBefore, askedAt: now })
    }
    if (others.length === 0) {
      // A lead who isn't cleared learns the number and that nobody is cleared, nothing else.
      const code = escalation.isRestricted ? 'nobody_cleared' : 'nobody_on_call'
      await tellLeads(change, team.leads, code)
      return
    }
  }
  if (escalation.severity === 'sev1') {
    const cleared = categoryOf(settings, escalation.category).visibleTo
    await tellLeads(
      change,
      escalation.isRestricted ? team.leads.filter((lead) => cleared.includes(lead)) : team.leads,
      'filed_sev1',
    )
  }
}

async function tellLeads(
  change: Change,
  leads: readonly string[],
  code: 'nobody_cleared' | 'nobody_on_call' | 'filed_sev1',
): Promise<void> {
  for (const userId of leads) {
    if (change.isActor(userId)) continue
    change.say(
      { kind: 'lead_notice', escalationId: change.escalation.id, userId, notice: { code } },
      await change.quietFor(userId),
    )
  }
}

/** Who was given it by somebody else is told by a page of their own: its message holds the owner's tools. */
export async function pageNewOwner(change: Change, ownerId: string): Promise<void> {
  if (change.isActor(ownerId)) return
  await addPage(change.tx, {
    escalationId: change.escalation.id,
    userId: ownerId,
    why: 'handed_over',
    notBefore: await change.quietFor(ownerId),
    askedAt: change.now,
  })
}
