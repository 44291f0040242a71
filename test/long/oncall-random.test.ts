import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectAgreement, expectAgreementAfterEdit } from '../support/oncall-model/agreement.ts'
import { edits, nastySchedules } from '../support/oncall-model/arbitrary.ts'

/** Other schedules each time; what fails is run again by `ONCALL_SEED=… ONCALL_RUNS=…`. */
const { ONCALL_SEED, ONCALL_RUNS } = process.env

test('over thousands of random schedules the resolver says what a walk of the clock says, at every minute', () => {
  hold(fc.property(nastySchedules(), expectAgreement), Number(ONCALL_RUNS ?? 2_000))
})

test('after hundreds of random edits both count from the checkpoints alike', () => {
  hold(fc.property(edits(), expectAgreementAfterEdit), Number(ONCALL_RUNS ?? 400))
})

function hold<T>(property: fc.IProperty<T>, numRuns: number): void {
  const details = fc.check(property, { numRuns, ...(ONCALL_SEED === undefined ? {} : { seed: Number(ONCALL_SEED) }) })
  console.info(`seed ${details.seed}: ${details.numRuns} schedules`)
  expect(details.failed ? fc.defaultReportMessage(details) : null).toBeNull()
}
