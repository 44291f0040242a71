import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelName, channelTopic } from '../../../../src/slack/blocks/messages/channel-name.ts'
import { reader } from './every-state.ts'

const name = (nameWords: string | null, sequence = 0, attempt = 0) =>
  channelName({ escalationId: 1042, sequence, nameWords }, attempt)

describe('a channel’s name', () => {
  it('is the number and short words, in letters that Slack allows', () => {
    expect(name('Playlist retirada, pregunta una emisora')).toBe('esc-1042-playlist-retirada-pregunta-una-emisora')
    expect(name('¿Canción de Íñigo & ß?')).toBe('esc-1042-cancion-de-inigo-ss')
  })

  it('says nothing where it is restricted, or where nothing can be said in ASCII', () => {
    expect(name(null)).toBe('esc-1042')
    expect(name('日本語 🎵')).toBe('esc-1042')
  })

  it('carries no link', () => {
    expect(name('see https://evil.example/x and www.evil.example now')).toBe('esc-1042-see-and-now')
  })

  it('after a reopening is a letter, which is never taken for a word', () => {
    expect(name('b', 0)).toBe('esc-1042')
    expect(name('Playlist', 1)).toBe('esc-1042-b')
    expect(name('Playlist', 2)).toBe('esc-1042-c')
    expect(name(null, 26)).toBe('esc-1042-ba')
  })

  it('gets a number where somebody else holds it', () => {
    expect(name('Playlist', 0, 1)).toBe('esc-1042-playlist-2')
    expect(name(null, 0, 1)).toBe('esc-1042-2')
    expect(name('Playlist', 1, 2)).toBe('esc-1042-b-3')
  })

  it('is always known as ours: esc-<number>, alone or followed by “-”, at most 80 characters', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.option(fc.string({ unit: 'grapheme', maxLength: 120 })),
        fc.nat(60),
        fc.nat(20),
        (escalationId, nameWords, sequence, attempt) => {
          const made = channelName({ escalationId, sequence, nameWords }, attempt)
          expect(made).toMatch(/^[a-z0-9-]{1,80}$/)
          expect(made === `esc-${escalationId}` || made.startsWith(`esc-${escalationId}-`)).toBe(true)
          expect(made).not.toMatch(/--|-$/)
        },
      ),
    )
  })
})

describe('a channel’s topic', () => {
  const topic = (owner: string | null, locale: 'en' | 'es' = 'en') =>
    channelTopic(
      { id: 1042, severity: 'sev1', owner: owner === null ? null : { id: 'U1', name: owner } },
      reader(locale),
    )

  it('is severity, owner, number, and nothing that changes more often', () => {
    expect(topic('Specialist B')).toBe('sev1 · Specialist B · ESC-1042')
    expect(topic(null)).toBe('sev1 · unclaimed · ESC-1042')
    expect(topic(null, 'es')).toBe('sev1 · sin responsable · ESC-1042')
  })

  it('fits 250 characters and carries no token', () => {
    expect([...topic('𝕏'.repeat(400))].length).toBeLessThanOrEqual(250)
    expect(topic('<!channel> & <@U1>')).toBe('sev1 · ‹!channel› + ‹@U1› · ESC-1042')
  })
})
