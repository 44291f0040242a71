import { Temporal } from 'temporal-polyfill'
import type { Queryable } from '../../db/client.ts'
import { intentsSaid } from '../../db/stores/outbox.ts'
import { loadPeople } from '../../db/stores/people.ts'
import { digestKey, intentSchema } from '../../outbox/intents.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'

/** A digest is sent this many days late at most, under the date on which it was due. */
const DAYS_BACK = 7

/** This morning's messages to leads show what became of their gaps and swaps; an older one stays as it was read. */
export async function redrawDigests(tx: Queryable, settings: Settings, now: Date): Promise<void> {
  const leads = [...new Set(settings.teams.flatMap((team) => team.leads))]
  if (settings.digests.length === 0 || leads.length === 0) return
  const people = await loadPeople(tx, leads)
  const todayOf = (userId: string) =>
    Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(people.get(userId)?.zone ?? settings.zone)
      .toPlainDate()
  const keys = leads.flatMap((userId) =>
    Array.from({ length: DAYS_BACK + 1 }, (_, days) =>
      digestKey({ userId, on: todayOf(userId).subtract({ days }).toString(), part: 'message' }),
    ),
  )
  const said = (await intentsSaid(tx, keys)).map((one) => intentSchema.parse(one))
  const todays = said.flatMap((intent) => {
    if (intent.kind !== 'digest') return []
    const on = intent.day ?? intent.monday ?? intent.on
    return on === todayOf(intent.userId).toString() ? [{ intent }] : []
  })
  if (todays.length > 0) await say(tx, now, todays)
}
