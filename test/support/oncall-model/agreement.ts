import { expect } from 'vitest'
import { onCallBetween } from '../../../src/domain/oncall/between.ts'
import { prepareSchedule, rotationsOf } from '../../../src/domain/oncall/prepare.ts'
import { voidSwaps } from '../../../src/domain/oncall/swaps.ts'
import { whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts'
import type { NastySchedule } from './arbitrary.ts'
import { firstDisagreement, said } from './compare.ts'
import { answersOf, modelOf } from './model.ts'

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
    // Asked for an instant alone, on a schedule that nobody has asked anything yet.
    for (const { start } of intervals) {
      const answer = ofRotation[(start.getTime() - from.getTime()) / 60_000]
      const now = whoIsOnCall(prepareSchedule(snapshot), rotation, start)
      if (answer !== undefined) expect(said(now)).toBe(said(answer))
    }
  }
}
