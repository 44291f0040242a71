import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../../../src/domain/escalation/words.ts'
import { DEFAULT_POLICIES, type PagingPolicy, policyProblems } from '../../../src/domain/paging/policy.ts'
import { startRun } from '../../../src/domain/paging/run.ts'
import { START } from './paging-world.ts'

const sev1 = DEFAULT_POLICIES.sev1
const asSev1 = { severity: 'sev1', isObligation: false } as const
const asSev3 = { severity: 'sev3', isObligation: false } as const

describe('rule 12: what a severity pages, and when, is its policy', () => {
  test('the defaults are in order', () => {
    for (const severity of SEVERITIES) {
      expect(policyProblems(DEFAULT_POLICIES[severity], { severity, isObligation: false })).toEqual([])
    }
  })

  test('sev1 and sev2 page at once, sev3 in working hours, sev4 nobody', () => {
    expect(SEVERITIES.map((severity) => DEFAULT_POLICIES[severity].pages)).toEqual([
      'at_once',
      'at_once',
      'working_hours',
      'none',
    ])
  })

  test('sev1 waits five minutes a step, sev2 ten', () => {
    expect(sev1.steps.map((step) => step.waitMinutes)).toEqual([5, 5, 5])
    expect(DEFAULT_POLICIES.sev2.steps.map((step) => step.waitMinutes)).toEqual([10, 10, 10])
  })

  test('a policy that pages nobody starts no run: card only', () => {
    expect(startRun(DEFAULT_POLICIES.sev4, START)).toBeNull()
  })

  test.each(['sev1', 'sev2'] as const)('%s is refused a policy that waits or pages nobody', (severity) => {
    const use = { severity, isObligation: false }
    expect(policyProblems({ ...sev1, pages: 'working_hours' }, use)).toEqual([{ code: 'must_page_at_once' }])
    expect(policyProblems(DEFAULT_POLICIES.sev4, use)).toEqual([{ code: 'must_page_at_once' }])
    expect(policyProblems({ ...sev1, steps: [] }, use)).toEqual([{ code: 'pages_nobody', step: null }])
  })

  test('an obligation is refused it as well, whatever its severity', () => {
    const use = { severity: 'sev4', isObligation: true } as const
    expect(policyProblems(DEFAULT_POLICIES.sev3, use)).toEqual([{ code: 'must_page_at_once' }])
    expect(policyProblems(sev1, use)).toEqual([])
  })
})

describe('rule 13: a policy has steps, waits, repeats', () => {
  test('a step that names nobody is refused', () => {
    const policy: PagingPolicy = { ...sev1, steps: [...sev1.steps, { whom: [], waitMinutes: 5 }] }
    expect(policyProblems(policy, asSev1)).toEqual([{ code: 'pages_nobody', step: 3 }])
  })

  test.each([0, -5, 2.5, 1441, Number.NaN])('a wait of %d minutes is refused', (waitMinutes) => {
    const policy: PagingPolicy = { ...sev1, steps: [{ whom: [{ kind: 'on_call' }], waitMinutes }] }
    expect(policyProblems(policy, asSev3)).toEqual([{ code: 'wait_out_of_range', step: 0 }])
  })

  test('repeats and how many are woken at once are whole numbers in range', () => {
    expect(policyProblems({ ...sev1, repeats: -1 }, asSev1)).toEqual([{ code: 'repeats_out_of_range' }])
    expect(policyProblems({ ...sev1, repeats: 1.5 }, asSev1)).toEqual([{ code: 'repeats_out_of_range' }])
    expect(policyProblems({ ...sev1, mostAtOnce: 0 }, asSev1)).toEqual([{ code: 'most_at_once_out_of_range' }])
  })
})
