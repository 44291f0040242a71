import type { Queryable } from '../../db/client.ts'
import { findingsById, type GapFinding } from '../../db/stores/gaps-found.ts'
import { LANGUAGES } from '../../domain/language.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { GapBecame, GapNoticeView } from '../../domain/oncall/sync-views.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { gapsOf } from '../oncall/find-gaps.ts'
import { type LoadedSchedule, scheduleOf } from '../oncall/load-schedules.ts'
import { roleOf } from '../oncall/on-duty.ts'
import { namesOf, type ReaderFacts, readerOf } from './common.ts'

/** The gaps of one search as they are now; null where their schedule is retired. */
export async function gapNoticeDelivery(
  deps: Deps,
  intent: Pick<IntentOf<'gap_notice'>, 'userId' | 'findingIds'>,
): Promise<{ readonly view: GapNoticeView; readonly reader: ReaderFacts } | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const findings = await findingsById(q, intent.findingIds)
    const [first] = findings
    const schedule = first === undefined ? null : await scheduleOf(q, settings, first.scheduleId, now)
    if (schedule === null) return null
    const gaps: GapNoticeView['gaps'][number][] = []
    for (const finding of findings) {
      const { scheduleId, kind, subject, startAt: start, endAt: end } = finding
      const gap = { scheduleId, kind, subject, start, end, schedule: '', isLead: true }
      gaps.push({ gap, became: await became(q, schedule, finding, now) })
    }
    const reader = await readerOf(q, settings, intent.userId, 'tu')
    return { view: { schedule: schedule.name, gaps }, reader }
  })
}

async function became(q: Queryable, schedule: LoadedSchedule, gap: GapFinding, now: Date): Promise<GapBecame> {
  const { closedAt, endAt } = gap
  if (endAt <= (closedAt ?? now)) return { state: 'over' }
  if (closedAt === null) return { state: 'open' }
  const range = { from: gap.startAt > now ? gap.startAt : now, to: endAt }
  const still = gapsOf(schedule.prepared, schedule.rules, range)
  if (still.some((one) => one.kind === gap.kind && one.subject === gap.subject)) return { state: 'joined' }
  const people = whoFills(schedule, gap)
  if (people.length === 0) return { state: 'gone' }
  const name = await namesOf(q, people)
  return { state: 'filled', by: people.map((id) => name(id).name) }
}

/** Who is on call in it now: of its role, or of those who read its language. */
function whoFills({ prepared, rules }: LoadedSchedule, gap: GapFinding): readonly string[] {
  const language = LANGUAGES.find((one) => one === gap.subject)
  const stretches = rotationsOf(prepared).flatMap((rotation) =>
    onCallBetween(prepared, rotation, gap.startAt, gap.endAt).filter(
      ({ layer }) => gap.kind === 'language' || roleOf(rules, rotation, layer) === gap.subject,
    ),
  )
  const people = [...new Set(stretches.flatMap((one) => one.people))]
  if (gap.kind === 'nobody') return people
  return people.filter((one) => language !== undefined && rules.readers[one]?.languages.includes(language) === true)
}
