import fc from 'fast-check'
import { test } from 'vitest'
import { expectAgreement, expectAgreementAfterEdit } from '../../../support/oncall-model/agreement.ts'
import { edits, nastySchedules } from '../../../support/oncall-model/arbitrary.ts'

// Some of them each time the same; test/long has thousands, and shrinks what fails.
const SEED = { seed: 20_260_704, endOnFailure: true }

test('at every minute of a month around a change of the clock, the resolver says what a walk of the clock says', () => {
  fc.assert(fc.property(nastySchedules(), expectAgreement), { ...SEED, numRuns: 20 })
}, 60_000)

test('after an edit both count from the checkpoints, and where nothing was edited nothing has changed', () => {
  fc.assert(fc.property(edits(), expectAgreementAfterEdit), { ...SEED, numRuns: 4 })
}, 60_000)
