import { describe, expect, test } from 'vitest'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { fieldErrors, fieldOfRefusal } from '../../../../src/slack/blocks/screens/field-errors.ts'
import { isOwnSentence, prefilledSentence } from '../../../../src/slack/blocks/screens/form-resolve.ts'
import { formModal } from '../../../../src/slack/blocks/screens/forms.ts'
import { readForm, readResolveDraft } from '../../../../src/slack/blocks/screens/forms-read.ts'
import {
  checksField,
  FIELDS,
  FORM_ACTIONS,
  type FormAction,
  parseFormCallback,
  sentenceField,
} from '../../../../src/slack/blocks/screens/ids.ts'
import { parseFormMetadata } from '../../../../src/slack/blocks/screens/metadata.ts'
import type { FormModel } from '../../../../src/slack/blocks/screens/models.ts'
import { at, FILED_AT, forms } from './samples.ts'
import { filledIn, inputsOf, optionsOf, textsOf } from './walk.ts'

const english: Reader = { locale: 'en', zone: 'UTC', register: 'tu' }
const spanish: Reader = { locale: 'es', zone: 'UTC', register: 'tu' }
const models = forms(() => 'X')

function drawn(action: FormAction, over: Partial<FormModel> = {}) {
  const model = models.find((one) => one.action === action)
  if (model === undefined) throw new Error(`no sample of ${action}`)
  return formModal(Object.assign({}, model, over), english)
}

function submitted<A extends FormAction>(
  action: A,
  typed: Parameters<typeof filledIn>[1],
  over: Partial<FormModel> = {},
) {
  const view = drawn(action, over)
  return readForm(action, { ...view, state: { values: filledIn(view, typed) } }, FILED_AT)
}

test('every form names its action, and carries the escalation and the version that it was drawn from', () => {
  expect(new Set(models.map((model) => model.action))).toEqual(new Set(FORM_ACTIONS))
  for (const model of models) {
    const view = formModal(model, english)
    expect(parseFormCallback(view.callback_id ?? '')).toBe(model.action)
    expect(parseFormMetadata(view.private_metadata)).toMatchObject({ escalationId: 999_999_999, version: 123_456 })
  }
})

test('metadata that nobody of us wrote is no metadata', () => {
  for (const text of [undefined, '', '{', 'null', '[]', '{"id":0,"version":1}', '{"id":"1","version":1}', '{"id":1}']) {
    expect(parseFormMetadata(text)).toBeNull()
  }
  expect(parseFormCallback('form.view')).toBeNull()
})

describe('a form reads back what it holds', () => {
  const later = Date.parse('2026-11-23T11:32:00Z') / 1000
  const person = { [FIELDS.person]: 'U0PERSON1' }
  const cases: readonly (readonly [FormAction, Parameters<typeof filledIn>[1], object])[] = [
    [
      'write_update',
      { [FIELDS.text]: ' 12 checked ', [FIELDS.audience]: 'team', [FIELDS.nextBy]: later },
      { text: '12 checked', audience: 'team', nextBy: at('2026-11-23T11:32:00Z') },
    ],
    ['ask_requester', { [FIELDS.text]: 'Which one?' }, { text: 'Which one?', ground: null }],
    [
      'hand_over',
      { ...person, [FIELDS.text]: 'Ask PR', [FIELDS.force]: true },
      { to: 'U0PERSON1', text: 'Ask PR', isForced: true },
    ],
    ['check_list', {}, { changes: [] }],
    ['hand_over', person, { to: 'U0PERSON1', text: null, isForced: false }],
    ['claim_for', person, { to: 'U0PERSON1' }],
    ['release', {}, {}],
    [
      'change_severity',
      { [FIELDS.newSeverity]: 'sev1', [FIELDS.why]: 'It is on air' },
      { severity: 'sev1', reason: 'It is on air' },
    ],
    ['bring_in', { [FIELDS.person]: 'U0LEGAL' }, { userId: 'U0LEGAL' }],
    ['bring_requester_in', {}, {}],
    ['link', { [FIELDS.number]: 'esc-1030' }, { duplicateOf: 1030 }],
    ['link', { [FIELDS.number]: '1030' }, { duplicateOf: 1030 }],
    ['unlink', {}, {}],
    ['reopen', { [FIELDS.text]: 'It is back' }, { text: 'It is back' }],
    ['request_access', { [FIELDS.why]: 'I was asked to help' }, { reason: 'I was asked to help' }],
    ['answer', { [FIELDS.text]: 'The second' }, { text: 'The second' }],
    ['add_information', { [FIELDS.text]: 'ISRC 1' }, { text: 'ISRC 1' }],
    ['still_urgent', {}, { why: 'no_news', text: null }],
    ['still_urgent', { [FIELDS.why]: 'worse', [FIELDS.text]: 'On air' }, { why: 'worse', text: 'On air' }],
    ['add_follower', { [FIELDS.people]: ['U0A', 'U0B'] }, { userIds: ['U0A', 'U0B'] }],
    ['hand_to_colleague', { [FIELDS.person]: 'U0COLLEAGUE' }, { userId: 'U0COLLEAGUE' }],
    ['withdraw', { [FIELDS.why]: 'Solved itself' }, { reason: 'Solved itself' }],
  ]

  test.each(cases)('%s %j', (action, typed, value) => {
    expect(submitted(action, typed)).toEqual({ ok: true, value })
  })

  test('resolve, with the sentence of the decision and what stands behind More', () => {
    const over = { decision: 'kept_up', isMoreOpen: true, typedSentence: null } as const
    expect(
      submitted(
        'resolve',
        {
          [FIELDS.decision]: 'kept_up',
          [FIELDS.rule]: '4.2',
          [FIELDS.reason]: 'News reporting',
          [FIELDS.rootCause]: 'policy_unclear',
        },
        over,
      ),
    ).toEqual({
      ok: true,
      value: {
        decision: 'kept_up',
        rule: '4.2',
        reason: 'News reporting',
        sentence: 'Lo revisamos y se mantiene publicado.',
        rootCause: 'policy_unclear',
      },
    })
  })
})

describe('a check list', () => {
  const at = new Date('2026-11-23T09:02:00Z')
  const item = (id: string, isTicked: boolean) => ({
    id,
    label: { en: id, es: id },
    ticked: isTicked ? { by: { id: 'U0A', name: 'A' }, at } : null,
  })
  const checks = [...'abcdefghijkl'].map((id, nth) => item(id, nth < 2))
  const list = {
    id: 'law',
    label: { en: 'Law', es: 'Ley' },
    source: 'https://x.example',
    verifiedOn: '2026-11-20',
    checks,
  }
  const view = formModal(
    { action: 'check_list', escalationId: 1042, version: 7, lists: [list], asOf: at },
    { locale: 'en', zone: 'UTC', register: 'tu' },
  )
  const ticked = (...ids: string[]) => ({
    type: 'checkboxes',
    selected_options: ids.map((id) => ({ value: `law/${id}` })),
  })
  const sent = (values: Record<string, object>) =>
    readForm(
      'check_list',
      {
        blocks: view.blocks,
        state: { values: Object.fromEntries(Object.entries(values).map(([id, held]) => [id, { [id]: held }])) },
      },
      at,
    )

  test('says what was ticked and what was unticked, against what was drawn', () => {
    expect(sent({ [checksField('law', 0)]: ticked('b', 'c'), [checksField('law', 10)]: ticked('l') })).toEqual({
      ok: true,
      value: {
        changes: [
          { obligation: 'law', item: 'c', isTicked: true },
          { obligation: 'law', item: 'a', isTicked: false },
          { obligation: 'law', item: 'l', isTicked: true },
        ],
      },
    })
  })

  test('boxes that nobody touched change nothing, sent or not', () => {
    expect(sent({})).toEqual({ ok: true, value: { changes: [] } })
    expect(sent({ [checksField('law', 0)]: ticked('a', 'b') })).toEqual({ ok: true, value: { changes: [] } })
  })

  test('says by whom and when each was ticked', () => {
    expect(JSON.stringify(view.blocks)).toContain('A, 09:02')
  })
})

describe('a form says at its field what is wrong', () => {
  test('what is needed and missing', () => {
    const needed: readonly (readonly [FormAction, string])[] = [
      ['write_update', FIELDS.text],
      ['resolve', FIELDS.reason],
      ['ask_requester', FIELDS.text],
      ['hand_over', FIELDS.person],
      ['claim_for', FIELDS.person],
      ['change_severity', FIELDS.newSeverity],
      ['bring_in', FIELDS.person],
      ['link', FIELDS.number],
      ['reopen', FIELDS.text],
      ['request_access', FIELDS.why],
      ['answer', FIELDS.text],
      ['add_information', FIELDS.text],
      ['add_follower', FIELDS.people],
      ['hand_to_colleague', FIELDS.person],
      ['withdraw', FIELDS.why],
    ]
    for (const [action, field] of needed) {
      const read = readForm(action, drawn(action), FILED_AT)
      expect(read, action).toMatchObject({ ok: false, problems: { [field]: { problem: 'empty' } } })
    }
  })

  test('a problem stands at an input that the form really has', () => {
    for (const model of models) {
      const view = formModal(model, english)
      const read = readForm(model.action, view, FILED_AT)
      const fields = read.ok ? [] : Object.keys(fieldErrors(read.problems, english))
      for (const field of fields) expect([...inputsOf(view).keys()]).toContain(field)
    }
  })

  test('an hour that has passed, a number that is none, "worse" without what changed', () => {
    const update = { [FIELDS.text]: 'x', [FIELDS.nextBy]: FILED_AT.getTime() / 1000 }
    expect(submitted('write_update', update)).toMatchObject({
      problems: { [FIELDS.nextBy]: { problem: 'in_the_past' } },
    })
    expect(submitted('link', { [FIELDS.number]: 'the other one' })).toMatchObject({
      problems: { [FIELDS.number]: { problem: 'not_a_number' } },
    })
    expect(submitted('still_urgent', { [FIELDS.why]: 'worse' })).toMatchObject({
      problems: { [FIELDS.text]: { problem: 'empty' } },
    })
  })

  test('a text one character too long', () => {
    expect(submitted('withdraw', { [FIELDS.why]: '😀'.repeat(501) })).toMatchObject({
      problems: { [FIELDS.why]: { problem: 'too_long', max: 500 } },
    })
    expect(submitted('withdraw', { [FIELDS.why]: '😀'.repeat(500) }).ok).toBe(true)
  })

  test('a refusal of the use case goes to the input that it is about, else to the whole form', () => {
    expect(fieldOfRefusal('change_severity', { code: 'same_severity' })).toBe(FIELDS.newSeverity)
    expect(fieldOfRefusal('link', { code: 'cannot_link', reason: 'circular' })).toBe(FIELDS.number)
    expect(fieldOfRefusal('hand_over', { code: 'person_not_eligible', personId: 'U1' })).toBe(FIELDS.person)
    expect(fieldOfRefusal('resolve', { code: 'not_found' })).toBeNull()
    expect(fieldOfRefusal('release', { code: 'stale' })).toBeNull()
  })
})

describe('resolve', () => {
  const resolve = { requesterLocale: 'es', decision: 'kept_up' } as const

  test('writes the sentence in the requester’s language, anew with each decision', () => {
    expect(prefilledSentence(resolve)).toBe('Lo revisamos y se mantiene publicado.')
    expect(prefilledSentence({ ...resolve, decision: null })).toBeNull()
    const first = inputsOf(drawn('resolve', { decision: 'kept_up' }))
    const second = inputsOf(drawn('resolve', { decision: 'removed' }))
    expect(first.has(sentenceField('kept_up'))).toBe(true)
    expect(second.has(sentenceField('kept_up'))).toBe(false)
    expect(second.has(sentenceField('removed'))).toBe(true)
  })

  test('leaves a sentence alone that somebody wrote', () => {
    expect(isOwnSentence('Lo revisamos y se mantiene publicado.', 'es')).toBe(false)
    expect(isOwnSentence('Lo revisamos dos veces.', 'es')).toBe(true)
    expect(isOwnSentence(null, 'es')).toBe(false)
    const view = drawn('resolve', { decision: 'removed', typedSentence: 'Lo revisamos dos veces.' })
    expect(readResolveDraft(view)).toEqual({ decision: 'removed', sentence: 'Lo revisamos dos veces.' })
  })

  test('another decision replaces the sentence that the first one filled in', () => {
    const first = readResolveDraft(drawn('resolve', { decision: 'kept_up', typedSentence: null }))
    expect(first.sentence).toBe('Lo revisamos y se mantiene publicado.')
    const second = drawn('resolve', { decision: 'answered', typedSentence: first.sentence })
    expect(readResolveDraft(second).sentence).toBe('Lo revisamos y respondimos la consulta.')
  })

  test('asks four things first, the rest behind More', () => {
    expect(inputsOf(drawn('resolve', { isMoreOpen: false })).size).toBe(4)
    const more = drawn('resolve', { isMoreOpen: true })
    expect(inputsOf(more).has(FIELDS.rootCause)).toBe(true)
    expect(parseFormMetadata(more.private_metadata)?.isMoreOpen).toBe(true)
  })
})

test('an update says in words whom it reaches', () => {
  const view = drawn('write_update', {
    requesterSide: { label: 'PR', people: 2 },
    team: { kind: 'channel', people: 6 },
  })
  const words = JSON.stringify(view)
  expect(words).toContain('PR (2 people) and 6 in this channel')
})

test('a severity can be changed to each of the others, not to the one that it has', () => {
  const options = optionsOf(inputsOf(drawn('change_severity', { severity: 'sev2' })).get(FIELDS.newSeverity))
  expect(options).toEqual(['sev1', 'sev3', 'sev4'])
})

test('bringing the requester in warns what they will read', () => {
  const model = models.find((one) => one.action === 'bring_requester_in')
  if (model === undefined) throw new Error('no sample')
  expect(textsOf(formModal(model, english)).map((one) => one.text)).toContain(
    '*⚠ They will read everything written here.*',
  )
  expect(textsOf(formModal(model, spanish)).map((one) => one.text)).toContain('*⚠ Leerá todo lo que se escribió aquí.*')
})

test('withdrawing after a claim is a request: the form says whom it asks', () => {
  const asked = drawn('withdraw', { isAtOnce: false, owner: { id: 'U1', name: 'Specialist B' } })
  expect(asked.submit?.text).toBe('Ask')
  expect(JSON.stringify(asked)).toContain('Specialist B is asked to agree.')
  expect(drawn('withdraw', { isAtOnce: true, owner: null }).submit?.text).toBe('Withdraw')
})
