import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../../../src/domain/escalation/words.ts'
import { LOCALES } from '../../../src/domain/language.ts'
import type { WayPage } from '../../../src/domain/paging/ways.ts'
import { wayWordsOf } from '../../../src/i18n/ways.ts'
import { SMS_LENGTH, septetsOf, toGsm7 } from '../../../src/pagers/gsm7.ts'
import { smsText } from '../../../src/pagers/sms.ts'
import { DEFAULT_CATEGORIES } from '../../../src/settings/defaults.ts'

const ASKED = new Date('2026-11-28T09:02:00Z')
const LINK = 'https://app.slack.com/client/T0123456789/D0123456789'

function page(overrides: Partial<WayPage> = {}): WayPage {
  return {
    kind: 'page',
    attemptId: 57,
    escalationId: 1042,
    severity: 'sev1',
    categoryShort: { en: 'press', es: 'prensa' },
    contentLanguage: 'es',
    claimBy: new Date('2026-11-28T09:17:00Z'),
    askedAt: ASKED,
    link: LINK,
    isRepeat: false,
    locale: 'es',
    zone: 'America/Mexico_City',
    ...overrides,
  }
}

/** Places of an SMS; more than 160, or a character beyond its alphabet, would make it two. */
function isOnePart(text: string): boolean {
  const places = septetsOf(text)
  return places !== null && places <= SMS_LENGTH
}

test('a page by SMS says what SCREENS 8 says', () => {
  expect(smsText(page(), true)).toBe(
    'Vigia SEV1 ESC-1042 prensa. Tomar antes de 03:17. Responde 1042 1=tomar 2=visto 3=paso',
  )
  expect(smsText(page({ locale: 'en' }), true)).toBe(
    'Vigia SEV1 ESC-1042 press. Claim by 03:17. Reply 1042 1=claim 2=seen 3=pass',
  )
})

test('what is restricted says number, severity, deadline and a link, and nothing else', () => {
  const text = smsText(page({ categoryShort: null, contentLanguage: null }), true)
  expect(text).toBe(`Vigia SEV1 ESC-1042. Tomar antes de 03:17. ${LINK} Responde 1042 1=tomar 2=visto 3=paso`)
})

test('where no answer would reach us none is asked for', () => {
  expect(smsText(page(), false)).toBe('Vigia SEV1 ESC-1042 prensa. Tomar antes de 03:17. Responde en Slack.')
})

test('a repeat says that it is one', () => {
  expect(smsText(page({ isRepeat: true }), true)).toMatch(/^Vigia \(de nuevo\) SEV1 /)
})

describe('every SMS is one part of the alphabet that 160 characters fit into', () => {
  const days = [15, 60 * 24 * 3]
  for (const locale of LOCALES) {
    test(`in ${locale}: each category, severity, restricted or not, near or far, first or again`, () => {
      let count = 0
      for (const category of [...DEFAULT_CATEGORIES.map((one) => one.short), null]) {
        for (const severity of SEVERITIES) {
          for (const minutes of days) {
            for (const isRepeat of [false, true]) {
              for (const escalationId of [1042, 999_999]) {
                const claimBy = new Date(ASKED.getTime() + minutes * 60_000)
                const made = page({ locale, severity, categoryShort: category, claimBy, isRepeat, escalationId })
                for (const takesReplies of [true, false]) {
                  const text = smsText(made, takesReplies)
                  count += 1
                  expect(isOnePart(text), text).toBe(true)
                  expect(text).toContain(`ESC-${escalationId}`)
                  // A default category is never cut.
                  if (category !== null) expect(text).toContain(` ${toGsm7(category[locale === 'en' ? 'en' : 'es'])}. `)
                }
              }
            }
          }
        }
      }
      expect(count).toBe((DEFAULT_CATEGORIES.length + 1) * 4 * 2 * 2 * 2 * 2)
    })

    test(`in ${locale}: codes, tests and all that is answered`, () => {
      const { short } = wayWordsOf(locale)
      const number = 'ESC-1042'
      const said = [
        smsText({ kind: 'code', code: '012345', locale }, true),
        smsText({ kind: 'test', locale }, true),
        ...(['seen', 'passed', 'taken', 'over', 'refused'] as const).map((kind) => short[kind](number)),
        short.claimed(number, 'Mon 30 Nov 12:00'),
        short.claimed(number, null),
        short.help,
        short.failed,
      ]
      // As they are written: an accent that had to be dropped would be a slip of ours.
      for (const text of said) expect(isOnePart(text), text).toBe(true)
    })
  }

  test('whatever a team calls its categories', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }), fc.boolean(), (label, isRepeat) => {
        const text = smsText(page({ categoryShort: { en: label, es: label }, isRepeat }), true)
        return isOnePart(text) && text.endsWith('Responde 1042 1=tomar 2=visto 3=paso')
      }),
    )
  })
})

test('accents that the alphabet lacks are dropped, those that it has stay', () => {
  expect(toGsm7('Difamación, ñandú y é')).toBe('Difamacion, ñandu y é')
  expect(toGsm7('“uno” – dos… 👍')).toBe('"uno" - dos... ')
  expect(septetsOf('á')).toBeNull()
  expect(septetsOf('€')).toBe(2)
})
