import { Temporal } from 'temporal-polyfill'
import type { WeeklyDigest } from '../../domain/digest/weekly.ts'
import { digestKey, type IntentOf } from '../../outbox/intents.ts'
import { teamsLedBy } from '../../settings/lookup.ts'
import type { Deps } from '../deps.ts'
import { weeklyDigest } from '../digest/weekly-digest.ts'
import { type ReaderFacts, readerOf } from './common.ts'

const LATE_MS = 60 * 60_000

export interface DigestDelivery {
  readonly reader: ReaderFacts
  /** Of the message in whose thread the table stands. */
  readonly headKey: string
  /** One for each team that they lead and of which there is something to tell. */
  readonly digests: readonly WeeklyDigest[]
  /** Minutes by which it comes late; 0 where it is in time. */
  readonly lateMinutes: number
}

/** What a lead reads of the week before the day on which it was due; null where nothing happened, or they lead nothing. */
export async function digestDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'digest'>, 'userId' | 'on' | 'dueAt'>,
): Promise<DigestDelivery | null> {
  const settings = deps.settings()
  const { userId } = intent
  const on = Temporal.PlainDate.from(intent.on).subtract({ days: 7 }).toString()
  const digests: WeeklyDigest[] = []
  for (const { id: teamId } of teamsLedBy(settings, userId)) {
    const digest = await weeklyDigest(deps, { teamId, on })
    if (!isEmpty(digest)) digests.push(digest)
  }
  if (digests.length === 0) return null
  const late = deps.clock.now().getTime() - new Date(intent.dueAt).getTime()
  const reader = await deps.db.read((q) => readerOf(q, settings, userId, 'tu'))
  return {
    reader,
    headKey: digestKey({ ...intent, part: 'message' }),
    digests,
    lateMinutes: late > LATE_MS ? Math.floor(late / 60_000) : 0,
  }
}

function isEmpty({ figures, gaps, lateCount }: WeeklyDigest): boolean {
  return figures.filed === 0 && figures.resolved === 0 && figures.open === 0 && gaps.length === 0 && lateCount === 0
}
