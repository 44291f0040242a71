import { describe, expect, test } from 'vitest'
import type { FilingPreview } from '../../../../src/domain/escalation/views.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { fieldErrors } from '../../../../src/slack/blocks/screens/field-errors.ts'
import { filedModal, similarModal } from '../../../../src/slack/blocks/screens/filing-answers.ts'
import { filingForm, previewLine } from '../../../../src/slack/blocks/screens/filing-form.ts'
import { completeFiling, readFilingForm, readFilingView } from '../../../../src/slack/blocks/screens/filing-read.ts'
import { detailField, FIELDS } from '../../../../src/slack/blocks/screens/ids.ts'
import type { FilingFormModel } from '../../../../src/slack/blocks/screens/models.ts'
import { at, FILED_AT, filed, filingModel, PRESS, preview } from './samples.ts'
import { buttonsOf, filledIn, inputsOf, optionsOf, textsOf } from './walk.ts'

const english: Reader = { locale: 'en', zone: 'UTC', register: 'usted' }
const spanish: Reader = { locale: 'es', zone: 'UTC', register: 'usted' }
const model = (over: Partial<FilingFormModel> = {}) => filingModel(() => 'X', over)
const wordsOf = (view: object) => textsOf(view).map((one) => one.text)
/** The date tokens' fallbacks in their place, for reading. */
const plain = (text: string) => text.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1')

describe('the form', () => {
  test('opens with five inputs, category first, and nothing else to fill in', () => {
    const inputs = [...inputsOf(filingForm(model(), english)).keys()]
    expect(inputs).toEqual([FIELDS.category, FIELDS.summary, FIELDS.body, FIELDS.severity, FIELDS.contentLanguage])
  })

  test('offers "Not sure" before every category, and names its category once', () => {
    const groups = model().groups.map((group, index) =>
      index === 0
        ? { ...group, categories: [...group.categories, { id: 'other', label: { en: 'Other', es: 'Otro' } }] }
        : group,
    )
    const options = optionsOf(inputsOf(filingForm(model({ groups }), english)).get(FIELDS.category))
    expect(options[0]).toBe('other')
    expect(options.filter((id) => id === 'other')).toHaveLength(1)
    expect(options).toHaveLength(101)
  })

  test('has sev3 chosen, and asks no language of whoever does not know it', () => {
    const view = filingForm(model(), english)
    expect(readFilingView(view).input.severity).toBe('sev3')
    expect(inputsOf(view).get(FIELDS.contentLanguage)?.isOptional).toBe(true)
  })

  test('opens its details when asked to, or by itself where the category needs them', () => {
    const more = [FIELDS.neededBy, FIELDS.otherTeam, FIELDS.followers, FIELDS.hard]
    const closed = filingForm(model(), english)
    expect(buttonsOf(closed)).toEqual(['file_more'])
    const opened = filingForm(model({ isDetailsOpen: true }), english)
    expect([...inputsOf(opened).keys()]).toEqual(expect.arrayContaining(more))
    expect(buttonsOf(opened)).toEqual([])
    const byCategory = filingForm(model({ category: { ...PRESS, opensDetails: true } }), english)
    expect([...inputsOf(byCategory).keys()]).toEqual(expect.arrayContaining(more))
    expect(readFilingView(byCategory).metadata).toEqual({ isDetailsOpen: true, source: 'command' })
  })

  test('asks for what the category needs below "What happened", and says who will see it', () => {
    const view = filingForm(model({ category: PRESS }), english)
    const fields = [...inputsOf(view).keys()]
    expect(fields.slice(2, 5)).toEqual([FIELDS.body, detailField('outlet'), detailField('deadline')])
    expect(wordsOf(view)).toContain('🔒 Only the team that handles this will see it.')
    expect(wordsOf(view)).toContain('Leave out names.')
    expect(wordsOf(filingForm(model({ category: PRESS }), spanish))).toContain('Sin nombres.')
  })

  test('never asks for more than four inputs of a category', () => {
    const fields = Array.from({ length: 9 }, (_none, index) => ({ ...PRESS.fields[0], id: `field-${index}` }))
    const view = filingForm(model({ category: { ...PRESS, fields } }), english)
    expect([...inputsOf(view).keys()].filter((field) => field.startsWith(detailField('')))).toHaveLength(4)
  })

  test('keeps ids, kinds and prefilled texts on every redraw: what was typed stays', () => {
    const typed = { summary: 'words after the command', body: 'from a message', source: 'message' as const }
    const first = inputsOf(filingForm(model(typed), english))
    const redraws = [
      { ...typed, category: PRESS },
      { ...typed, severity: 'sev1' as const },
      { ...typed, isDetailsOpen: true },
      { ...typed, isUnsure: true },
      { ...typed, preview: null },
    ]
    for (const over of redraws) {
      const next = inputsOf(filingForm(model(over), english))
      for (const [field, input] of first) {
        expect(next.get(field)?.type).toBe(input.type)
        expect(Reflect.get(Object(next.get(field)?.element), 'initial_value')).toBe(
          Reflect.get(input.element, 'initial_value'),
        )
      }
    }
  })

  test('warns that the team reads a message that was taken over', () => {
    const warning = 'The team will read this text; edit it as you like.'
    expect(wordsOf(filingForm(model({ source: 'message' }), english))).toContain(warning)
    expect(wordsOf(filingForm(model(), english))).not.toContain(warning)
  })

  test('says on top that it may not have been saved, and what to press', () => {
    const [first] = filingForm(model({ isUnsure: true }), english).blocks
    expect(textsOf(first)[0]?.text).toBe('⚠ Not sure that it was saved. Press File again: nothing is filed twice.')
    const [primero] = filingForm(model({ isUnsure: true }), spanish).blocks
    expect(textsOf(primero)[0]?.text).toContain('Pulse Registrar otra vez: nada se registra dos veces.')
  })
})

describe('what the severity sets off', () => {
  const line = (over: Partial<FilingPreview>, reader = english) => plain(previewLine(preview(over), reader))

  test('waking somebody says the hour there', () => {
    expect(line({})).toBe('⚠ Wakes the person on call: it is 03:02 there. First answer within 30 minutes.')
    expect(line({}, spanish)).toBe(
      '⚠ Despierta a la persona de guardia: allí son las 03:02. Primera respuesta en 30 minutos.',
    )
    expect(line({ onCall: [{ name: 'A', localTime: '01:05' }] }, spanish)).toContain('allí es la 01:05')
  })

  test('by day nobody is woken: they are paged', () => {
    expect(line({ onCall: [{ name: 'A', localTime: '15:10' }] })).toContain('Pages the person on call at once')
  })

  test('of several people the one who is woken is named', () => {
    const onCall = [
      { name: 'Specialist A', localTime: '15:10' },
      { name: 'Specialist B', localTime: '22:10' },
    ]
    expect(line({ onCall })).toBe(
      '⚠ Wakes the 2 people on call: it is 22:10 for Specialist B. First answer within 30 minutes.',
    )
  })

  test('a severity that pages nobody at once says when the first answer is due', () => {
    const over = {
      pages: 'working_hours',
      firstAnswerMinutes: 1440,
      firstAnswerBy: at('2026-11-24T12:00:00Z'),
    } as const
    expect(line(over)).toBe('Nobody is woken. First answer by Tue 24 Nov 12:00.')
    expect(line(over, spanish)).toBe('No se despierta a nadie. Primera respuesta antes del mar 24 nov 12:00.')
  })

  test('nobody on call is said before it is filed', () => {
    expect(line({ onCall: [] })).toContain('Nobody is on call now')
  })
})

describe('what was typed', () => {
  const typed = {
    [FIELDS.category]: PRESS.id,
    [FIELDS.summary]: '  Playlist removed  ',
    [FIELDS.body]: 'https://example.org/track/12',
    [FIELDS.severity]: 'sev1',
    [FIELDS.contentLanguage]: 'es',
    [FIELDS.neededBy]: Date.parse('2026-11-23T18:00:00Z') / 1000,
    [FIELDS.otherTeam]: 'legal',
    [FIELDS.followers]: ['U0FOLLOWER1', 'U0FOLLOWER2'],
    [FIELDS.hard]: true,
    [detailField('outlet')]: 'Radio',
    [detailField('deadline')]: Date.parse('2026-11-23T06:00:00Z') / 1000,
  }
  const drawn = filingForm(model({ category: PRESS, isDetailsOpen: true }), english)

  test('is read back as it was typed', () => {
    const input = readFilingForm(filledIn(drawn, typed))
    expect(completeFiling(input, PRESS.fields, FILED_AT)).toEqual({
      ok: true,
      value: {
        category: PRESS.id,
        summary: 'Playlist removed',
        body: 'https://example.org/track/12',
        severity: 'sev1',
        contentLanguage: 'es',
        neededBy: at('2026-11-23T18:00:00Z'),
        otherTeam: 'legal',
        followers: ['U0FOLLOWER1', 'U0FOLLOWER2'],
        isHard: true,
        details: { outlet: 'Radio', deadline: '2026-11-23T06:00:00.000Z' },
      },
    })
  })

  test('a prefilled input that Slack leaves out is read from what was drawn; one that was emptied is empty', () => {
    const prefilled = filingForm(model({ summary: 'from the command', body: 'from a message' }), english)
    const values = filledIn(prefilled, { [FIELDS.category]: PRESS.id })
    const untouched = readFilingView({ ...prefilled, state: { values } })
    expect(untouched.input).toMatchObject({ summary: 'from the command', body: 'from a message', severity: 'sev3' })
    const emptied = { ...values, [FIELDS.summary]: { [FIELDS.summary]: { type: 'plain_text_input', value: null } } }
    const read = readFilingView({ ...prefilled, state: { values: emptied } })
    expect(read.input.summary).toBeNull()
    expect(read.drawn).toEqual({ summary: 'from the command', body: 'from a message' })
  })

  test('what is missing, too long or over is said at its field, all at once', () => {
    const values = filledIn(drawn, {
      ...typed,
      [FIELDS.summary]: '😀'.repeat(121),
      [FIELDS.body]: '   ',
      [FIELDS.neededBy]: FILED_AT.getTime() / 1000,
      [FIELDS.followers]: Array.from({ length: 21 }, (_none, index) => `U${index}`),
      [detailField('outlet')]: '',
    })
    const read = completeFiling(readFilingForm(values), PRESS.fields, FILED_AT)
    if (read.ok) throw new Error('accepted')
    expect(fieldErrors(read.problems, english)).toEqual({
      [FIELDS.summary]: 'At most 120 characters.',
      [FIELDS.body]: 'This is missing.',
      [FIELDS.neededBy]: 'That time is over: choose a later one.',
      [FIELDS.followers]: 'At most 20 people.',
      [detailField('outlet')]: 'This is missing.',
    })
    expect(fieldErrors(read.problems, spanish)[FIELDS.summary]).toBe('Como máximo 120 caracteres.')
  })

  test('a form that came back without anything is refused at every field it needs', () => {
    const read = completeFiling(readFilingForm({}), [], FILED_AT)
    if (read.ok) throw new Error('accepted')
    expect(Object.keys(read.problems).sort()).toEqual(
      [FIELDS.body, FIELDS.category, FIELDS.severity, FIELDS.summary].sort(),
    )
  })

  test('malformed state is empty, not a crash', () => {
    for (const values of [
      null,
      'x',
      7,
      [],
      { [FIELDS.summary]: null },
      { [FIELDS.severity]: { [FIELDS.severity]: 3 } },
    ]) {
      expect(readFilingForm(values).details).toEqual({})
    }
  })
})

describe('the answer', () => {
  test('says that it is filed, who was paged and by when the first answer comes; closing it closes the form', () => {
    const view = filedModal(
      filed(() => 'Specialist A'),
      english,
    )
    expect(view.clear_on_close).toBe(true)
    expect(plain(wordsOf(view).join('\n'))).toContain(
      "*✓ ESC-1042 is filed*\nPaged: Specialist A, just now\nFirst answer by 11:32\nI'll keep you posted by DM.",
    )
    expect(buttonsOf(view)).toEqual(['open'])
  })

  test('who is paged now and who in their morning are told apart', () => {
    const from = new Date(FILED_AT.getTime() + 9 * 3_600_000)
    const both = filed(() => 'Specialist A', { pagedLater: { people: [{ id: 'U2', name: 'Specialist B' }], from } })
    expect(plain(wordsOf(filedModal(both, english)).join('\n'))).toContain(
      'Paged: Specialist A, just now\nPaged from 18:02 on: Specialist B',
    )
    expect(plain(wordsOf(filedModal({ ...both, paged: [] }, spanish)).join('\n'))).toContain(
      '*✓ ESC-1042 quedó registrado*\nAlerta a Specialist B desde las 18:02',
    )
  })

  test('something like it is pushed with a way to follow it, and submitting files anyway', () => {
    const one = {
      id: 1030,
      categoryShort: { en: 'hate', es: 'odio' },
      line: { state: 'claimed', owner: { id: 'U1', name: 'B' }, since: FILED_AT, deadline: null },
    } as const
    const view = similarModal({ similar: [one], metadata: 'kept' }, spanish)
    expect(view.title.text).toBe('¿Ya registrado?')
    expect(view.submit?.text).toBe('Registrar igualmente')
    expect(buttonsOf(view)).toEqual(['follow'])
    expect(view.private_metadata).toBe('kept')
    expect(wordsOf(view).join()).toContain('*ESC-1030* · odio')
  })
})
