import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectAgreement } from '../support/oncall-model/agreement.ts'
import { nastySchedules } from '../support/oncall-model/arbitrary.ts'

/** Other schedules each time; what fails is run again by `ONCALL_SEED=… ONCALL_RUNS=…`. */
test('over thousands of random schedules the resolver says what a walk of the clock says, at every minute', () => {
  const { ONCALL_SEED: seed, ONCALL_RUNS: runs } = process.env
  const details = fc.check(fc.property(nastySchedules(), expectAgreement), {
    numRuns: Number(runs ?? 2_000),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  })
  console.info(`seed ${details.seed}: ${details.numRuns} schedules`)
  expect(details.failed ? fc.defaultReportMessage(details) : null).toBeNull()
})
