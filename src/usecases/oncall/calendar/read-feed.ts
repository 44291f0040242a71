import type { Queryable } from '../../../db/client.ts'
import {
  type CalendarSchedule,
  cancelEvents,
  type EventScope,
  type Feed,
  feedByHash,
  lockTelling,
  schedulesSince,
  type ToldEvent,
  tellEvents,
  toldEvents,
} from '../../../db/stores/calendar.ts'
import { recordBetween } from '../../../db/stores/oncall/record.ts'
import { loadPeople, type PersonRow } from '../../../db/stores/people.ts'
import { type Locale, languageOf, localeOf } from '../../../domain/language.ts'
import type { CalendarEvent, CalendarFacts } from '../../../domain/oncall/calendar.ts'
import type { Span } from '../../../domain/oncall/schedule.ts'
import type { Settings } from '../../../settings/types.ts'
import type { Deps } from '../../deps.ts'
import { rulesOf, schedulesOf } from '../load-schedules.ts'
import { type DutyEvent, dutyEvents } from './duty-events.ts'
import { type FeedOf, mayRead } from './permitted.ts'
import { layerNamed } from './stretches.ts'

const DAY_MS = 86_400_000
const PAST_MS = 90 * DAY_MS
const AHEAD_MS = 180 * DAY_MS

export interface ReadFeed {
  readonly facts: CalendarFacts
  /** When something in it changed last. */
  readonly changedAt: Date
}

/**
 * What stands behind an address: 90 days back by the record, 180 ahead by the resolver. Null where it is unknown, revoked, or
 * its owner left or may not read it any more: who asks isn't told which. What calendars haven't been told yet is noted
 * before it is told: sequences rise, and what is gone is cancelled.
 */
export async function readFeed(deps: Deps, input: { readonly token: string }): Promise<ReadFeed | null> {
  const { feeds } = deps
  if (feeds === undefined) return null
  const now = deps.clock.now()
  const settings = deps.settings()
  const tokenHash = feeds.tokens.hashOf(input.token)
  const look = (q: Queryable) => lookBehind(q, settings, tokenHash, now)
  const seen = await deps.db.read(look)
  if (seen === null) return null
  if (isTold(seen)) return factsOf(seen, seen.told)
  return deps.db.transact(async (tx) => {
    await lockTelling(tx)
    const current = await look(tx)
    if (current === null) return null
    await tellEvents(tx, current.changed, now)
    await cancelEvents(tx, current.gone, now)
    return factsOf(current, await toldEvents(tx, current.scope, current.span))
  })
}

interface Seen {
  readonly feed: Feed
  readonly of: CalendarFacts['of']
  readonly locale: Locale
  readonly span: Span
  readonly scope: EventScope
  readonly schedules: ReadonlyMap<number, { readonly name: string; readonly zone: string }>
  readonly names: ReadonlyMap<string, PersonRow>
  readonly events: ReadonlyMap<string, DutyEvent & { readonly scheduleId: number }>
  readonly told: readonly ToldEvent[]
  /** New, or other than it was told. */
  readonly changed: readonly (DutyEvent & { readonly scheduleId: number })[]
  /** Uids of what was told and is no longer. */
  readonly gone: readonly string[]
}

function isTold(seen: Seen): boolean {
  return seen.changed.length === 0 && seen.gone.length === 0
}

async function lookBehind(q: Queryable, settings: Settings, tokenHash: string, now: Date): Promise<Seen | null> {
  const feed = await feedByHash(q, tokenHash)
  if (feed === null) return null
  const reader = (await loadPeople(q, [feed.createdBy])).get(feed.createdBy)
  const of: FeedOf = feed.kind === 'team' ? { kind: 'team', teamId: feed.subject } : { kind: 'person' }
  if (reader === undefined || reader.isDeactivated || reader.isGuest) return null
  if (!(await mayRead(q, settings, { userId: reader.id, of }, now))) return null

  const span = spanAround(now)
  const rows = await schedulesSince(q, feed.kind === 'team' ? feed.subject : null, span.start)
  const scope = feed.kind === 'team' ? { scheduleIds: rows.map((row) => row.id) } : { userId: feed.subject }
  const told = await toldEvents(q, scope, span)
  const living = new Map((await schedulesOf(q, settings, null, now)).map((one) => [one.id, one]))
  const schedules = new Map<number, { name: string; zone: string }>()
  const events = new Map<string, DutyEvent & { scheduleId: number }>()
  for (const row of rows) {
    const loaded = row.retiredAt === null ? living.get(row.id) : undefined
    const scheduleId = row.id
    schedules.set(scheduleId, { name: row.name, zone: loaded?.rules.zone ?? rulesOf(row).zone })
    const found = dutyEvents({
      scheduleId,
      prepared: loaded?.prepared ?? null,
      record: await recordBetween(q, scheduleId, span.start, now),
      recordedUntil: endOfRecord(row, now),
      told: told.filter((one) => one.scheduleId === scheduleId),
      now,
      until: span.end,
      person: feed.kind === 'team' ? null : feed.subject,
    })
    for (const event of found) if (event.endAt > span.start) events.set(event.uid, { ...event, scheduleId })
  }
  const known = new Map(told.map((one) => [one.uid, one]))
  const changed = [...events.values()].filter((event) => !isSame(event, known.get(event.uid)))
  const gone = told.filter((one) => !one.isCancelled && !events.has(one.uid)).map((one) => one.uid)
  const people = feed.kind === 'team' ? [...changed, ...told].map((one) => one.userId) : []
  const names = await loadPeople(q, people)
  const team = settings.teams.find((one) => one.id === feed.subject)
  return {
    feed,
    of: feed.kind === 'team' ? { kind: 'team', name: team?.name ?? '' } : { kind: 'person', name: reader.displayName },
    locale: localeFor(feed, reader),
    ...{ span, scope, schedules, names, events, told, changed, gone },
  }
}

/** Whole days, so that the same calendar isn't another each second. */
function spanAround(now: Date): Span {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  return { start: new Date(today - PAST_MS), end: new Date(today + AHEAD_MS) }
}

function endOfRecord(row: CalendarSchedule, now: Date): Date {
  if (row.retiredAt !== null) return row.retiredAt
  return row.recordedUntil < now ? row.recordedUntil : now
}

function isSame(event: DutyEvent, told: ToldEvent | undefined): boolean {
  return (
    told !== undefined &&
    !told.isCancelled &&
    told.startAt.getTime() === event.startAt.getTime() &&
    told.endAt.getTime() === event.endAt.getTime() &&
    told.layer === event.layer
  )
}

/** The language in which it was opened; who reads Spanish as in Spain has its words. */
function localeFor(feed: Feed, reader: PersonRow): Locale {
  const locale = localeOf(reader.slackLocale)
  return languageOf(locale) === feed.language ? locale : feed.language
}

function factsOf(seen: Seen, told: readonly ToldEvent[]): ReadFeed {
  const events = told.flatMap((one): CalendarEvent[] => {
    const schedule = seen.schedules.get(one.scheduleId)
    const event = seen.events.get(one.uid)
    if (schedule === undefined) return []
    const { uid, sequence, isCancelled, rotation, userId, changedAt } = one
    const person = seen.of.kind === 'team' ? (seen.names.get(userId)?.displayName ?? '') : null
    const span = { start: one.startAt, end: one.endAt }
    const said = { schedule: schedule.name, zone: schedule.zone, rotation, layer: layerNamed(one.layer), person }
    return [{ uid, sequence, isCancelled, ...span, ...said, why: event?.why ?? null, changedAt }]
  })
  const changes = [seen.feed.createdAt, ...told.map((one) => one.changedAt)]
  const { of, locale, span } = seen
  return {
    facts: { of, locale, span, events },
    changedAt: new Date(Math.max(...changes.map((at) => at.getTime()))),
  }
}
