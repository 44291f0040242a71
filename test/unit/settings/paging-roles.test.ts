import { expect, test } from 'vitest'
import { entryOfPolicy, policyOfEntry } from '../../../src/settings/paging.ts'
import { parseSettings } from '../../../src/settings/parse.ts'

const file = (whom: string) => `teams:
  - id: policy
    name: Policy
    intakeChannel: C0INTAKE
    leads: [U0LEAD1]
    specialists: [U0ANA]
    paging:
      sev1: { steps: [{ page: ['${whom}'], wait: 5 min }] }
restrictedVisibleTo: [U0LEAD1]
`

test.each(['on_call', 'on_call:backup', 'on_call:Night shift'])(
  'a step pages %s, and is printed as it was read',
  (whom) => {
    const parsed = parseSettings(file(whom), 'vigia.yaml')
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const policy = parsed.settings.teams[0]?.paging.sev1
    if (policy === undefined) throw new Error('the team has no policy of its own')
    expect(entryOfPolicy(policy).steps).toEqual([{ page: [whom], wait: '5 min' }])
    expect(policyOfEntry(entryOfPolicy(policy), 'sev1', 'at_once')).toEqual(policy)
  },
)

test.each(['on_call:', 'on_call: backup', 'backup'])('%s names nobody, and is refused', (whom) => {
  expect(parseSettings(file(whom), 'vigia.yaml')).toMatchObject({ ok: false })
})
