import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onCallBetween } from '../../../../src/domain/oncall/between.ts'
import { prepareSchedule, rotationsOf } from '../../../../src/domain/oncall/prepare.ts'
import { nastySchedules } from '../../../support/oncall-model/arbitrary.ts'
import { firstDisagreement } from '../../../support/oncall-model/compare.ts'
import { modelYear } from '../../../support/oncall-model/model.ts'

test('at every minute of six weeks around a change of the clock, the resolver says what a walk of the clock says', () => {
  fc.assert(
    fc.property(nastySchedules(), ({ snapshot, from, to }) => {
      const prepared = prepareSchedule(snapshot)
      const model = modelYear(snapshot, from, to)
      expect([...model.keys()]).toEqual(rotationsOf(prepared))
      for (const [rotation, answers] of model) {
        expect(firstDisagreement(rotation, from, answers, onCallBetween(prepared, rotation, from, to))).toBeNull()
      }
    }),
    { seed: 20_260_704, numRuns: 60 },
  )
})
