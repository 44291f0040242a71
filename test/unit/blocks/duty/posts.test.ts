import { describe, expect, test } from 'vitest'
import type { CallView, PostView, UnconfirmedView } from '../../../../src/domain/oncall/post-views.ts'
import { validateMessage, validateView } from '../../../../src/playground/block-kit.ts'
import {
  chooseOpenModal,
  dutyCall,
  dutyPost,
  dutyPostInMyTime,
  dutyUnconfirmed,
} from '../../../../src/slack/blocks/duty/post.ts'
import { READERS, type Text, WORST_TEXTS } from '../screens/samples.ts'

const HOUR_MS = 3_600_000
const BEGINS = Date.parse('2026-11-27T17:00:00Z')
const hours = (from: number, to: number) => ({
  start: new Date(BEGINS + from * HOUR_MS),
  end: new Date(BEGINS + to * HOUR_MS),
})
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

/** A fortnight of hourly handoffs between crowds. */
function post(text: Text, over: Partial<PostView> = {}): PostView {
  const people = many(12, (index) => ({ id: `U0${index}`, name: text(60), isConfirmed: index % 2 === 0 }))
  return {
    postId: 999_999_999,
    kind: 'holiday',
    schedule: text(60),
    zone: 'America/Argentina/Buenos_Aires',
    windows: [hours(0, 400)],
    lines: many(60, (index) => ({
      ...hours(index, index + 1),
      parts: many(6, (part) => ({ rotation: part === 0 ? 'primary' : text(40), people: part === 3 ? [] : people })),
    })),
    readers: [
      { language: 'en', people },
      { language: 'es', people: [] },
    ],
    holidays: many(20, (index) => ({
      on: `2026-12-${String(index + 1).padStart(2, '0')}`,
      name: text(200),
      calendars: ['US-NY', 'ES-MD', 'MX', 'GB', 'DE', 'FR', 'IT', 'AR'],
    })),
    state: 'current',
    lateMinutes: 190,
    ...over,
  }
}

const call = (text: Text, over: Partial<CallView> = {}): CallView => ({
  postId: 999_999_999,
  kind: 'weekend',
  schedule: text(60),
  own: many(60, (index) => ({ ...hours(index, index + 1), rotation: text(40), isConfirmed: false })),
  hasOpen: true,
  isReminder: true,
  state: 'asked',
  ...over,
})

const unconfirmed = (text: Text): UnconfirmedView => ({
  postId: 999_999_999,
  kind: 'weekend',
  schedule: text(60),
  waiting: many(40, (index) => ({
    ...hours(index, index + 1),
    person: { id: 'U0SPECIALISTA', name: text(60) },
    rotation: text(40),
    shift: index % 2 === 0 ? { scheduleId: 1, layer: 'weekend', start: hours(index, index).start } : null,
  })),
  isCalledOff: false,
  isOver: false,
})

describe.each(Object.entries(WORST_TEXTS))('with the longest input: %s', (_, text) => {
  test.each(READERS)('posts and their DMs are within Slack’s limits ($locale, $register)', (reader) => {
    const messages = [
      dutyPost(post(text), reader),
      dutyPost(post(text, { state: 'replaced' }), reader),
      dutyPostInMyTime(post(text), reader),
      dutyCall(call(text), reader),
      dutyCall(call(text, { state: 'confirmed' }), reader),
      dutyUnconfirmed(unconfirmed(text), reader),
    ]
    expect(messages.flatMap((one) => validateMessage(one))).toEqual([])
    const open = many(120, (index) => ({ ...hours(index, index + 1), scheduleId: 1, rotation: text(40) }))
    expect(validateView(chooseOpenModal({ postId: 1, open }, reader))).toEqual([])
  })
})

test('nobody is mentioned, whatever their name', () => {
  const [reader] = READERS
  if (reader === undefined) throw new Error('no reader')
  const hostile = WORST_TEXTS.hostile ?? (() => '')
  const messages = [dutyPost(post(hostile), reader), dutyUnconfirmed(unconfirmed(hostile), reader)]
  // A button's value is nobody's text.
  const said = JSON.stringify(messages, (key, value: unknown) => (key === 'value' ? undefined : value))
  expect(/<[@!#](?!date)/.test(said.replaceAll('<!date', ''))).toBe(false)
})
