import { expect, test } from 'vitest'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { type NamedScreens, requesterScreens, sharedScreens, teamScreens } from './every-screen.ts'
import { textsOf } from './walk.ts'

/** Words that speak to the reader as *tú*, and as *usted*. */
const TU = /(?<!\p{L})(?:tú|tu|tus|te|ti|tuyo|tuya|elige|escribe|puedes|tienes|conservas|intenta|mira)(?!\p{L})/iu
const USTED = /(?<!\p{L})(?:usted|elija|pulse|pegue|escriba|pruebe|inténtelo|le mantendré|ya sigue)(?!\p{L})/iu

const spanish = (register: Reader['register']): Reader => ({ locale: 'es', zone: 'Europe/Madrid', register })

function spoken(screens: NamedScreens, words: RegExp): readonly string[] {
  return screens.flatMap(([name, view]) =>
    textsOf(view)
      .filter((one) => words.test(one.text))
      .map((one) => `${name}: ${one.text}`),
  )
}

const nobody = () => 'X'

test('requesters are addressed as usted, never as tú', () => {
  const screens = requesterScreens(nobody, spanish('usted'))
  expect(spoken(screens, TU)).toEqual([])
  expect(spoken(screens, USTED).length).toBeGreaterThan(3)
})

test('the team is addressed as tú, never as usted', () => {
  const screens = teamScreens(nobody, spanish('tu'))
  expect(spoken(screens, USTED)).toEqual([])
  expect(spoken(screens, TU).length).toBeGreaterThan(1)
})

test('what both read speaks to each in their own way', () => {
  expect(spoken(sharedScreens(nobody, spanish('usted')), TU)).toEqual([])
  expect(spoken(sharedScreens(nobody, spanish('tu')), USTED)).toEqual([])
})
