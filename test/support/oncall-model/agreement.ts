import { expect } from 'vitest'
import { onCallBetween } from '../../../src/domain/oncall/between.ts'
import { checkpointsAt } from '../../../src/domain/oncall/checkpoint.ts'
import { prepareSchedule, rotationsOf } from '../../../src/domain/oncall/prepare.ts'
import { voidSwaps } from '../../../src/domain/oncall/swaps.ts'
import { whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts'
import type { Edit, NastySchedule } from './arbitrary.ts'
import { firstDisagreement, said } from './compare.ts'
import { answersOf, modelOf, modelYear } from './model.ts'

/** The one file of the model that knows the resolver: both say the same of a schedule, or the test fails. */
export function expectAgreement({ snapshot, from, to }: NastySchedule): void {
  const prepared = prepareSchedule(snapshot)
  const model = modelOf(snapshot, from, to)
  expect(voidSwaps(prepared)).toEqual(model.exchanged.void)
  const answers = answersOf(model, from, to)
  expect([...answers.keys()]).toEqual(rotationsOf(prepared))
  for (const [rotation, ofRotation] of answers) {
    const intervals = onCallBetween(prepared, rotation, from, to)
    expect(firstDisagreement(rotation, from, ofRotation, intervals)).toBeNull()
    // Asked backwards and instant by instant, of a schedule that nobody has asked anything yet.
    const fresh = prepareSchedule(snapshot)
    for (const { start } of intervals.toReversed()) {
      const answer = ofRotation[(start.getTime() - from.getTime()) / 60_000]
      if (answer !== undefined) expect(said(whoIsOnCall(fresh, rotation, start))).toBe(said(answer))
    }
  }
}

/**
 * A lead puts another's layers in the place of all of a schedule's. From then on, counted from the checkpoints, both say
 * the same; and where nothing was edited, they say what they said before.
 */
export function expectAgreementAfterEdit({ before: { snapshot, from, to }, after, part }: Edit): void {
  const minutes = Math.round((part * (to.getTime() - from.getTime())) / 120_000)
  const editedAt = new Date(from.getTime() + minutes * 60_000)
  const prepared = prepareSchedule(snapshot)
  const gone = voidSwaps(prepared)
  // A swap that is void leaves the schedule: counted from a later turn nothing tells that its first leg was broken.
  const swaps = snapshot.swaps.filter((_, index) => !gone.includes(index))
  const untouched = { ...snapshot, swaps, checkpoints: checkpointsAt(prepared, editedAt) }
  for (const [rotation, answers] of modelYear(untouched, editedAt, to)) {
    const intervals = onCallBetween(prepared, rotation, editedAt, to)
    expect(firstDisagreement(rotation, editedAt, answers, intervals)).toBeNull()
  }
  expectAgreement({ snapshot: { ...untouched, layers: after.snapshot.layers }, from: editedAt, to })
}
