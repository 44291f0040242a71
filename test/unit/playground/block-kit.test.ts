import { describe, expect, it } from 'vitest'
import { messageSize, validateBlocks, validateMessage, validateView } from '../../../src/playground/block-kit.ts'

const x = (length: number) => 'x'.repeat(length)
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const option = (value: string, text = value) => ({ text: plain(text), value })
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`))
const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more })
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('hello'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element: { action_id: 'in', ...element },
  ...more,
})
const typed = (more: object = {}) => ({ type: 'plain_text_input', action_id: 'in', ...more })
const select = (more: object = {}) => ({ type: 'static_select', action_id: 'in', options: options(2), ...more })
const modal = (blocks: readonly object[], more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
  ...more,
})
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))
const chart = (more: object = {}) => ({
  type: 'data_visualization',
  title: 'Open',
  chart: {
    type: 'bar',
    axis_config: { categories: ['Mon'] },
    series: [{ name: 'sev1', data: [{ label: 'Mon', value: 1 }] }],
    ...more,
  },
})

const inMessage = (block: object) => validateBlocks([block]).map((problem) => problem.path)
const inModal = (block: object) => validateView(modal([block])).map((problem) => problem.path)

/** Each row: what is limited, the largest that is accepted, one more than that, and where the problem is reported. */
const limits: readonly (readonly [name: string, at: object, over: object, path: string])[] = [
  ['a section’s text: 3000', section({ text: mrkdwn(x(3000)) }), section({ text: mrkdwn(x(3001)) }), '/text/text'],
  [
    'a section’s fields: 10',
    { type: 'section', fields: many(10, () => mrkdwn('f')) },
    { type: 'section', fields: many(11, () => mrkdwn('f')) },
    '/fields',
  ],
  [
    'a field: 2000',
    { type: 'section', fields: [mrkdwn(x(2000))] },
    { type: 'section', fields: [mrkdwn(x(2001))] },
    '/fields/0/text',
  ],
  ['a header: 150', { type: 'header', text: plain(x(150)) }, { type: 'header', text: plain(x(151)) }, '/text/text'],
  [
    'a context’s elements: 10',
    { type: 'context', elements: many(10, () => mrkdwn('c')) },
    { type: 'context', elements: many(11, () => mrkdwn('c')) },
    '/elements',
  ],
  [
    'an actions block’s elements: 25',
    actions(...many(25, (n) => button({ action_id: `a${n}` }))),
    actions(...many(26, (n) => button({ action_id: `a${n}` }))),
    '/elements',
  ],
  [
    'a button’s text: 75',
    actions(button({ text: plain(x(75)) })),
    actions(button({ text: plain(x(76)) })),
    '/elements/0/text/text',
  ],
  [
    'a button’s value: 2000',
    actions(button({ value: x(2000) })),
    actions(button({ value: x(2001) })),
    '/elements/0/value',
  ],
  ['a button’s url: 3000', actions(button({ url: x(3000) })), actions(button({ url: x(3001) })), '/elements/0/url'],
  [
    'a button’s accessibility label: 75',
    actions(button({ accessibility_label: x(75) })),
    actions(button({ accessibility_label: x(76) })),
    '/elements/0/accessibility_label',
  ],
  [
    'an action_id: 255',
    actions(button({ action_id: x(255) })),
    actions(button({ action_id: x(256) })),
    '/elements/0/action_id',
  ],
  ['a block_id: 255', section({ block_id: x(255) }), section({ block_id: x(256) }), '/block_id'],
  [
    'a select’s options: 100',
    section({ accessory: select({ options: options(100) }) }),
    section({ accessory: select({ options: options(101) }) }),
    '/accessory/options',
  ],
  [
    'a placeholder: 150',
    section({ accessory: select({ placeholder: plain(x(150)) }) }),
    section({ accessory: select({ placeholder: plain(x(151)) }) }),
    '/accessory/placeholder/text',
  ],
  [
    'an option’s text: 75',
    section({ accessory: select({ options: [option('a', x(75))] }) }),
    section({ accessory: select({ options: [option('a', x(76))] }) }),
    '/accessory/options/0/text/text',
  ],
  [
    'an option’s value: 150',
    section({ accessory: select({ options: [option(x(150), 'a')] }) }),
    section({ accessory: select({ options: [option(x(151), 'a')] }) }),
    '/accessory/options/0/value',
  ],
  [
    'an option’s description: 75',
    section({ accessory: select({ options: [{ ...option('a'), description: plain(x(75)) }] }) }),
    section({ accessory: select({ options: [{ ...option('a'), description: plain(x(76)) }] }) }),
    '/accessory/options/0/description/text',
  ],
  [
    'an overflow menu: 5',
    section({ accessory: { type: 'overflow', action_id: 'o', options: options(5) } }),
    section({ accessory: { type: 'overflow', action_id: 'o', options: options(6) } }),
    '/accessory/options',
  ],
  [
    'checkboxes: 10',
    section({ accessory: { type: 'checkboxes', action_id: 'o', options: options(10) } }),
    section({ accessory: { type: 'checkboxes', action_id: 'o', options: options(11) } }),
    '/accessory/options',
  ],
  [
    'radio buttons: 10',
    section({ accessory: { type: 'radio_buttons', action_id: 'o', options: options(10) } }),
    section({ accessory: { type: 'radio_buttons', action_id: 'o', options: options(11) } }),
    '/accessory/options',
  ],
  [
    'a confirmation’s title: 100',
    actions(button({ confirm: confirm({ title: plain(x(100)) }) })),
    actions(button({ confirm: confirm({ title: plain(x(101)) }) })),
    '/elements/0/confirm/title/text',
  ],
  [
    'a confirmation’s text: 300',
    actions(button({ confirm: confirm({ text: plain(x(300)) }) })),
    actions(button({ confirm: confirm({ text: plain(x(301)) }) })),
    '/elements/0/confirm/text/text',
  ],
  [
    'a confirmation’s buttons: 30',
    actions(button({ confirm: confirm({ deny: plain(x(30)) }) })),
    actions(button({ confirm: confirm({ deny: plain(x(31)) }) })),
    '/elements/0/confirm/deny/text',
  ],
  [
    'an image’s alternative text: 2000',
    { type: 'image', image_url: 'http://127.0.0.1/a.png', alt_text: x(2000) },
    { type: 'image', image_url: 'http://127.0.0.1/a.png', alt_text: x(2001) },
    '/alt_text',
  ],
  [
    'a table’s rows: 100',
    { type: 'table', rows: many(100, () => [{ type: 'raw_text', text: 'c' }]) },
    { type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'c' }]) },
    '/rows',
  ],
  [
    'a row’s cells: 20',
    { type: 'table', rows: [many(20, () => ({ type: 'raw_text', text: 'c' }))] },
    { type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'c' }))] },
    '/rows/0',
  ],
  [
    'a chart’s series: 6',
    chart({ series: many(6, (n) => ({ name: `s${n}`, data: [{ label: 'Mon', value: n }] })) }),
    chart({ series: many(7, (n) => ({ name: `s${n}`, data: [{ label: 'Mon', value: n }] })) }),
    '/chart/series',
  ],
]

function confirm(more: object) {
  return { title: plain('Sure?'), text: plain('Really'), confirm: plain('Yes'), deny: plain('No'), ...more }
}

describe('limits of a message’s blocks', () => {
  it.each(limits)('%s', (_, at, over, path) => {
    expect(inMessage(at)).toEqual([])
    expect(inMessage(over)).toEqual([`/blocks/0${path}`])
  })

  it('counts characters as a reader does, not as UTF-16 does', () => {
    expect(inMessage({ type: 'header', text: plain('👩'.repeat(150)) })).toEqual([])
    expect(inMessage({ type: 'header', text: plain('👩'.repeat(151)) })).toEqual(['/blocks/0/text/text'])
  })

  it('a message holds 50 blocks, a modal and Home 1 to 100', () => {
    expect(validateBlocks(many(50, () => section()))).toEqual([])
    expect(validateBlocks(many(51, () => section()))).toHaveLength(1)
    expect(validateView(modal(many(100, () => section())))).toEqual([])
    expect(validateView(modal(many(101, () => section())))).toHaveLength(1)
    expect(validateView({ type: 'home', blocks: [] })).toHaveLength(1)
  })

  it('all blocks’ text together is refused above 13,000 characters', () => {
    const blocks = many(5, () => section({ text: mrkdwn(x(2600)) }))
    expect(validateBlocks(blocks)).toEqual([])
    expect(validateBlocks([...blocks, section({ text: mrkdwn('x') })])).toMatchObject([{ code: 'msg_blocks_too_long' }])
    expect(messageSize(blocks).textCharacters).toBe(13_000)
  })
})

describe('what Slack refuses in blocks', () => {
  const refusals: readonly (readonly [name: string, block: object, path: string])[] = [
    ['a block that it doesn’t know', { type: 'carousel', elements: [] }, '/type'],
    ['an element that it doesn’t know', actions({ type: 'slider', action_id: 's' }), '/elements/0/type'],
    ['an element in the wrong place', actions(typed()), '/elements/0/type'],
    [
      'a date and time beside a section',
      section({ accessory: { type: 'datetimepicker', action_id: 'd' } }),
      '/accessory/type',
    ],
    ['a property that it doesn’t know', section({ colour: 'red' }), ''],
    ['empty text', section({ text: mrkdwn('') }), '/text/text'],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn('h') }, '/text/type'],
    ['mrkdwn on a button', actions(button({ text: mrkdwn('b') })), '/elements/0/text/type'],
    ['a section without text and fields', { type: 'section' }, ''],
    ['an image without alternative text', { type: 'image', image_url: 'http://127.0.0.1/a.png' }, '/alt_text'],
    [
      'an initial option that differs in its text',
      section({ accessory: select({ initial_option: option('o0', 'other') }) }),
      '/accessory/initial_option',
    ],
    ['options and groups at once', section({ accessory: select({ option_groups: [] }) }), '/accessory'],
    [
      'a number given as a number',
      input({ type: 'number_input', is_decimal_allowed: false, min_value: 1 }),
      '/element/min_value',
    ],
    [
      'a number input that doesn’t say whether decimals are allowed',
      input({ type: 'number_input' }),
      '/element/is_decimal_allowed',
    ],
    [
      'a date and time in milliseconds',
      input({ type: 'datetimepicker', initial_date_time: 1_700_000_000_000 }),
      '/element/initial_date_time',
    ],
    ['a max_length above 3000', input(typed({ max_length: 3001 })), '/element/max_length'],
    [
      'an initial value longer than max_length',
      input(typed({ max_length: 3, initial_value: 'four' })),
      '/element/initial_value',
    ],
    ['eleven files', input({ type: 'file_input', max_files: 11 }), '/element/max_files'],
  ]
  it.each(refusals)('%s', (_, block, path) => {
    expect(inModal(block)).toContain(`/blocks/0${path}`)
  })

  it('the same block_id twice, and the same action_id twice in a block', () => {
    expect(validateBlocks([section({ block_id: 'a' }), section({ block_id: 'a' })])).toHaveLength(1)
    expect(validateBlocks([actions(button(), button())])).toHaveLength(1)
    expect(validateBlocks([actions(button()), actions(button())])).toEqual([])
  })

  it('a chart series that leaves a category out, a second table, a third chart', () => {
    const gap = chart({ axis_config: { categories: ['Mon', 'Tue'] } })
    expect(inMessage(gap)).toEqual(['/blocks/0/chart/series/0/data'])
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'c' }]] }
    expect(validateBlocks([table, table])).toHaveLength(1)
    expect(validateBlocks([chart(), chart()])).toEqual([])
    expect(validateBlocks([chart(), chart(), chart()])).toHaveLength(1)
  })

  it('tables, charts and markdown outside messages', () => {
    for (const block of [
      { type: 'markdown', text: 'm' },
      chart(),
      { type: 'table', rows: [[{ type: 'raw_text', text: 'c' }]] },
    ]) {
      expect(inMessage(block)).toEqual([])
      expect(inModal(block)).toEqual(['/blocks/0'])
    }
  })
})

describe('views', () => {
  it.each([
    ['title', 24],
    ['submit', 24],
    ['close', 24],
  ])('%s holds %i characters', (key, limit) => {
    expect(validateView(modal([section()], { [key]: plain(x(limit)) }))).toEqual([])
    expect(validateView(modal([section()], { [key]: plain(x(limit + 1)) }))).toMatchObject([{ path: `/${key}/text` }])
  })

  it.each([
    ['private_metadata', 3000],
    ['callback_id', 255],
    ['external_id', 255],
  ])('%s holds %i characters', (key, limit) => {
    expect(validateView(modal([section()], { [key]: x(limit) }))).toEqual([])
    expect(validateView(modal([section()], { [key]: x(limit + 1) }))).toMatchObject([{ path: `/${key}` }])
  })

  it('a modal with an input needs a submit button', () => {
    expect(validateView({ type: 'modal', title: plain('T'), blocks: [input(typed())] })).toMatchObject([
      { path: '/submit' },
    ])
    expect(validateView({ type: 'home', blocks: [input(typed())] })).toEqual([])
  })

  it('one element at most has the focus', () => {
    const focused = (id: string) => input(typed({ action_id: id, focus_on_load: true }), { block_id: id })
    expect(validateView(modal([focused('a')]))).toEqual([])
    expect(validateView(modal([focused('a'), focused('b')]))).toMatchObject([
      { path: '/blocks/1/element/focus_on_load' },
    ])
  })

  it('is at most 250 KB', () => {
    const heavy = many(90, () => section({ text: mrkdwn(x(2900)) }))
    expect(validateView(modal(heavy))).toMatchObject([{ code: 'view_too_large' }])
  })
})

describe('a message', () => {
  it('always has a text for notifications and screen readers', () => {
    expect(validateMessage({ blocks: [section()] })).toMatchObject([{ code: 'no_text' }])
    expect(validateMessage({ text: 'hello', blocks: [section()] })).toEqual([])
  })

  it('has a text that can still be edited', () => {
    expect(validateMessage({ text: x(4000) })).toEqual([])
    expect(validateMessage({ text: x(4001) })).toMatchObject([{ code: 'msg_too_long' }])
  })
})
