/** What a form on the playground's page holds, across redraws, and what it refuses by itself. */
import { describe, expect, test } from 'vitest'

const page = new URL('../../../src/playground/page/', import.meta.url)
const { carryOver, problemsOf } = await import(new URL('kit/state.mjs', page).href)
const { wordsFor } = await import(new URL('words.mjs', page).href)

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
const textBlock = (extra = {}, element = {}) => ({
  type: 'input',
  block_id: 'b',
  label: { type: 'plain_text', text: 'Words' },
  element: { type: 'plain_text_input', action_id: 'a', ...element },
  ...extra,
})
const selectBlock = (values: string[], initial?: string) => ({
  type: 'input',
  block_id: 's',
  element: {
    type: 'static_select',
    action_id: 'a',
    options: values.map(option),
    ...(initial ? { initial_option: option(initial) } : {}),
  },
})
const typed = { b: { a: { type: 'plain_text_input', value: 'typed' } } }

describe('a redraw', () => {
  test('keeps what was typed where block and action stay the same, whatever initial value comes now', () => {
    expect(carryOver([textBlock({}, { initial_value: 'given' })], typed)).toEqual(typed)
  })

  test('forgets what was typed where the block, the action or the type is another', () => {
    const fresh = { type: 'plain_text_input', value: null }
    expect(carryOver([textBlock({ block_id: 'c' })], typed)).toEqual({ c: { a: fresh } })
    expect(carryOver([textBlock({}, { action_id: 'z' })], typed)).toEqual({ b: { z: fresh } })
    expect(carryOver([textBlock({}, { type: 'number_input' })], typed)).toEqual({
      b: { a: { type: 'number_input', value: null } },
    })
  })

  test('falls back to the initial option once the chosen one is gone', () => {
    const chosen = { s: { a: { type: 'static_select', selected_option: option('x') } } }
    expect(carryOver([selectBlock(['x', 'y'], 'y')], chosen)).toEqual(chosen)
    expect(carryOver([selectBlock(['y'], 'y')], chosen).s.a.selected_option).toEqual(option('y'))
  })

  test('holds no value for what has none: buttons and overflow menus', () => {
    const actions = {
      type: 'actions',
      block_id: 'x',
      elements: [
        { type: 'button', action_id: 'go' },
        { type: 'overflow', action_id: 'o' },
      ],
    }
    expect(carryOver([actions], {})).toEqual({})
  })
})

describe('before the bot is asked', () => {
  const words = wordsFor('en-GB')
  const held = (value: string | null, type = 'plain_text_input') => ({ b: { a: { type, value } } })

  test('a required field that is empty is named; an optional one is not', () => {
    expect(problemsOf([textBlock()], held(null), words)).toEqual({ b: words.required })
    expect(problemsOf([textBlock({ optional: true })], held(null), words)).toEqual({})
  })

  test('length is counted in characters as people count them', () => {
    const block = textBlock({}, { max_length: 2 })
    expect(problemsOf([block], held('🔒🔒'), words)).toEqual({})
    expect(problemsOf([block], held('🔒🔒🔒'), words)).toEqual({ b: words.tooLong(2) })
  })

  test.each([
    ['email_text_input', 'nobody', 'a@b.example'],
    ['url_text_input', 'example', 'https://example.com'],
    ['number_input', 'three', '3.5'],
  ])('%s refuses %s and takes %s', (type, bad, good) => {
    const block = textBlock({}, { type })
    expect(Object.keys(problemsOf([block], held(bad, type), words))).toEqual(['b'])
    expect(problemsOf([block], held(good, type), words)).toEqual({})
  })
})

test('a locale of any Spanish reads the page in Spanish, the rest in English', () => {
  expect(wordsFor('es-LA').send).toBe('Enviar')
  expect(wordsFor('en-US').send).toBe('Send')
  expect(wordsFor('fr-FR').send).toBe('Send')
})
