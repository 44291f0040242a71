import type { Queryable } from '../../db/client.ts'
import { clocksOf, type StoredClock } from '../../db/stores/clocks.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { latestOf, timelineRow } from '../../db/stores/timeline.ts'
import { type Escalation, isOpen } from '../../domain/escalation/escalation.ts'
import type { ReminderView } from '../../domain/escalation/views.ts'
import type { Deps } from '../deps.ts'
import { headOf, readerOf } from './common.ts'
import type { DmDelivery } from './requester.ts'

/** What one reminder shows now: asked again as it leaves, and drawn again as things change. */
export async function reminderDelivery(
  deps: Deps,
  input: { readonly timelineId: number; readonly userId: string },
): Promise<DmDelivery<ReminderView> | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const row = await timelineRow(q, input.timelineId)
    if (row?.event.event !== 'owner_reminded') return null
    const { clock: kind, clockId } = row.event.facts
    const escalation = await loadEscalation(q, row.escalationId)
    const clock = (await clocksOf(q, row.escalationId)).find((one) => one.id === clockId)
    if (escalation === null || clock === undefined) return null
    const reader = await readerOf(q, settings, input.userId, 'tu')
    return {
      userId: input.userId,
      reader,
      view: {
        reminderId: row.id,
        head: await headOf(q, settings, escalation, escalation.isRestricted ? 'exists' : 'all'),
        clock: kind,
        dueAt: clock.dueAt,
        isLate: clock.breachedAt !== null || clock.dueAt <= now,
        state: await stateOf(q, escalation, clock, { reminderId: row.id, userId: input.userId }),
        zone: reader.zone,
      },
    }
  })
}

async function stateOf(
  q: Queryable,
  escalation: Escalation,
  clock: StoredClock,
  of: { readonly reminderId: number; readonly userId: string },
): Promise<ReminderView['state']> {
  if (!isOpen(escalation) || clock.state !== 'running') return { state: 'over' }
  const rows = await latestOf(q, escalation.id, ['owner_reminded', 'reminder_snoozed'], 20)
  const isNewer = rows.some(
    ({ id, event }) => event.event === 'owner_reminded' && id > of.reminderId && event.facts.userId === of.userId,
  )
  // An obligation's warnings are each a message of its own (SCREENS 1.8).
  if (isNewer && clock.kind !== 'obligation') return { state: 'replaced' }
  const snoozed = rows.find(
    ({ event }) => event.event === 'reminder_snoozed' && event.facts.reminderId === of.reminderId,
  )
  if (snoozed?.event.event === 'reminder_snoozed') {
    return { state: 'snoozed', until: new Date(snoozed.event.facts.until) }
  }
  return { state: 'live' }
}
