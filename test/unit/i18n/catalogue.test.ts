import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '../../../src/domain/language.ts'
import { catalogueOf } from '../../../src/i18n/catalogue.ts'
import { laidOver } from '../../../src/i18n/overlay.ts'

/**
 * Stands for any argument of a sentence: as text it is `x`, as a number 2, and any fact asked of it is itself again.
 * So every sentence can be said without knowing what it is about.
 */
const anything: unknown = new Proxy(() => 'x', {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 2 : 'x')
    if (key === Symbol.iterator) return undefined
    if (key === 'length') return 1
    return key in String.prototype
      ? Reflect.get(String.prototype, key).bind('x')
      : Reflect.get({ target: anything }, 'target')
  },
})

interface Line {
  readonly path: string
  readonly text: string
}

/** Every line of a catalogue, said. */
function linesOf(value: unknown, path = ''): readonly Line[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value === 'function') {
    const said: unknown = value(anything, anything, anything)
    return linesOf(said, path)
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, path === '' ? key : `${path}.${key}`))
}

const linesIn = (locale: Locale) => linesOf(catalogueOf(locale))

/** The same in both languages, and meant to be. */
const ALIKE = new Set([
  'messages.button.aloud',
  'messages.button.no',
  'screens.reading.notice.title',
  'words.timeline.actorJob',
])

describe('the catalogues', () => {
  it('have the same lines in each language, none of them empty', () => {
    const english = linesIn('en')
    expect(english.length).toBeGreaterThan(450)
    for (const locale of LOCALES) {
      const lines = linesIn(locale)
      expect(lines.map((line) => line.path)).toEqual(english.map((line) => line.path))
      expect(lines.filter((line) => line.text.trim() === '')).toEqual([])
    }
  })

  it('never say the same in English and Spanish by accident', () => {
    const spanish = new Map(linesIn('es').map((line) => [line.path, line.text]))
    const alike = linesIn('en').filter((line) => {
      const words = line.text.replace(/\bx\b|undefined|[^\p{L}]/gu, '')
      return words.length > 1 && spanish.get(line.path) === line.text && !ALIKE.has(line.path)
    })
    expect(alike).toEqual([])
  })

  for (const locale of ['es', 'es-ES'] as const) {
    it(`in ${locale} open what they close, and wear their accents`, () => {
      for (const { path, text } of linesIn(locale)) {
        expect(text.match(/¿/g)?.length, path).toBe(text.match(/\?/g)?.length)
        expect(text.match(/¡/g)?.length, path).toBe(text.match(/!/g)?.length)
        // Words that no Spanish text has without their accent.
        expect(text, path).not.toMatch(
          /(?<!\p{L})(?:\p{L}+(?:cion|sion)|dias?|aqui|alli|asi|aun|despues|numero|proxim[ao]|ultim[ao]|nadie mas|segun|ademas)(?!\p{L})/iu,
        )
        expect(text, path).not.toMatch(
          /\bticket|\bincidente|\bagente\b|\breportero|\bpriorit?dad|\baviso|\bnotificaci/i,
        )
      }
    })
  }

  it('in English keep to the house’s words', () => {
    for (const { path, text } of linesIn('en')) {
      expect(text, path).not.toMatch(
        /\b(?:ticket|incident|assignee|expired|priority|urgency|notification|reporter|rota)\b/i,
      )
    }
  })

  it('of Spain are those of Latin America but for a few words', () => {
    const american = new Map(linesIn('es').map((line) => [line.path, line.text]))
    const differing = linesIn('es-ES').filter((line) => american.get(line.path) !== line.text)
    expect(differing.map((line) => line.text)).toContain('festivo')
    expect(differing.map((line) => line.text)).toContain('Añadir información')
    expect(differing.filter((line) => /agreg/i.test(line.text))).toEqual([])
    expect(linesIn('es-ES').filter((line) => /agreg|feriado/i.test(line.text))).toEqual([])
    expect(differing.length).toBeLessThan(10)
  })
})

describe('an overlay', () => {
  it('changes what it names, at any depth, and nothing of what it lies on', () => {
    const base = { a: 'one', b: { c: 'two', d: (n: number) => `${n}` } }
    const laid = laidOver(base, { b: { d: (n: number) => `${n}!` } })
    expect([laid.a, laid.b.c, laid.b.d(1)]).toEqual(['one', 'two', '1!'])
    expect(base.b.d(1)).toBe('1')
  })
})
