import { asc, eq } from 'drizzle-orm'
import { outbox } from '../../src/db/schema/outbox.ts'
import { onCallBetween, shiftsBetween } from '../../src/domain/oncall/between.ts'
import type { DutyOutcome, DutyRefusal } from '../../src/domain/oncall/duty-refusal.ts'
import type { LayerName, Shift, ShiftRef } from '../../src/domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts'
import { intentSchema } from '../../src/outbox/intents.ts'
import { type LoadedSchedule, scheduleOf } from '../../src/usecases/oncall/load-schedules.ts'
import type { DutyNotice } from '../../src/usecases/oncall/notices.ts'
import type { World } from './builders.ts'

export function gotDuty<T>(outcome: DutyOutcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}

export function refusedDuty(outcome: DutyOutcome<unknown>): DutyRefusal {
  if (outcome.ok) throw new Error('it was done')
  return outcome.refusal
}

export async function loaded(world: World, scheduleId: number): Promise<LoadedSchedule> {
  const one = await world.deps.db.read((q) => scheduleOf(q, world.deps.settings(), scheduleId, world.clock.now()))
  if (one === null) throw new Error(`no schedule ${scheduleId}`)
  return one
}

export async function onCallAt(world: World, scheduleId: number, at: string, rotation = 'primary') {
  const { prepared } = await loaded(world, scheduleId)
  return whoIsOnCall(prepared, rotation, new Date(at)).people
}

/** Who is on call from one instant to another, as `A 2026-11-20T17:00Z`. */
export async function peopleBetween(world: World, scheduleId: number, from: string, to: string, rotation = 'primary') {
  const { prepared } = await loaded(world, scheduleId)
  return onCallBetween(prepared, rotation, new Date(from), new Date(to)).map(
    ({ people, start }) => `${people.join(',') || 'nobody'} ${start.toISOString().replace(':00.000Z', 'Z')}`,
  )
}

/** The served shift of a layer that starts at an instant. */
export async function shiftAt(world: World, scheduleId: number, start: string, rotation = 'primary'): Promise<Shift> {
  const { prepared } = await loaded(world, scheduleId)
  const at = new Date(start)
  const found = shiftsBetween(prepared, rotation, at, new Date(at.getTime() + 1)).find(
    (one) => one.start.getTime() === at.getTime(),
  )
  if (found === undefined) throw new Error(`no shift starts at ${start}`)
  return found
}

export function ref(layer: LayerName, start: string, rotation = 'primary'): ShiftRef {
  return { rotation, layer, start: new Date(start) }
}

/** Notices committed so far, in order: `code to`. */
export async function told(world: World): Promise<readonly { readonly to: string; readonly notice: DutyNotice }[]> {
  const rows = await world.deps.db.read((q) =>
    q.select().from(outbox).where(eq(outbox.kind, 'duty_notice')).orderBy(asc(outbox.id)),
  )
  return rows.map((row) => {
    const intent = intentSchema.parse(row.intent)
    if (intent.kind !== 'duty_notice') throw new Error('another kind')
    return { to: intent.userId, notice: intent.notice }
  })
}

export async function codesTo(world: World, userId: string): Promise<readonly string[]> {
  return (await told(world)).filter((one) => one.to === userId).map((one) => one.notice.code)
}
