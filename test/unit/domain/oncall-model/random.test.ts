import fc from 'fast-check'
import { test } from 'vitest'
import { expectAgreement } from '../../../support/oncall-model/agreement.ts'
import { nastySchedules } from '../../../support/oncall-model/arbitrary.ts'

test('at every minute of a month around a change of the clock, the resolver says what a walk of the clock says', () => {
  fc.assert(fc.property(nastySchedules(), expectAgreement), { seed: 20_260_704, numRuns: 60, endOnFailure: true })
})
