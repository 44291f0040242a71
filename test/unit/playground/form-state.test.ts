import { describe, expect, it } from 'vitest'
import {
  carriedState,
  clientErrors,
  initialState,
  inputsOf,
  isUntouchedPrefill,
  soundState,
} from '../../../src/playground/form-state.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value), value })
const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: id, ...element },
  ...more,
})

describe('a form’s state as Slack’s client holds it', () => {
  it('starts with null for empty inputs, with a list for what takes several, and with what was prefilled', () => {
    const state = initialState([
      input('text', { type: 'plain_text_input' }),
      input('prefilled', { type: 'plain_text_input', initial_value: 'hello' }),
      input('choice', { type: 'static_select', options: [option('a')] }),
      input('boxes', { type: 'checkboxes', options: [option('a')] }),
      input('people', { type: 'multi_users_select' }),
      { type: 'section', block_id: 's', text: plain('s'), accessory: { type: 'datepicker', action_id: 'day' } },
      { type: 'actions', block_id: 'a', elements: [{ type: 'button', action_id: 'b', text: plain('b') }] },
    ])
    expect(state).toEqual({
      text: { text: { type: 'plain_text_input', value: null } },
      prefilled: { prefilled: { type: 'plain_text_input', value: 'hello' } },
      choice: { choice: { type: 'static_select', selected_option: null } },
      boxes: { boxes: { type: 'checkboxes', selected_options: [] } },
      people: { people: { type: 'multi_users_select', selected_users: [] } },
      s: { day: { type: 'datepicker', selected_date: null } },
    })
  })

  it('keeps what was typed across a redraw with the same ids, whatever the new initial value', () => {
    const typed = { summary: { summary: { type: 'plain_text_input', value: 'mine' } } }
    const again = [input('summary', { type: 'plain_text_input', initial_value: 'theirs' })]
    expect(carriedState(typed, again)).toEqual(typed)
  })

  it('starts anew where the block or action id changed', () => {
    const typed = { summary: { summary: { type: 'plain_text_input', value: 'mine' } } }
    const other = [input('summary2', { type: 'plain_text_input', initial_value: 'theirs' })]
    expect(carriedState(typed, other)).toEqual({
      summary2: { summary2: { type: 'plain_text_input', value: 'theirs' } },
    })
  })

  it('drops a choice that the redrawn menu no longer offers', () => {
    const chosen = { kind: { kind: { type: 'static_select', selected_option: option('old') } } }
    const menu = [input('kind', { type: 'static_select', options: [option('new')] })]
    expect(carriedState(chosen, menu)).toEqual({ kind: { kind: { type: 'static_select', selected_option: null } } })
  })

  it('sends null for a text that was emptied, and nothing for inputs that aren’t there', () => {
    const blocks = [input('summary', { type: 'plain_text_input' })]
    const given = { summary: { summary: { type: 'plain_text_input', value: '' } }, gone: { gone: { value: 'x' } } }
    expect(soundState(given, blocks)).toEqual({ summary: { summary: { type: 'plain_text_input', value: null } } })
  })

  it('knows which prefilled inputs nobody has touched', () => {
    const [prefilled] = inputsOf([input('a', { type: 'plain_text_input', initial_value: 'hello' })])
    const [empty] = inputsOf([input('a', { type: 'plain_text_input' })])
    if (!prefilled || !empty) throw new Error('no inputs')
    expect(isUntouchedPrefill(prefilled, { type: 'plain_text_input', value: 'hello' })).toBe(true)
    expect(isUntouchedPrefill(prefilled, { type: 'plain_text_input', value: 'hello!' })).toBe(false)
    expect(isUntouchedPrefill(empty, { type: 'plain_text_input', value: null })).toBe(false)
  })
})

describe('what the client refuses before the app is asked', () => {
  const refusalOf = (element: object, value: object, more: object = {}) =>
    clientErrors({ in: { in: { type: 'any', ...value } } }, [input('in', element, more)])

  it.each([
    ['a required input that is empty', { type: 'plain_text_input' }, { value: null }],
    ['a required menu without a choice', { type: 'static_select' }, { selected_option: null }],
    ['too short a text', { type: 'plain_text_input', min_length: 5 }, { value: 'four' }],
    ['too long a text, in characters', { type: 'plain_text_input', max_length: 2 }, { value: '👩👩👩' }],
    ['a number below the least', { type: 'number_input', min_value: '3' }, { value: '2' }],
    ['no number', { type: 'number_input' }, { value: 'two' }],
    ['no address', { type: 'url_text_input' }, { value: 'not a url' }],
    [
      'more choices than allowed',
      { type: 'multi_users_select', max_selected_items: 1 },
      { selected_users: ['U1', 'U2'] },
    ],
  ])('%s', (_, element, value) => {
    expect(Object.keys(refusalOf(element, value))).toEqual(['in'])
  })

  it('asks nothing of an optional input that is empty', () => {
    expect(refusalOf({ type: 'plain_text_input' }, { value: null }, { optional: true })).toEqual({})
  })
})
