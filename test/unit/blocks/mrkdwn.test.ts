import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  channelLink,
  clip,
  dateToken,
  defang,
  harmlessLine,
  mention,
  nameOf,
  userCode,
  userLine,
  userQuote,
  userText,
} from '../../../src/slack/blocks/mrkdwn.ts'

interface Node {
  readonly t: string
  readonly text?: string
  readonly kids?: readonly Node[]
}
const parserPath = new URL('../../../src/playground/page/format/mrkdwn.mjs', import.meta.url).href
const { parseMrkdwn }: { parseMrkdwn: (source: string) => readonly Node[] } = await import(parserPath)

/** Text as a person may type it: words among everything that means something to Slack. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('*', '_', '~', '`', '```', '>', '<', '&', ' ', '\n', ':', ':skull:', '<!channel>', '<@U1>', 'a'),
      fc.constantFrom('&lt;!here&gt;', '<https://x|y>', '<!date^0^{time}|x>', '\u202e', '\r', '𝕏', 'é', '•', '1', '('),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

describe('what people write', () => {
  it('comes out as literal text: nothing is styled, linked, quoted, mentioned or turned into an emoji', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        for (const shown of [userLine(typed), userText(typed)]) {
          expect(parseMrkdwn(shown).filter((node) => node.t !== 'text' && node.t !== 'br')).toEqual([])
        }
        const quoted = parseMrkdwn(userQuote(typed))
        expect(quoted.map((node) => node.t)).toEqual(['quote'])
        expect(quoted[0]?.kids?.filter((node) => node.t !== 'text' && node.t !== 'br')).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('between words of ours stays literal as well', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const nodes = parseMrkdwn(
          `*Update* from ${nameOf({ name: typed })}: *done* (${userLine(typed)}) · «${userLine(typed)}»`,
        )
        expect(nodes.filter((node) => node.t === 'bold')).toHaveLength(2)
        expect(nodes.filter((node) => !['text', 'bold'].includes(node.t))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('in a code span can’t leave it', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const nodes = parseMrkdwn(userCode(typed))
        expect(nodes).toHaveLength(1)
        expect(['code', 'pre']).toContain(nodes[0]?.t)
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps to its budget once escaped, and cuts no character in halves', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 90 }), (typed, budget) => {
        const shown = userText(typed, budget)
        expect([...shown].length).toBeLessThanOrEqual(budget)
        expect(shown).toBe(shown.toString().replace(/\p{Cs}/gu, ''))
        expect(shown.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/)
      }),
    )
  })

  it('is harmless in the summary that SCREENS fears', () => {
    expect(userLine('<!channel> *hi* <@U1>')).toBe('&lt;!channel&gt; ∗hi∗ &lt;@U1&gt;')
  })

  it('keeps the marks inside words, so that ids can be read and copied', () => {
    expect(userLine('track_12_b 5*3 a~b')).toBe('track_12_b 5*3 a~b')
  })

  it('is one line where one line is expected', () => {
    expect(userLine('a\r\nb\u2028c\td \n e')).toBe('a b c d e')
  })

  it('can’t turn the direction of what stands beside it', () => {
    expect(userLine('a\u202eb\u2066c\u200fd\u0007e')).toBe('abcde')
  })

  it('shows links that a careless press can’t follow', () => {
    expect(userText('see https://a.b/c, HTTP://d and ftp://e or hxxps://f')).toBe(
      'see hxxps://a.b/c, hxxp://d and ftp[:]//e or hxxps://f',
    )
    fc.assert(
      fc.property(hostile, fc.constantFrom('http', 'https', 'ftp', 'HTTPS', 'x+y'), (typed, scheme) => {
        expect(defang(`${typed}${scheme}://a.b`)).not.toMatch(/(?:https?|ftp|x\+y):\/\/a/i)
      }),
    )
  })

  it('breaks words that no screen is wide enough for', () => {
    expect(
      userLine('a'.repeat(200))
        .split('\u200b')
        .map((piece) => piece.length),
    ).toEqual([80, 80, 40])
  })

  it('is cut by code points, with an ellipsis as the last of them', () => {
    expect(clip('𝕏𝕏𝕏', 3)).toBe('𝕏𝕏𝕏')
    expect(clip('𝕏𝕏𝕏𝕏', 3)).toBe('𝕏𝕏…')
    expect([...harmlessLine('𝕏'.repeat(500), 120)]).toHaveLength(120)
  })
})

describe('tokens', () => {
  it('mention by id only, never by what somebody typed', () => {
    expect(mention('U0SPECIALISTA')).toBe('<@U0SPECIALISTA>')
    expect(() => mention('!channel')).toThrow()
    expect(() => mention('U1> <!channel')).toThrow()
    expect(() => channelLink('C1|x> <!here')).toThrow()
    expect(channelLink('C0WORK')).toBe('<#C0WORK>')
  })

  it('carry an instant in whole seconds, with a fallback', () => {
    expect(dateToken(new Date('2026-11-27T08:02:59.900Z'), '{time}', '03:02')).toBe('<!date^1795766579^{time}|03:02>')
  })
})
