import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../../src/domain/language.ts'
import { advisedMessageSize, messageSize, validateMessage } from '../../../../src/playground/block-kit.ts'
import { everyMessage, PLAIN, type Typed } from './every-state.ts'

const repeated = (piece: string, max: number) => [...piece.repeat(max)].slice(0, max).join('')

const LONGEST: Readonly<Record<string, Typed>> = {
  plain: PLAIN,
  'astral characters': { summary: repeated('𝕏', 120), body: repeated('𝕏', 3000), name: repeated('𝕏', 60) },
  'characters that are escaped': {
    summary: repeated('&<>', 120),
    body: repeated('&<>', 3000),
    name: repeated('&', 60),
  },
  'a line each': { summary: repeated('a\n', 120), body: repeated('>\n', 3000), name: repeated('*\n', 60) },
  'one long word': { summary: repeated('a', 120), body: repeated('a', 3000), name: repeated('a', 60) },
  'quotations of links': {
    summary: repeated('`https://', 120),
    body: repeated('>https://a.b/c_d\n\n', 3000),
    name: repeated('<!here> ', 60),
  },
  'nothing to see': { summary: repeated('\u202e', 120), body: repeated(' \n', 3000), name: repeated('\u200f', 60) },
}

describe('every message of every state is within Slack’s limits', () => {
  for (const locale of LOCALES) {
    for (const [name, typed] of Object.entries(LONGEST)) {
      it(`in ${locale}, with ${name} at the longest that a form allows`, () => {
        for (const { name: which, content } of everyMessage(typed, locale)) {
          expect(validateMessage(content), which).toEqual([])
          const size = messageSize(content.blocks)
          expect(size.textCharacters, which).toBeLessThanOrEqual(advisedMessageSize.textCharacters)
          expect(size.jsonCharacters, which).toBeLessThanOrEqual(advisedMessageSize.jsonCharacters)
          expect([...content.text].length, which).toBeLessThanOrEqual(250)
        }
      })
    }
  }
})
