import type { Queryable } from '../../db/client.ts'
import type { UndeliveredView } from '../../domain/oncall/sync-views.ts'
import type { DutyNotice } from '../../outbox/duty-notices.ts'
import type { Settings } from '../../settings/types.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { teamOf } from '../team.ts'
import { namesOf } from './common.ts'

/** What couldn't be delivered, to a lead; null where its schedule is retired. */
export async function undeliveredView(
  q: Queryable,
  settings: Settings,
  of: {
    readonly notice: Extract<DutyNotice, { code: 'undelivered' }>
    readonly schedule: LoadedSchedule | null
  },
): Promise<UndeliveredView | null> {
  const { notice, schedule } = of
  const { to, error } = notice
  if (to !== null) return { kind: 'undelivered', to: { name: (await namesOf(q, [to]))(to).name }, error }
  if (schedule === null) return null
  const channel = schedule.rules.postChannel ?? teamOf(settings, schedule.teamId).intakeChannel
  return { kind: 'undelivered', to: { channel }, error }
}
