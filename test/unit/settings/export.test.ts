import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_OBLIGATIONS } from '../../../src/settings/default-obligations.ts'
import { DEFAULT_CATEGORIES } from '../../../src/settings/defaults.ts'
import { printSettings } from '../../../src/settings/export.ts'
import { parseSettings } from '../../../src/settings/parse.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { parseDuration, printDuration } from '../../../src/settings/values.ts'

describe('what is printed is read back as the same policy', () => {
  test("the playground's", () => {
    expect(parseSettings(printSettings(playgroundSettings), 'p')).toEqual({ ok: true, settings: playgroundSettings })
  })

  test('one with categories away, changed and new, and targets at every level', () => {
    const parsed = parseSettings(
      `
restrictedVisibleTo: [U0LEAD]
language: es
zone: Europe/Madrid
command: /vigia-escalar
teams:
  - { id: a, name: "A: one", intakeChannel: G0A, leads: [U0LEAD], specialistsGroup: S0G, workChannelLanguage: requester }
  - { id: b, name: "no", intakeChannel: C0B, leads: [W0LEAD], specialists: [U0X], workingHours: { days: [sat], to: "20:00" }, holidays: [2026-12-25], targets: { sev2: { claim: 10 min }, sev3: { claim: 24 h, resolve: 2 days } } }
categories:
  copyright: off
  hate: { team: b, targets: { sev1: { firstUpdate: 25 h, nextUpdate: none } } }
  extra:
    label: { en: "Extra: yes", es: "Más" }
    short: { en: extra, es: extra }
    group: rights
    fields: [{ id: when, kind: datetime, label: { en: When, es: Cuándo } }]
severities: { sev1: { place: thread, targets: { claim: 5 min } } }
workingHours: { days: [sun], from: "08:30", to: "20:00" }
departments: [{ name: PR, members: [U0PR] }]
`,
      'x',
    )
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect(parseSettings(printSettings(parsed.settings), 'p')).toEqual(parsed)
  })

  test('any set of categories turned off', () => {
    const kept = DEFAULT_CATEGORIES.map((one) => one.id).filter((id) => id !== 'unsure')
    fc.assert(
      fc.property(fc.subarray(kept), (off) => {
        const settings = {
          ...playgroundSettings,
          categories: playgroundSettings.categories.filter((one) => !off.includes(one.id)),
          // A law names no category that isn't there.
          obligations: playgroundSettings.obligations.map((one) => ({
            ...one,
            categories: one.categories.filter((id) => !off.includes(id)),
          })),
        }
        expect(parseSettings(printSettings(settings), 'p')).toEqual({ ok: true, settings })
      }),
      { numRuns: 20 },
    )
  })

  test('every duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 * 1440 }), (minutes) => {
        // Six digits of minutes have a shorter spelling or none: beyond 99,999 only whole hours and days are printed.
        fc.pre(minutes <= 99_999 || minutes % 60 === 0)
        expect(parseDuration(printDuration(minutes))).toBe(minutes)
      }),
    )
  })
})

describe('the documented example', () => {
  const text = readFileSync('docs/settings.example.yaml', 'utf8')

  test('is a settings file without a problem', () => {
    expect(parseSettings(text, 'docs/settings.example.yaml')).toMatchObject({ ok: true })
  })

  test('shows every key that a printed policy has', () => {
    const keys = new Set(
      printSettings(playgroundSettings)
        .match(/^\s*(?:- )?\w+(?=:)/gm)
        ?.map((key) => key.replace(/^[\s-]+/, '')),
    )
    const missing = [...keys].filter((key) => !new RegExp(`\\b${key}:`).test(text))
    const presets = [...DEFAULT_CATEGORIES, ...DEFAULT_OBLIGATIONS].map((one) => one.id)
    expect(missing.filter((key) => !presets.includes(key))).toEqual([])
  })
})
