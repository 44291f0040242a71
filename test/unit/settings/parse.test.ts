import { describe, expect, test } from 'vitest'
import { parseSettings } from '../../../src/settings/parse.ts'
import type { Problem } from '../../../src/settings/problem.ts'
import type { Settings } from '../../../src/settings/types.ts'

const HEAD = `
restrictedVisibleTo: [U0LEAD]
teams:
  - id: policy
    name: Policy operations
    intakeChannel: C0INTAKE
    leads: [U0LEAD]
    specialists: [U0ONE, W0TWO]
`

function settingsOf(yaml: string): Settings {
  const parsed = parseSettings(yaml, 'vigia.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.settings
}

function problemsOf(yaml: string): readonly Problem[] {
  const parsed = parseSettings(yaml, 'vigia.yaml')
  return parsed.ok ? [] : parsed.problems
}

function brief(problems: readonly Problem[]) {
  return problems.map((one) => [one.path, one.line, one.code, one.value, one.allowed])
}

describe('defaults', () => {
  test('a file needs teams and who may see restricted categories, nothing else', () => {
    const settings = settingsOf(HEAD)
    expect(settings.isSetUp).toBe(true)
    expect(settings.command).toBe('/escalate')
    expect(settings.teams[0]).toMatchObject({ language: 'en', zone: 'UTC', workChannelLanguage: 'team' })
    expect(settings.categories.every((category) => category.team === 'policy')).toBe(true)
  })

  test('sev1 to sev4 promise and page what SCREENS 2 says', () => {
    const { severities } = settingsOf(HEAD)
    const min = (minutes: number) => ({ minutes })
    const rows = Object.values(severities).map(({ pages, place, targets }) => [pages, place, ...Object.values(targets)])
    expect(rows).toEqual([
      ['at_once', 'channel', min(15), min(30), min(60), min(480), 'round_the_clock'],
      ['at_once', 'channel', min(60), min(120), min(240), { days: 1 }, 'round_the_clock'],
      ['working_hours', 'thread', min(240), { days: 1 }, { days: 2 }, { days: 5 }, 'working_hours'],
      ['none', 'thread', { days: 1 }, { days: 3 }, null, { days: 10 }, 'working_hours'],
    ])
  })

  test('child safety, intimate imagery, government requests and threats are restricted, and nothing else is', () => {
    const restricted = settingsOf(HEAD).categories.filter((category) => category.isRestricted)
    expect(restricted.map((category) => category.id)).toEqual([
      'child_safety',
      'threats',
      'intimate_imagery',
      'government_request',
    ])
    expect(restricted.every((category) => category.visibleTo.join() === 'U0LEAD')).toBe(true)
  })

  test('short words fit a text message: GSM-7 has no á, í, ó, ú', () => {
    const words = settingsOf(HEAD).categories.flatMap((category) => Object.values(category.short))
    expect(words.filter((word) => /[^a-zA-Z0-9 éñü-]/.test(word))).toEqual([])
  })

  test('labels fit an option of a select, and there are four headings', () => {
    const settings = settingsOf(HEAD)
    const labels = settings.categories.flatMap((category) => Object.values(category.label))
    expect(labels.filter((label) => label.length > 75)).toEqual([])
    expect(settings.categoryGroups).toHaveLength(4)
  })
})

describe('what the file changes', () => {
  test('a category says only what differs from the default; off takes it away; a new one comes last', () => {
    const settings = settingsOf(`${HEAD}
categories:
  podcasts:
    label: { en: Podcasts, es: Pódcast }
    short: { en: podcasts, es: podcast }
    group: rights
  copyright: off
  press: { isRestricted: true, visibleTo: [U0PRESS] }
`)
    const ids = settings.categories.map((category) => category.id)
    expect(ids.at(-1)).toBe('podcasts')
    expect(ids).not.toContain('copyright')
    expect(settings.categories.find((one) => one.id === 'press')).toMatchObject({
      label: { en: 'Press or high-profile inquiry' },
      isRestricted: true,
      visibleTo: ['U0PRESS'],
    })
  })

  test('nobody is named as seeing a category that is not restricted', () => {
    const settings = settingsOf(`${HEAD}\ncategories:\n  hate: { visibleTo: [U0ONE] }\n`)
    expect(settings.categories.find((one) => one.id === 'hate')?.visibleTo).toEqual([])
  })

  test('a severity keeps the defaults that it does not name; "none" means no such clock', () => {
    const settings = settingsOf(`${HEAD}
severities:
  sev3: { targets: { claim: 90 min, nextUpdate: none } }
`)
    expect(settings.severities.sev3).toEqual({
      pages: 'working_hours',
      place: 'thread',
      targets: {
        claim: { minutes: 90 },
        firstUpdate: { days: 1 },
        nextUpdate: null,
        resolve: { days: 5 },
        counts: 'working_hours',
      },
    })
  })

  test('working days are read in the order of the week', () => {
    expect(settingsOf(`${HEAD}\nworkingHours: { days: [sun, mon, thu] }\n`).workingHours).toEqual({
      days: [1, 4, 7],
      from: '09:00',
      to: '18:00',
    })
  })

  test('a language of the whole file is the language of teams that name none', () => {
    expect(settingsOf(`language: es\nzone: Europe/Madrid\n${HEAD}`).teams[0]).toMatchObject({
      language: 'es',
      zone: 'Europe/Madrid',
    })
  })
})

describe('problems carry the path, the line and what is allowed', () => {
  test('an empty file lacks its teams', () => {
    expect(brief(problemsOf(''))).toEqual([['teams', null, 'missing', null, 'teams']])
  })

  test('a zone that is no zone, an offset and an abbreviation are refused at their line', () => {
    for (const zone of ['Europe/Madird', '"+01:00"', 'EST', 'CET']) {
      const problems = problemsOf(HEAD.replace('    leads:', `    zone: ${zone}\n    leads:`))
      expect(brief(problems)).toEqual([['teams[0].zone', 7, 'not_allowed', zone.replaceAll('"', ''), 'zone']])
    }
  })

  test('an unknown key is named with the keys that are known there', () => {
    const [problem] = problemsOf(HEAD.replace('leads:', 'leeds:'))
    const unknown = problemsOf(HEAD.replace('leads:', 'leeds:')).find((one) => one.code === 'unknown_key')
    expect(problem?.path).toMatch(/^teams\[0\]/)
    expect(unknown).toMatchObject({ path: 'teams[0].leeds', line: 7, value: 'leeds', allowed: 'keys' })
    expect(unknown?.known).toContain('leads')
  })

  test('every problem is reported, in the order of the file', () => {
    const problems = problemsOf(`
command: escalate
language: fr
teams:
  - id: Policy
    name: Policy
    intakeChannel: escalations
    leads: [ana]
    specialists: [U0ONE]
closeAfterDays: 0
`)
    expect(brief(problems)).toEqual([
      ['command', 2, 'not_allowed', 'escalate', 'command'],
      ['language', 3, 'not_allowed', 'fr', 'language'],
      ['teams[0].id', 5, 'not_allowed', 'Policy', 'id'],
      ['teams[0].intakeChannel', 7, 'not_allowed', 'escalations', 'channel'],
      ['teams[0].leads[0]', 8, 'not_allowed', 'ana', 'person'],
      ['closeAfterDays', 10, 'not_allowed', '0', 'close_after'],
    ])
  })

  test('a command is a slash and at most 32 characters, lower case', () => {
    const long = `/${'a'.repeat(31)}`
    expect(problemsOf(`command: ${long}\n${HEAD}`)).toEqual([])
    for (const command of [`${long}a`, '/Escalate', '/two words', '/'])
      expect(problemsOf(`command: ${command}\n${HEAD}`)).toMatchObject([{ path: 'command', allowed: 'command' }])
  })

  test('sev1 and sev2 count round the clock, whoever says what they promise', () => {
    const problems = problemsOf(
      `${HEAD}\ncategories:\n  hate: { targets: { sev2: { counts: working_hours }, sev3: { counts: round_the_clock } } }\nseverities:\n  sev1: { targets: { counts: working_hours } }\n`,
    )
    expect(brief(problems)).toEqual([
      ['categories.hate.targets.sev2.counts', 11, 'must_count_always', 'working_hours', 'counts_urgent'],
      ['severities.sev1.targets.counts', 13, 'must_count_always', 'working_hours', 'counts_urgent'],
    ])
  })

  test('a team’s hours end after they begin, and a holiday is a day of the calendar', () => {
    const team = (own: string) => HEAD.replace(/leads:/, `${own}\n    leads:`)
    expect(problemsOf(team('workingHours: { from: "20:00" }'))).toMatchObject([
      { path: 'teams[0].workingHours.to', allowed: 'later_time' },
    ])
    for (const day of ['2026-02-29', '"25.12."', '20261225'])
      expect(problemsOf(team(`holidays: [${day}]`))).toMatchObject([
        { path: 'teams[0].holidays[0]', allowed: 'local_day' },
      ])
  })

  test('a duration has its unit: a bare number, nothing and more than a year are refused', () => {
    for (const claim of ['15', '"15"', '0 min', '1.5 h', '400 days', '2 weeks'])
      expect(problemsOf(`${HEAD}\nseverities:\n  sev1:\n    targets:\n      claim: ${claim}\n`)).toMatchObject([
        { path: 'severities.sev1.targets.claim', line: 13, allowed: 'duration' },
      ])
  })

  test('a category of an unknown team, and one under an unknown heading', () => {
    const problems = problemsOf(`${HEAD}\ncategories:\n  hate: { team: legal }\n  fraud:\n    group: money\n`)
    expect(brief(problems)).toEqual([
      ['categories.hate.team', 11, 'unknown_reference', 'legal', 'team'],
      ['categories.fraud.group', 13, 'unknown_reference', 'money', 'group'],
    ])
    expect(problems[0]?.known).toEqual(['policy'])
  })

  test('a category is a mapping or off, and a mapping is judged key by key', () => {
    const problems = problemsOf(`${HEAD}\ncategories:\n  hate: 3\n  fraud:\n    isHard: maybe\n  Odd: off\n`)
    expect(brief(problems)).toEqual([
      ['categories.hate', 11, 'not_allowed', '3', 'category'],
      ['categories.fraud.isHard', 13, 'not_allowed', 'maybe', 'flag'],
      ['categories.Odd', 14, 'not_allowed', 'Odd', 'id'],
    ])
  })

  test('words are in both languages and no other', () => {
    const problems = problemsOf(`${HEAD}\ncategories:\n  hate:\n    label: { en: Hate, fr: Haine }\n    short: odio\n`)
    expect(problems.map((one) => [one.path, one.code, one.known.join()])).toEqual([
      ['categories.hate.label.es', 'missing', ''],
      ['categories.hate.label.fr', 'unknown_key', 'en,es'],
      ['categories.hate.short', 'not_allowed', ''],
    ])
  })

  test('a new category needs its label, short word and heading', () => {
    expect(
      problemsOf(`${HEAD}\ncategories:\n  podcasts: { isHard: true }\n`).map((one) => [one.path, one.code]),
    ).toEqual([
      ['categories.podcasts.label', 'missing'],
      ['categories.podcasts.short', 'missing'],
      ['categories.podcasts.group', 'missing'],
    ])
  })

  test('a restricted category that nobody may see is refused', () => {
    const problems = problemsOf(HEAD.replace('restrictedVisibleTo: [U0LEAD]', ''))
    expect(problems.map((one) => [one.path, one.code])).toEqual([
      ['categories.child_safety.visibleTo', 'nobody_may_see'],
      ['categories.threats.visibleTo', 'nobody_may_see'],
      ['categories.intimate_imagery.visibleTo', 'nobody_may_see'],
      ['categories.government_request.visibleTo', 'nobody_may_see'],
    ])
  })

  test('the default category behind "Not sure" may not be off while it is needed', () => {
    const off = `${HEAD}\ncategories:\n  unsure: off\n`
    expect(problemsOf(off)).toMatchObject([{ path: 'unsureCategory', code: 'unknown_reference', value: 'unsure' }])
    expect(settingsOf(`unsureCategory: other\n${off}`).unsureCategory).toBe('other')
  })

  test.each(['sev1', 'sev2'])('a policy that waits or pages nobody is refused for %s', (severity) => {
    for (const pages of ['working_hours', 'none'])
      expect(brief(problemsOf(`${HEAD}\nseverities:\n  ${severity}:\n    pages: ${pages}\n`))).toEqual([
        [`severities.${severity}.pages`, 12, 'must_page_at_once', pages, 'pages_urgent'],
      ])
  })

  test('sev3 may page nobody, and sev4 may page at once', () => {
    const settings = settingsOf(`${HEAD}\nseverities:\n  sev3: { pages: none }\n  sev4: { pages: at_once }\n`)
    expect([settings.severities.sev3.pages, settings.severities.sev4.pages]).toEqual(['none', 'at_once'])
  })

  test('a heading holds at most 100 categories', () => {
    const many = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `  c${index}: { label: { en: A, es: A }, short: { en: a, es: a }, group: more }`,
      )
    const file = (count: number) => `${HEAD}
categoryGroups:
  - { id: people, label: { en: P, es: P } }
  - { id: conduct, label: { en: C, es: C } }
  - { id: rights, label: { en: R, es: R } }
  - { id: outside, label: { en: O, es: O } }
  - { id: more, label: { en: M, es: M } }
categories:\n${many(count).join('\n')}\n`
    expect(settingsOf(file(100)).categories).toHaveLength(119)
    expect(brief(problemsOf(file(101)))).toEqual([
      ['categoryGroups[4]', 15, 'too_many_options', 'more', 'options_of_a_group'],
    ])
  })

  test('ids are unique, and a channel is the intake of one team', () => {
    const problems = problemsOf(`${HEAD}
  - id: policy
    name: Second
    intakeChannel: C0INTAKE
    leads: [U0LEAD]
    specialistsGroup: S0GROUP
`)
    expect(problems.map((one) => [one.path, one.code])).toEqual([
      ['teams[1].id', 'repeated'],
      ['teams[1].intakeChannel', 'repeated'],
    ])
  })

  test('a team has a lead, and specialists by name or by user group', () => {
    const none = HEAD.replace('    specialists: [U0ONE, W0TWO]\n', '')
    expect(problemsOf(none)).toMatchObject([{ path: 'teams[0]', code: 'nobody_may_claim' }])
    expect(problemsOf(`${none}    specialistsGroup: S0GROUP\n`)).toEqual([])
    expect(problemsOf(HEAD.replace('[U0LEAD]\n    spec', '[]\n    spec'))).toMatchObject([
      { path: 'teams[0].leads', allowed: 'leads' },
    ])
  })

  test('working hours end after they begin', () => {
    expect(problemsOf(`${HEAD}\nworkingHours: { from: "18:00", to: "09:00" }\n`)).toMatchObject([
      { path: 'workingHours.to', allowed: 'later_time' },
    ])
  })

  test('what is no YAML is told with its line, and a key that stands twice is no YAML', () => {
    expect(problemsOf('teams: [\n  - a\n')).toMatchObject([{ code: 'not_yaml' }, {}])
    expect(problemsOf(`language: en\nlanguage: es\n${HEAD}`)).toMatchObject([{ code: 'not_yaml', line: 2 }])
  })

  test('aliases that unfold without end are refused', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i += 1) {
      const [own, below] = ['abcdefghij'[i], 'abcdefghij'[i - 1]]
      bomb.push(`${own}: &${own} [${Array(9).fill(`*${below}`).join(', ')}]`)
    }
    expect(problemsOf(bomb.join('\n'))).toMatchObject([{ code: 'not_yaml' }])
  })
})

describe('obligations', () => {
  const law = (text: string) => `${HEAD}\nobligations:\n${text}\n`

  test('are presets with their source and the day of their last check, and no category comes under one by itself', () => {
    const { obligations } = settingsOf(HEAD)
    expect(obligations.map(({ id, within }) => [id, within])).toEqual([
      ['eu_removal_order', { minutes: 60 }],
      ['us_take_it_down', { minutes: 2880 }],
      ['eu_trusted_flagger', null],
      ['eu_threat_to_life', null],
      ['us_2258a', null],
    ])
    for (const { source, verifiedOn, categories } of obligations) {
      expect([source.startsWith('https://'), /^\d{4}-\d\d-\d\d$/.test(verifiedOn), categories]).toEqual([
        true,
        true,
        [],
      ])
    }
  })

  test('are edited key by key, taken away by off, and of one’s own once they say what they are', () => {
    const settings = settingsOf(
      law(
        '  us_2258a: off\n  eu_removal_order: { categories: [government_request], within: 45 min }\n  own: { label: { en: Own, es: Propia }, source: "https://example.org/law", verifiedOn: 2026-10-01 }',
      ),
    )
    expect(settings.obligations.map((one) => one.id)).toEqual([
      'eu_removal_order',
      'us_take_it_down',
      'eu_trusted_flagger',
      'eu_threat_to_life',
      'own',
    ])
    expect(settings.obligations[0]).toMatchObject({ within: { minutes: 45 }, categories: ['government_request'] })
    expect(settings.obligations[0]?.pauseGrounds.map((ground) => ground.id)).toEqual([
      'force_majeure',
      'manifest_error',
      'missing_information',
    ])
  })

  test('with a clock need a category that asks when the demand was received', () => {
    expect(brief(problemsOf(law('  eu_removal_order: { categories: [hate, nothing] }')))).toEqual([
      ['obligations.eu_removal_order.categories[0]', 11, 'not_allowed', 'hate', 'received_at'],
      ['obligations.eu_removal_order.categories[1]', 11, 'unknown_reference', 'nothing', 'unsure_category'],
    ])
    expect(problemsOf(law('  own: { warnAt: [1] }'))).toMatchObject([
      { path: 'obligations.own.warnAt[0]', allowed: 'fractions' },
    ])
    expect(problemsOf(law('  own: { within: 2 h }')).map((one) => one.path)).toEqual([
      'obligations.own.label',
      'obligations.own.source',
      'obligations.own.verifiedOn',
    ])
  })
})
