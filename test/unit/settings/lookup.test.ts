import { describe, expect, test } from 'vitest'
import * as lookup from '../../../src/settings/lookup.ts'
import { parseSettings } from '../../../src/settings/parse.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { unsetSettings } from '../../../src/settings/unset.ts'

const parsed = parseSettings(
  `
restrictedVisibleTo: [U0LEAD]
teams:
  - id: policy
    name: Policy
    intakeChannel: C0POLICY
    leads: [U0LEAD]
    specialists: [U0ONE]
    zone: Europe/Madrid
    workingHours: { from: "08:00", to: "15:00" }
    holidays: [2026-12-25]
    targets: { sev1: { claim: 20 min, resolve: 9 h } }
  - { id: legal, name: Legal, intakeChannel: C0LEGAL, leads: [U0LEAD, U0OTHER], specialistsGroup: S0LEGAL }
categories:
  press: { team: legal, targets: { sev1: { claim: 10 min }, sev3: { counts: round_the_clock }, sev4: { nextUpdate: 2 days } } }
departments:
  - { name: First, members: [U0ONE] }
  - { name: Second, members: [U0ONE, U0TWO] }
`,
  'x',
)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const { settings } = parsed
const ids = (teams: readonly { readonly id: string }[]) => teams.map((team) => team.id)

describe('a target is chosen by precedence: category and severity, team, default (ONCALL 19)', () => {
  test('each figure comes from the first level that names it', () => {
    expect(lookup.targetsFor(settings, { team: 'policy', category: 'press', severity: 'sev1' })).toEqual({
      calendar: { counts: 'round_the_clock' },
      claimMinutes: 10,
      firstUpdateMinutes: 30,
      nextUpdateMinutes: 60,
      resolveMinutes: 540,
    })
  })

  test('the team that looks after it counts, not the one that the category names', () => {
    expect(lookup.targetsFor(settings, { team: 'legal', category: 'hate', severity: 'sev1' }).claimMinutes).toBe(15)
    expect(lookup.targetsFor(settings, { team: 'policy', category: 'hate', severity: 'sev1' }).claimMinutes).toBe(20)
  })

  test('a category may add a clock that the severity lacks', () => {
    const of = { team: 'legal', category: 'press', severity: 'sev4' } as const
    expect(lookup.targetsFor(settings, of).nextUpdateMinutes).toBe(2 * 9 * 60)
  })
})

describe('working hours and holidays belong to the target’s calendar, or it runs round the clock (ONCALL 19)', () => {
  const HOURS = { days: [1, 2, 3, 4, 5], from: '08:00', to: '15:00' }

  test('sev3 and sev4 count in the working time of the team, in its zone, without its holidays', () => {
    const { calendar } = lookup.targetsFor(settings, { team: 'policy', category: 'hate', severity: 'sev3' })
    expect(calendar).toEqual({
      counts: 'working_hours',
      zone: 'Europe/Madrid',
      hours: HOURS,
      holidays: ['2026-12-25'],
    })
  })

  test('a day is the team’s working day: seven hours here, nine there, twenty-four round the clock', () => {
    const resolveOf = (team: string, category: string) =>
      lookup.targetsFor(settings, { team, category, severity: 'sev3' }).resolveMinutes
    expect(resolveOf('policy', 'hate')).toBe(5 * 7 * 60)
    expect(resolveOf('legal', 'hate')).toBe(5 * 9 * 60)
    expect(resolveOf('legal', 'press')).toBe(5 * 24 * 60)
  })
})

describe('who belongs where', () => {
  test('the first department that names a person counts', () => {
    expect(lookup.departmentOf(settings, 'U0ONE')).toBe('First')
    expect(lookup.departmentOf(settings, 'U0TWO')).toBe('Second')
    expect(lookup.departmentOf(settings, 'U0NOBODY')).toBeNull()
  })

  test('a person leads, and serves by name or by user group', () => {
    expect(ids(lookup.teamsLedBy(settings, 'U0LEAD'))).toEqual(['policy', 'legal'])
    expect(ids(lookup.teamsServedBy(settings, 'U0ONE', ['S0LEGAL']))).toEqual(['policy', 'legal'])
    expect(ids(lookup.teamsServedBy(settings, 'U0LEAD'))).toEqual([])
  })

  test('an unknown team or category is a broken promise', () => {
    expect(() => lookup.teamOf(settings, 'nowhere')).toThrow('nowhere')
    expect(() => lookup.categoryOf(settings, 'nothing')).toThrow('nothing')
  })
})

describe('the form offers', () => {
  test('every category under its heading but the one behind "Not sure"', () => {
    const offered = lookup.categoryChoices(playgroundSettings).flatMap((group) => ids(group.categories))
    expect(offered).toHaveLength(playgroundSettings.categories.length - 1)
    expect(offered).not.toContain('unsure')
  })

  test('nothing in a workspace that is not set up', () => {
    expect(unsetSettings.isSetUp).toBe(false)
    expect(lookup.categoryChoices(unsetSettings)).toEqual([])
  })
})

describe("the playground's policy", () => {
  test('restricted categories are seen by two specialists and the lead only', () => {
    const restricted = playgroundSettings.categories.filter((one) => one.isRestricted)
    expect(restricted.length).toBeGreaterThan(0)
    for (const category of restricted) expect(category.visibleTo).toEqual(['U0SPECIALISTA', 'U0SPECIALISTC', 'U0LEAD1'])
  })
})
