import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../../src/domain/language.ts'
import { everyMessage, shownText, type Typed } from './every-state.ts'

const HOSTILE: Typed = {
  summary: '<!channel> *hi* <@U1> secret-summary',
  body: '<!here> <@U2> <https://evil.example|press> http://evil.example secret-body\n> quoted\n```x```',
  name: '<!subteam^S1> _n_ <@U3> `x`',
}

/** What our own presenters may put between angle brackets. */
const OURS = /<(?:@U0[A-Z0-9]+|#C0[A-Z0-9]+|!date\^\d+\^[^|<>]+\|[^|<>]+)>/g

describe('a hostile summary notifies nobody', () => {
  for (const locale of LOCALES) {
    const messages = everyMessage(HOSTILE, locale)

    it(`in ${locale}: nothing that people wrote is a mention, a link or a broadcast`, () => {
      for (const { name, content } of messages) {
        for (const text of [content.text, shownText(content)]) {
          const withoutOurs = text.replace(OURS, '')
          expect(withoutOurs, name).not.toMatch(/[<>](?! )|<|&(?!amp;|lt;|gt;)/)
          expect(withoutOurs, name).not.toMatch(/https?:\/\//)
        }
      }
    })

    it(`in ${locale}: previews tell nothing that people wrote`, () => {
      for (const { name, content } of messages) {
        expect(content.text, name).not.toMatch(/secret|evil|quoted|subteam|channel>|\*/)
      }
    })

    it(`in ${locale}: only ids of those who must act are mentioned, never the owner of a card`, () => {
      for (const { name, content } of messages) {
        const mentions = `${content.text}\n${shownText(content)}`.match(/<@[^>]*>/g) ?? []
        expect(new Set(mentions).size, name).toBeLessThanOrEqual(name.startsWith('line') ? 1 : 0)
      }
    })

    it(`in ${locale}: nothing of Slack’s is linked or unfurled by itself`, () => {
      for (const { name, content } of messages) {
        const json = JSON.stringify(content.blocks)
        expect(json.match(/"type":"mrkdwn"/g)?.length, name).toBe(json.match(/"verbatim":true/g)?.length)
      }
    })
  }
})

describe('what is restricted', () => {
  for (const locale of LOCALES) {
    it(`in ${locale}: a restricted card shows number, severity, deadline and 🔒, whatever the view holds`, () => {
      const cards = everyMessage({ summary: 'word-a', body: 'word-b', name: 'word-c' }, locale).filter((one) =>
        one.name.startsWith('restricted card'),
      )
      expect(cards.length).toBeGreaterThan(30)
      for (const { name, content } of cards) {
        const shown = `${content.text}\n${shownText(content)}`
        expect(shown, name).toMatch(/🔒/)
        expect(shown, name).not.toMatch(/word-|press|prensa|content|contenido|ESC-(?!999999999)/i)
      }
    })

    it(`in ${locale}: a restricted page shows nothing of what it is about, only “View” does`, () => {
      const pages = everyMessage({ summary: 'word-a', body: 'word-b', name: 'word-c' }, locale).filter(
        (one) => one.name.startsWith('page ') && shownText(one.content).includes('🔒'),
      )
      expect(pages.length).toBeGreaterThan(20)
      for (const { name, content } of pages) {
        const shown = `${content.text}\n${shownText(content)}`
        expect(shown, name).not.toMatch(/word-[ab]|press|prensa|content|contenido/i)
      }
    })

    it(`in ${locale}: the preview of anything restricted is severity, number and deadline or state`, () => {
      const all = everyMessage({ summary: 'word-a', body: 'word-b', name: 'word-c' }, locale)
      const restricted = all.filter((one) => shownText(one.content).includes('🔒') && !one.name.startsWith('bundle'))
      for (const { name, content } of restricted) {
        expect(content.text, name).toMatch(/^SEV[1-4] · ESC-999999999( · |$)/)
        expect(content.text, name).not.toMatch(/word-|press|prensa|🔒/)
        expect(content.text, name).not.toMatch(/contenido|content/)
      }
    })
  }
})
