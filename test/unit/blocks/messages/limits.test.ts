import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../../src/domain/language.ts'
import { advisedMessageSize, messageSize, validateMessage } from '../../../../src/playground/block-kit.ts'
import { everyMessage, PLAIN, type Rendered, type Typed } from './every-state.ts'

/** Thousands of messages at their longest: a busy machine takes its time. */
const PATIENCE_MS = 60_000

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

/** Everything that is wrong with one message, in words. */
function problemsOf({ name, content }: Rendered): readonly string[] {
  const size = messageSize(content.blocks)
  return [
    ...validateMessage(content).map((problem) => `${name}: ${problem.path} ${problem.message}`),
    ...(size.textCharacters > advisedMessageSize.textCharacters ? [`${name}: ${size.textCharacters} of text`] : []),
    ...(size.jsonCharacters > advisedMessageSize.jsonCharacters ? [`${name}: ${size.jsonCharacters} of JSON`] : []),
    ...([...content.text].length > 250 ? [`${name}: a preview of ${[...content.text].length}`] : []),
  ]
}

describe('every message of every state is within Slack’s limits', () => {
  for (const [name, typed] of Object.entries(LONGEST)) {
    it(`in each language, with ${name} at the longest that a form allows`, { timeout: PATIENCE_MS }, () => {
      const messages = LOCALES.flatMap((locale) => everyMessage(typed, locale))
      expect(messages.length).toBeGreaterThan(900)
      expect(messages.flatMap(problemsOf)).toEqual([])
    })
  }

  it('and the judge does refuse what is beyond them', () => {
    const [first] = everyMessage(PLAIN, 'en')
    if (first === undefined) throw new Error('no message')
    const tooLong = { type: 'section', text: { type: 'mrkdwn', text: 'a'.repeat(3001) } } as const
    const content = { text: first.content.text, blocks: [...first.content.blocks, tooLong] }
    expect(problemsOf({ ...first, content })).not.toEqual([])
  })
})
