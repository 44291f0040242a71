import type { Queryable } from '../../db/client.ts'
import { loadKept } from '../../db/stores/days-kept.ts'
import {
  type CoverAsk,
  loadCoverAsk,
  loadOverride,
  loadSwap,
  type OverrideRow,
  type SwapRow,
} from '../../db/stores/exchanges-of-duty.ts'
import type { AskEnd, AskState, DutyNoticeView, SeenDuty } from '../../domain/oncall/duty-view.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { type LoadedSchedule, scheduleOf } from '../oncall/load-schedules.ts'
import { namesOf, type ReaderFacts, readerOf } from './common.ts'
import { undeliveredView } from './undelivered.ts'
import { standsStillView, vacancyView } from './vacancy.ts'

export interface DutyDelivery {
  readonly reader: ReaderFacts
  readonly view: DutyNoticeView
}

interface At {
  readonly q: Queryable
  readonly reader: string
  readonly now: Date
  readonly settings: Settings
  readonly schedule: (id: number) => Promise<LoadedSchedule | null>
}

/** What one person is told of their duty, as things stand; null where what it is about is gone. */
export async function dutyNoticeDelivery(
  deps: Deps,
  intent: Omit<IntentOf<'duty_notice'>, 'kind'>,
): Promise<DutyDelivery | null> {
  const settings = deps.settings()
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const schedule = (id: number) => scheduleOf(q, settings, id, now)
    const view = await viewOf({ q, reader: intent.userId, now, settings, schedule }, intent.notice)
    if (view === null) return null
    return { reader: await readerOf(q, settings, intent.userId, 'tu'), view }
  })
}

async function viewOf(at: At, notice: IntentOf<'duty_notice'>['notice']): Promise<DutyNoticeView | null> {
  switch (notice.code) {
    case 'days_kept':
    case 'days_given_back': {
      const kept = await loadKept(at.q, notice.keptId)
      if (kept === null) return null
      const by = (await namesOf(at.q, [notice.by]))(notice.by).name
      return { kind: 'days', code: notice.code, by, from: kept.fromOn, to: kept.toOn }
    }
    case 'slots_vacant': {
      const schedule = await at.schedule(notice.scheduleId)
      return schedule === null ? null : vacancyView(at.q, schedule, notice, at.now)
    }
    case 'stands_still':
      return standsStillView(at.q, at.settings, notice, at.now)
    case 'undelivered': {
      const schedule = notice.scheduleId === null ? null : await at.schedule(notice.scheduleId)
      return undeliveredView(at.q, at.settings, { notice, schedule })
    }
    case 'shifts_moved': {
      const schedule = await at.schedule(notice.scheduleId)
      if (schedule === null) return null
      const seen = (all: typeof notice.gained) =>
        all.map((one) => seenDuty(schedule, { ...one, start: new Date(one.start), end: new Date(one.end) }))
      const name = await namesOf(at.q, notice.by === null ? [] : [notice.by])
      const by = notice.by === null ? null : name(notice.by).name
      return { kind: 'moved', by, gained: seen(notice.gained), lost: seen(notice.lost) }
    }
    case 'cover_asked': {
      const ask = await loadCoverAsk(at.q, notice.askId)
      return ask === null ? null : coverAskView(at, ask)
    }
    case 'cover_taken':
    case 'cover_declined':
    case 'cover_expired': {
      const ask = await loadCoverAsk(at.q, notice.askId)
      const schedule = ask === null ? null : await at.schedule(ask.scheduleId)
      if (ask === null || schedule === null) return null
      const duty = seenDuty(schedule, { rotation: ask.rotation, start: ask.startAt, end: ask.endAt })
      return told(at, { code: notice.code, by: 'by' in notice ? notice.by : null, duty })
    }
    case 'cover_assigned':
    case 'cover_objected':
    case 'open_shift_taken':
    case 'replaced':
    case 'override_undone': {
      const row = await loadOverride(at.q, notice.overrideId)
      const schedule = row === null ? null : await at.schedule(row.scheduleId)
      if (row === null || schedule === null) return null
      if (notice.code === 'cover_assigned') return assignedView(at, row, notice.by)
      const names = [schedule.name, ...('also' in notice ? await schedulesNamed(at, notice.also ?? []) : [])]
      const duty = { ...seenDuty(schedule, stretchOf(schedule, row)), schedule: [...new Set(names)].join(', ') }
      return told(at, { code: notice.code, by: notice.by, duty })
    }
    case 'swap_asked':
    case 'swap_to_approve': {
      const swap = await loadSwap(at.q, notice.swapId)
      return swap === null ? null : swapAskView(at, swap, notice.code === 'swap_asked' ? 'swap' : 'approval')
    }
    default: {
      const swap = await loadSwap(at.q, notice.swapId)
      const schedule = swap === null ? null : await at.schedule(swap.scheduleId)
      if (swap === null || schedule === null) return null
      return told(at, { code: notice.code, by: 'by' in notice ? notice.by : null, duty: shiftDuty(schedule, swap) })
    }
  }
}

/** Where else the same was saved, by one form. */
async function schedulesNamed(at: At, overrideIds: readonly number[]): Promise<readonly string[]> {
  const names: string[] = []
  for (const overrideId of overrideIds) {
    const row = await loadOverride(at.q, overrideId)
    const schedule = row === null ? null : await at.schedule(row.scheduleId)
    if (schedule !== null) names.push(schedule.name)
  }
  return names
}

async function told(
  at: At,
  of: {
    readonly code: Extract<DutyNoticeView, { kind: 'told' }>['code']
    readonly by: string | null
    readonly duty: SeenDuty
  },
): Promise<DutyNoticeView> {
  const name = await namesOf(at.q, of.by === null ? [] : [of.by])
  return { kind: 'told', code: of.code, by: of.by === null ? '' : name(of.by).name, duty: of.duty }
}

/** The layer that is in force there; one without is a weekday's. */
function seenDuty(
  { name, prepared }: LoadedSchedule,
  of: { readonly rotation: string; readonly start: Date; readonly end: Date },
): SeenDuty {
  const { layer } = whoIsOnCall(prepared, of.rotation, of.start)
  const named = layer === 'weekend' || layer === 'holiday' ? layer : 'weekday'
  return { schedule: name, rotation: of.rotation, layer: named, start: of.start, end: of.end }
}

/** A replacement holds in every rotation: the first stands for them. */
function stretchOf(schedule: LoadedSchedule, row: OverrideRow) {
  const rotation = row.kind === 'replace' ? (rotationsOf(schedule.prepared)[0] ?? row.rotation) : row.rotation
  return { rotation, start: row.startAt, end: row.endAt }
}

function shiftDuty(schedule: LoadedSchedule, swap: SwapRow): SeenDuty {
  const { rotation, layer, shiftStart: start, shiftEnd: end } = swap
  return { schedule: schedule.name, rotation, layer, start, end }
}

const UNDO_MS = 15 * 60_000

function over(how: AskEnd, by: string | null, at: Date | null): AskState {
  return { state: 'over', how, by, at }
}

async function swapAskView(at: At, swap: SwapRow, ask: 'swap' | 'approval'): Promise<DutyNoticeView | null> {
  const schedule = await at.schedule(swap.scheduleId)
  if (schedule === null) return null
  const { giver, taker, decidedBy, endedAt, acceptedAt } = swap
  const name = await namesOf(
    at.q,
    [giver, taker, decidedBy].filter((one) => one !== null),
  )
  const { returnRotation: rotation, returnLayer: layer, returnStart: start, returnEnd: end } = swap
  const isExchange = rotation !== null && layer !== null && start !== null && end !== null
  const became = ((): AskState => {
    switch (swap.state) {
      case 'offered':
        if (swap.expiresAt <= at.now) return over('expired', null, swap.expiresAt)
        if (ask === 'approval') return over('withdrawn', null, null)
        return { state: swap.declinedBy.includes(at.reader) ? 'declined_by_me' : 'open' }
      case 'awaiting_approval':
        if (ask === 'approval') return { state: 'open' }
        return taker === at.reader
          ? { state: 'waits_for_lead' }
          : { state: 'taken', by: name(taker ?? giver).name, at: acceptedAt ?? at.now }
      case 'accepted': {
        const since = acceptedAt ?? at.now
        if (taker !== at.reader) return { state: 'taken', by: name(taker ?? giver).name, at: since }
        return { state: 'mine', canUndo: at.now.getTime() - since.getTime() < UNDO_MS }
      }
      case 'expired':
        return over('expired', null, endedAt)
      case 'withdrawn':
        return over('withdrawn', name(giver).name, endedAt)
      case 'undone':
        return over('undone', decidedBy === null ? null : name(decidedBy).name, endedAt)
      case 'void':
        return over('void', null, endedAt)
      case 'declined':
        // By a lead, or by everybody who was asked.
        return over(
          decidedBy === null ? 'declined' : 'decided',
          decidedBy === null ? null : name(decidedBy).name,
          endedAt,
        )
    }
  })()
  return {
    kind: 'ask',
    ask,
    id: swap.id,
    from: name(giver).name,
    to: taker === null ? '' : name(taker).name,
    duty: shiftDuty(schedule, swap),
    inReturn: isExchange ? { schedule: schedule.name, rotation, layer, start, end } : null,
    reason: swap.reason,
    expiresAt: endedAt === null ? swap.expiresAt : null,
    became,
  }
}

async function coverAskView(at: At, ask: CoverAsk): Promise<DutyNoticeView | null> {
  const schedule = await at.schedule(ask.scheduleId)
  if (schedule === null) return null
  const { takenBy, askedBy, endedAt } = ask
  const name = await namesOf(
    at.q,
    [takenBy, askedBy].filter((one) => one !== null),
  )
  const became = ((): AskState => {
    if (takenBy === at.reader) return { state: 'mine', canUndo: false }
    if (takenBy !== null) return { state: 'taken', by: name(takenBy).name, at: endedAt ?? at.now }
    if (ask.state === 'withdrawn') return over('filled', null, endedAt)
    if (ask.state !== 'open' || ask.expiresAt <= at.now) return over('expired', null, endedAt ?? ask.expiresAt)
    return { state: ask.declinedBy.includes(at.reader) ? 'declined_by_me' : 'open' }
  })()
  return {
    kind: 'ask',
    ask: 'cover',
    id: ask.id,
    from: name(askedBy).name,
    to: '',
    duty: seenDuty(schedule, { rotation: ask.rotation, start: ask.startAt, end: ask.endAt }),
    inReturn: null,
    reason: null,
    expiresAt: ask.expiresAt,
    became,
  }
}

async function assignedView(at: At, row: OverrideRow, by: string): Promise<DutyNoticeView | null> {
  const schedule = await at.schedule(row.scheduleId)
  if (schedule === null) return null
  const name = await namesOf(at.q, row.undoneBy === null ? [by] : [by, row.undoneBy])
  return {
    kind: 'ask',
    ask: 'assigned',
    id: row.id,
    from: name(by).name,
    to: '',
    duty: seenDuty(schedule, stretchOf(schedule, row)),
    inReturn: null,
    reason: row.reason,
    expiresAt: null,
    became:
      row.undoneAt !== null
        ? over('undone', row.undoneBy === null ? null : name(row.undoneBy).name, row.undoneAt)
        : row.endAt <= at.now
          ? over('past', null, row.endAt)
          : { state: 'open' },
  }
}
