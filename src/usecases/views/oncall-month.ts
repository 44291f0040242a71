import type { PersonActor } from '../../domain/actor.ts'
import { type Month, monthOf } from '../../domain/oncall/month.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { namesOf, type ReaderFacts, readerOf } from './common.ts'
import { choiceOf, reachOf } from './oncall-reach.ts'

/** The month that somebody asked for, with names, as things stand; null where they may not look at it (any more). */
export async function monthDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'month_picture'>, 'userId' | 'scheduleId' | 'year' | 'month'>,
): Promise<{ readonly reader: ReaderFacts; readonly team: string; readonly month: Month } | null> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const actor: PersonActor = { kind: 'person', id: intent.userId, standing: 'member', intakeOf: [] }
    const reach = await reachOf(q, settings, actor, now)
    const schedule = reach.schedules.find(({ id }) => id === intent.scheduleId)
    if (schedule === undefined) return null
    const month = monthOf(schedule.prepared, intent)
    const ids = month.days.flatMap(({ rows }) => rows.flatMap(({ entries }) => entries.flatMap((one) => one.people)))
    const name = await namesOf(q, [...new Set(ids)])
    const days = month.days.map((day) => ({
      ...day,
      rows: day.rows.map((row) => ({
        ...row,
        entries: row.entries.map((entry) => ({ ...entry, people: entry.people.map((id) => name(id).name) })),
      })),
    }))
    return {
      reader: await readerOf(q, settings, intent.userId, 'tu'),
      team: choiceOf(reach, schedule).team,
      month: { ...month, days },
    }
  })
}
