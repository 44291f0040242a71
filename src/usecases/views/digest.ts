import { Temporal } from 'temporal-polyfill'
import { isQuietDay, wereQuiet } from '../../domain/digest/daily.ts'
import type { TeamDigest } from '../../domain/digest/morning.ts'
import type { WeeklyDigest } from '../../domain/digest/weekly.ts'
import { digestKey, type IntentOf } from '../../outbox/intents.ts'
import { teamsLedBy } from '../../settings/lookup.ts'
import type { Deps } from '../deps.ts'
import { dailyDigest } from '../digest/daily-digest.ts'
import { daysOffDigest } from '../digest/days-off.ts'
import { isWorkingDay } from '../digest/mornings.ts'
import { weeklyDigest } from '../digest/weekly-digest.ts'
import { type ReaderFacts, readerOf } from './common.ts'

const LATE_MS = 60 * 60_000

export interface DigestDelivery {
  readonly reader: ReaderFacts
  /** Of the message in whose thread the table stands. */
  readonly headKey: string
  /** One for each team that they lead and of which there is something to tell. */
  readonly teams: readonly TeamDigest[]
  /** Minutes by which it comes late; 0 where it is in time. */
  readonly lateMinutes: number
}

/** What a lead reads on the morning on which it was due; null where nothing happened, or they lead nothing. */
export async function digestDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'digest'>, 'userId' | 'on' | 'dueAt' | 'monday' | 'day' | 'lateMinutes'>,
): Promise<DigestDelivery | null> {
  const settings = deps.settings()
  const { userId, monday = intent.on, day = null } = intent
  const teams: TeamDigest[] = []
  for (const { id: teamId, name: team, calendar } of teamsLedBy(settings, userId)) {
    const week = monday === null ? null : await weeklyDigest(deps, { teamId, on: weekBefore(monday) })
    const isWorked = day !== null && isWorkingDay(calendar, day)
    const today = isWorked ? await dailyDigest(deps, { teamId, on: day }) : null
    const morning = day ?? monday
    const off = morning === null ? null : await daysOffDigest(deps, { teamId, on: morning })
    const told = {
      week: week === null || isEmpty(week) ? null : week,
      day: today === null || isQuietDay(today) ? null : today,
      daysOff: off === null || wereQuiet(off) ? null : off,
    }
    if (told.week !== null || told.day !== null || told.daysOff !== null) teams.push({ teamId, team, ...told })
  }
  if (teams.length === 0) return null
  const late = deps.clock.now().getTime() - new Date(intent.dueAt).getTime()
  const reader = await deps.db.read((q) => readerOf(q, settings, userId, 'tu'))
  return {
    reader,
    headKey: digestKey({ ...intent, part: 'message' }),
    teams,
    lateMinutes: intent.lateMinutes ?? (late > LATE_MS ? Math.floor(late / 60_000) : 0),
  }
}

function weekBefore(monday: string): string {
  return Temporal.PlainDate.from(monday).subtract({ days: 7 }).toString()
}

function isEmpty({ figures, gaps, approvals, lateCount }: WeeklyDigest): boolean {
  return (
    figures.filed === 0 &&
    figures.resolved === 0 &&
    figures.open === 0 &&
    gaps.length === 0 &&
    approvals.length === 0 &&
    lateCount === 0
  )
}
