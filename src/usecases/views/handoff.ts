import type { PersonActor } from '../../domain/actor.ts'
import type { ListItem } from '../../domain/escalation/views.ts'
import type { HandoffView } from '../../domain/oncall/handoff-view.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'
import { onDutyAt } from '../oncall/duty-change.ts'
import { scheduleOf, schedulesOf } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { waysOf } from '../ways/ways-of.ts'
import { namesOf, type ReaderFacts, readerOf } from './common.ts'
import { listFor } from './lists.ts'

const LATE_MS = 15 * 60_000
/** More than anybody reads in a message; the list itself has pages. */
const LOOKED_AT = 100

/** What one side of a handoff is told, as things stand; null where there is nothing to tell (any more). */
export async function handoffDelivery(
  deps: Deps,
  intent: Omit<IntentOf<'handoff'>, 'kind'>,
): Promise<{ readonly reader: ReaderFacts; readonly view: HandoffView } | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const at = new Date(intent.at)
  const actor: PersonActor = { kind: 'person', id: intent.userId, standing: 'member', intakeOf: [] }
  const late = now.getTime() - at.getTime()
  const lateMinutes = late > LATE_MS ? Math.floor(late / 60_000) : 0
  const found = await deps.db.read(async (q) => {
    const schedule = await scheduleOf(q, settings, intent.scheduleId, now)
    if (schedule === null) return null
    const name = await namesOf(q, intent.others)
    const isOne = (await schedulesOf(q, settings, schedule.teamId, now)).length === 1
    const duty = whoIsOnCall(schedule.prepared, intent.rotation, now)
    return {
      reader: await readerOf(q, settings, intent.userId, 'tu'),
      schedule: isOne ? null : schedule.name,
      others: intent.others.map(name),
      until: duty.until,
      isOn: duty.people.includes(intent.userId),
      isOnAnywhere: onDutyAt(await schedulesOf(q, settings, null, now), now).has(intent.userId),
    }
  })
  if (found === null) return null
  const { reader, others } = found
  if (intent.side === 'leaving') {
    // Late, and they are on call again.
    if (found.isOnAnywhere) return null
    const mine = await listFor(deps, actor, { query: { list: 'mine' }, page: 0, pageSize: LOOKED_AT })
    if (mine.total === 0) return null
    const owned = mine.items.map((item) => item.head.id)
    return { reader, view: { side: 'leaving', owned, relievedBy: others, lateMinutes } }
  }
  // Their shift is over already, or was given to somebody else.
  if (!found.isOn) return null
  const open = await listFor(deps, actor, { query: { list: 'open' }, page: 0, pageSize: LOOKED_AT })
  const reach = await waysOf(deps, actor)
  return {
    reader,
    view: {
      side: 'arriving',
      schedule: found.schedule,
      rotation: intent.rotation,
      until: found.until,
      open: open.total,
      ...dueIn(open.items, { now, zone: reader.zone }),
      relieves: others,
      nextWay: reach.ways.find((way) => way.isVerified && way.isOffered) ?? null,
      mayAddWay: reach.offered.length > 0,
      lateMinutes,
      asOf: now,
    },
  }
}

/** What is due in the rest of the reader's day, and what is late by now. */
function dueIn(items: readonly ListItem[], of: { readonly now: Date; readonly zone: string }) {
  const today = localDayOf(of.now, of.zone)
  const due = items
    .flatMap(({ line }) => {
      if (line.state === 'unclaimed') return [line.claimBy]
      return line.state === 'claimed' && line.deadline !== null ? [line.deadline.dueAt] : []
    })
    .filter((at) => localDayOf(at, of.zone) <= today)
    .sort((one, other) => one.getTime() - other.getTime())
  const ahead = due.filter((at) => at > of.now)
  const [first] = ahead
  return {
    late: due.length - ahead.length,
    dueToday: first === undefined ? null : { count: ahead.length, first },
  }
}
