import { type CoverAsk, lockCoverAsk, saveCoverAsk } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, type DutyRefusal, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { changeDuty, type DutyChange } from './duty-change.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { takeOpen } from './take-open-shift.ts'

/** The first yes has the stretch; the others learn who was first. It becomes an override that adds them. */
export async function acceptCover(
  deps: Deps,
  actor: PersonActor,
  input: { readonly askId: number },
): Promise<DutyOutcome<{ readonly overrideIds: readonly number[] }>> {
  return answer(deps, actor, input.askId, async (change, ask, schedule) => {
    const { rotation, startAt: start, endAt: end } = ask
    const taken = await takeOpen(change, schedule, { stretch: { rotation, start, end }, person: actor.id })
    if (!taken.ok) return taken
    const [overrideId = null] = taken.value.overrideIds
    const ended = { state: 'taken', takenBy: actor.id, overrideId, endedAt: change.now } as const
    if (!(await saveCoverAsk(change.tx, ask.id, ended))) throw new Error('a locked request for cover was changed')
    redraw(change, ask)
    change.tell({ code: 'cover_taken', askId: ask.id, by: actor.id }, ask.askedBy, ask.startAt)
    return taken
  })
}

/** A no. When everybody who was asked said no, who asked is told; the request stays open till then, for second thoughts. */
export async function declineCover(
  deps: Deps,
  actor: PersonActor,
  input: { readonly askId: number },
): Promise<DutyOutcome<{ readonly isOver: boolean }>> {
  return answer(deps, actor, input.askId, async (change, ask) => {
    if (ask.declinedBy.includes(actor.id)) return didNot({ code: 'already_declined' })
    const declinedBy = [...ask.declinedBy, actor.id]
    const isOver = ask.asked.every((one) => declinedBy.includes(one))
    const ended = isOver ? ({ state: 'withdrawn', endedAt: change.now } as const) : {}
    await saveCoverAsk(change.tx, ask.id, { declinedBy, ...ended })
    redraw(change, ask)
    if (isOver) change.tell({ code: 'cover_declined', askId: ask.id }, ask.askedBy, ask.startAt)
    return did({ isOver })
  })
}

/** Nobody is asked any more: by a lead. */
export async function withdrawCover(
  deps: Deps,
  actor: PersonActor,
  input: { readonly askId: number },
): Promise<DutyOutcome<null>> {
  return changeDuty(deps, actor, async (change) => {
    const ask = await lockCoverAsk(change.tx, input.askId)
    const schedule = ask === null ? null : await change.schedule(ask.scheduleId)
    if (ask === null || schedule === null) return didNot({ code: 'not_found' })
    if (!(await change.isLead(schedule))) return didNot({ code: 'not_permitted', reason: 'not_lead' })
    if (ask.state !== 'open') return didNot(overOf(ask))
    await saveCoverAsk(change.tx, ask.id, { state: 'withdrawn', endedAt: change.now })
    redraw(change, ask)
    return did(null)
  })
}

function answer<T>(
  deps: Deps,
  actor: PersonActor,
  askId: number,
  work: (change: DutyChange, ask: CoverAsk, schedule: LoadedSchedule) => Promise<DutyOutcome<T>>,
): Promise<DutyOutcome<T>> {
  return changeDuty(deps, actor, async (change) => {
    const ask = await lockCoverAsk(change.tx, askId)
    const schedule = ask === null ? null : await change.schedule(ask.scheduleId)
    if (ask === null || schedule === null) return didNot({ code: 'not_found' })
    if (actor.standing !== 'member') return didNot({ code: 'not_permitted', reason: actor.standing })
    if (!ask.asked.includes(actor.id)) return didNot({ code: 'not_permitted', reason: 'not_asked' })
    if (ask.state !== 'open') return didNot(overOf(ask))
    if (change.now >= ask.expiresAt) {
      return didNot({ code: 'already_ended', state: 'expired', byId: null, at: ask.expiresAt })
    }
    return work(change, ask, schedule)
  })
}

function overOf(ask: CoverAsk): DutyRefusal {
  const at = ask.endedAt ?? ask.askedAt
  if (ask.takenBy !== null) return { code: 'already_taken', byId: ask.takenBy, since: at }
  return { code: 'already_ended', state: ask.state === 'expired' ? 'expired' : 'withdrawn', byId: null, at }
}

function redraw(change: DutyChange, ask: CoverAsk): void {
  for (const userId of ask.asked) change.redraw({ code: 'cover_asked', askId: ask.id }, userId, ask.startAt)
}
