import type { Queryable } from '../../db/client.ts'
import { versionsSince } from '../../db/stores/oncall/versions.ts'
import { placesOf } from '../../domain/oncall/rule-edits.ts'
import type { StandsStillView, VacancyView } from '../../domain/oncall/sync-views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Settings } from '../../settings/types.ts'
import { GAP_DAYS, gapsOf } from '../oncall/find-gaps.ts'
import { type LoadedSchedule, rulesOf, schedulesOf } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { teamOf } from '../team.ts'
import { namesOf } from './common.ts'

type Notice = IntentOf<'duty_notice'>['notice']

const DAY_MS = 24 * 60 * 60_000

/** A deactivated person's places as they are now, and what was decided. */
export async function vacancyView(
  q: Queryable,
  schedule: LoadedSchedule,
  notice: Pick<Extract<Notice, { code: 'slots_vacant' }>, 'person' | 'since'>,
  now: Date,
): Promise<VacancyView> {
  const { id: scheduleId, name, rules, prepared } = schedule
  const { person } = notice
  const since = new Date(notice.since)
  const away = prepared.snapshot.deactivations.find(
    (one) => one.person === person && one.at.getTime() === since.getTime(),
  )
  const places = placesOf(rules, person, localDayOf(now, rules.zone))
  const all = gapsOf(prepared, rules, { from: now, to: new Date(now.getTime() + GAP_DAYS * DAY_MS) })
  const [first] = all
  const isBack = away === undefined || (away.until !== null && away.until <= now)
  return {
    kind: 'vacant',
    scheduleId,
    schedule: name,
    person,
    name: (await namesOf(q, [person]))(person).name,
    since,
    places,
    gaps: { count: all.length, first: first === undefined ? null : { ...first, scheduleId } },
    became: isBack
      ? { state: 'back' }
      : places.length > 0
        ? { state: 'open' }
        : { state: 'removed', by: await removedBy(q, schedule, { person, since }) },
  }
}

/** Who wrote the first version of the rules in which they have no place. */
async function removedBy(
  q: Queryable,
  { id, name, rules }: LoadedSchedule,
  of: { readonly person: string; readonly since: Date },
): Promise<string | null> {
  const versions = await versionsSince(q, id, of.since)
  const deciding = versions.find(
    (one) => placesOf(rulesOf({ name, rules: one.rules }), of.person, localDayOf(one.at, rules.zone)).length === 0,
  )
  const by = deciding?.by ?? null
  return by === null ? null : (await namesOf(q, [by]))(by).name
}

export async function standsStillView(
  q: Queryable,
  settings: Settings,
  notice: Extract<Notice, { code: 'stands_still' }>,
  now: Date,
): Promise<StandsStillView> {
  const { what, subject, error } = notice
  if (what === 'topic') return { kind: 'stands_still', what, of: teamOf(settings, subject).intakeChannel, error }
  const filling = (await schedulesOf(q, settings, null, now)).filter(({ rules }) => rules.userGroup === subject)
  return { kind: 'stands_still', what, of: filling.map(({ name }) => name).join(', '), error }
}
