import { beforeAll, describe, expect, test } from 'vitest'
import { onCallBetween } from '../../../../src/domain/oncall/between.ts'
import { type PreparedSchedule, prepareSchedule, rotationsOf } from '../../../../src/domain/oncall/prepare.ts'
import type { ScheduleSnapshot } from '../../../../src/domain/oncall/schedule.ts'
import { voidSwaps } from '../../../../src/domain/oncall/swaps.ts'
import { whoIsOnCall } from '../../../../src/domain/oncall/who-is-on-call.ts'
import { firstDisagreement } from '../../../support/oncall-model/compare.ts'
import { answersOf, type Model, type ModelAnswer, modelOf } from '../../../support/oncall-model/model.ts'
import { FROM, fourteenPeople, TO } from '../../../support/oncall-model/year.ts'

describe('a year of fourteen people in New York, with weekends, holidays of three countries, swaps and overrides', () => {
  let snapshot: ScheduleSnapshot
  let prepared: PreparedSchedule
  let whole: Model
  let model: ReadonlyMap<string, readonly ModelAnswer[]>

  beforeAll(() => {
    snapshot = fourteenPeople()
    prepared = prepareSchedule(snapshot)
    whole = modelOf(snapshot, FROM, TO)
    model = answersOf(whole, FROM, TO)
  }, 60_000)

  test('the resolver says what a walk of the clock says, at every minute and for every rotation', () => {
    expect([...model.keys()]).toEqual(rotationsOf(prepared))
    for (const [rotation, answers] of model) {
      expect(answers).toHaveLength((TO.getTime() - FROM.getTime()) / 60_000)
      expect(firstDisagreement(rotation, FROM, answers, onCallBetween(prepared, rotation, FROM, TO))).toBeNull()
    }
  })

  test('asked instant by instant it says the same, at every minute', () => {
    for (const [rotation, answers] of model) {
      const differing = answers.findIndex((answer, minute) => {
        const { people, layer, why } = whoIsOnCall(prepared, rotation, new Date(FROM.getTime() + minute * 60_000))
        return layer !== answer.layer || why !== answer.why || people.join() !== answer.people.join()
      })
      expect(differing).toBe(-1)
    }
  })

  test('all that a schedule can answer comes up in that year', () => {
    const seen = new Set([...model.values()].flatMap((answers) => answers.map(({ layer, why }) => `${layer} ${why}`)))
    expect([...seen].sort()).toEqual([
      'block block',
      'holiday no_rotation',
      'holiday turn',
      'override add',
      'override nobody',
      'override replace',
      'swap swap',
      'swap vacant',
      'weekday nobody_available',
      'weekday turn',
      'weekday vacant',
      'weekend turn',
      'weekend vacant',
    ])
    expect(whole.exchanged.void.length).toBeGreaterThan(0)
    expect(voidSwaps(prepared)).toEqual(whole.exchanged.void)
  })
})
