import { describe, expect, test } from 'vitest'
import { LAYERS } from '../../../../src/domain/oncall/schedule.ts'
import type {
  GapBecame,
  GapNoticeView,
  StandsStillView,
  VacancyView,
} from '../../../../src/domain/oncall/sync-views.ts'
import { validateMessage } from '../../../../src/playground/block-kit.ts'
import { gapNotice } from '../../../../src/slack/blocks/duty/gap-notice.ts'
import { onCallTopic } from '../../../../src/slack/blocks/duty/on-call-topic.ts'
import {
  parseVacancyValue,
  standsStill,
  vacancyNotice,
  vacancyValue,
} from '../../../../src/slack/blocks/duty/vacancy.ts'
import { ONCALL_ACTIONS } from '../../../../src/slack/blocks/screens/oncall-ids.ts'
import { READERS, type Text, WORST_TEXTS } from '../screens/samples.ts'

const BEGINS = Date.parse('2026-11-27T17:00:00Z')
const DAY_MS = 24 * 3_600_000
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))
const EN = { locale: 'en', zone: 'Europe/Madrid', register: 'tu' } as const
const ES = { locale: 'es', zone: 'Europe/Madrid', register: 'tu' } as const

const gapAt = (index: number, subject = 'primary') => ({
  ...{ scheduleId: 999_999_999, schedule: '', kind: 'nobody' as const, subject, isLead: true },
  start: new Date(BEGINS + index * DAY_MS),
  end: new Date(BEGINS + (index + 1) * DAY_MS),
})

function gaps(text: Text, count: number, became: GapBecame = { state: 'open' }): GapNoticeView {
  return { schedule: text(60), gaps: many(count, (index) => ({ gap: gapAt(index, text(40)), became })) }
}

const vacancy = (text: Text, became: VacancyView['became'] = { state: 'open' }): VacancyView => ({
  ...{ kind: 'vacant', scheduleId: 999_999_999, schedule: text(60), person: 'U0SPECIALISTD', name: text(80) },
  since: new Date(BEGINS),
  places: LAYERS.flatMap((layer) => many(20, () => ({ layer, rotation: text(40) }))),
  gaps: { count: 99, first: gapAt(1) },
  became,
})

const still = (text: Text, what: StandsStillView['what']): StandsStillView => ({
  ...{ kind: 'stands_still', what, of: what === 'topic' ? 'C0INTAKE' : text(400), error: text(100) },
})

describe.each(Object.entries(WORST_TEXTS))('with the longest input: %s', (_, text) => {
  test.each(READERS)('what leads hear of schedules is within Slack’s limits ($locale, $register)', (reader) => {
    const messages = [
      gapNotice(gaps(text, 60), reader),
      gapNotice(gaps(text, 60, { state: 'filled', by: many(30, () => text(60)) }), reader),
      vacancyNotice(vacancy(text), reader),
      vacancyNotice(vacancy(text, { state: 'removed', by: text(80) }), reader),
      standsStill(still(text, 'group'), reader),
      standsStill(still(text, 'topic'), reader),
    ]
    expect(messages.flatMap(validateMessage)).toEqual([])
    // What is plain text, or a value, mentions nobody, whatever it holds.
    for (const { text: said, blocks } of messages) {
      const marked = [...JSON.stringify(blocks).matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g)].map(
        (hit) => hit[1],
      )
      expect([said, ...marked].join('\n')).not.toMatch(/<[@!](?!date)/)
    }
  })

  test.each(READERS)(
    'a topic has at most 250 characters, and nothing in it is a mention ($locale, $register)',
    (reader) => {
      const topic = onCallTopic({ primary: many(9, () => text(80)), backup: many(9, () => text(80)) }, reader)
      expect([...topic].length).toBeLessThanOrEqual(250)
      expect(topic).not.toMatch(/[<>&@\n]/)
    },
  )
})

test('of more than ten gaps ten have a line, and the rest are counted', () => {
  const { blocks } = gapNotice(
    { schedule: 'core', gaps: many(13, (index) => ({ gap: gapAt(index), became: { state: 'open' } })) },
    EN,
  )
  const fixes = JSON.stringify(blocks).split(`"action_id":"${ONCALL_ACTIONS.fix}"`).length - 1
  expect(fixes).toBe(10)
  expect(JSON.stringify(blocks.at(-1))).toContain('+3. All of them: `/oncall gaps`')
})

test('a gap that is filled, over or none any more has a line without a button', () => {
  const became: readonly GapBecame[] = [
    { state: 'filled', by: ['Especialista B'] },
    { state: 'over' },
    { state: 'gone' },
  ]
  const { blocks } = gapNotice(
    { schedule: 'core', gaps: became.map((one, index) => ({ gap: gapAt(index), became: one })) },
    ES,
  )
  const said = JSON.stringify(blocks)
  expect(said).not.toContain('button')
  expect(said).toMatch(/✓ .*: Especialista B/)
  expect(said).toContain('ya pasó')
  expect(said).toContain('ya no es un hueco')
})

test('the topic names primary and backup in the channel’s language, and says when there is nobody', () => {
  const view = { primary: ['Specialist A'], backup: ['Specialist B'] }
  expect(onCallTopic(view, EN)).toBe('On call: Specialist A · backup Specialist B')
  expect(onCallTopic(view, ES)).toBe('De guardia: Specialist A · respaldo Specialist B')
  expect(onCallTopic({ primary: [], backup: [] }, ES)).toBe('De guardia: nadie')
})

test('the value of a vacancy’s buttons is read back, and nothing else is', () => {
  const of = { scheduleId: 12, person: 'U0SPECIALISTD' }
  expect(parseVacancyValue(vacancyValue(of))).toEqual(of)
  for (const bad of [undefined, '', '12', '0|U1', '12|<@U1>', '12|U1|x', 'x|U1'])
    expect(parseVacancyValue(bad)).toBeNull()
})
