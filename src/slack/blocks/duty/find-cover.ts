import type { ModalView } from '@slack/types'
import type { CoverForm, OfferedShift } from '../../../domain/oncall/duty-view.ts'
import { dutyNoticeWords } from '../../../i18n/duty-notices.ts'
import { dateTimeOf } from '../../../i18n/format.ts'
import { dotted, lines, section } from '../kit.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { BOXES_MAX, menuField, modal, textField, ticksField } from '../screens/inputs.ts'
import { shiftValue } from '../screens/oncall-refs.ts'
import { momentText, namesText, roleText, wordsFor } from '../screens/oncall-shared.ts'
import { DUTY_CALLBACKS, DUTY_FIELDS } from './ids.ts'
import { dutyWords } from './notice.ts'

/** As the database takes it. */
const REASON_MAX = 300

/** Find cover: nobody ticked is everybody who could. */
export function findCoverModal({ shift, people, onBehalfOf }: CoverForm, reader: Reader): ModalView {
  const { form } = dutyNoticeWords(reader.locale)
  const { fix, button: label } = wordsFor(reader)
  const whose = onBehalfOf === null ? null : form.onBehalfOf(nameOf(onBehalfOf))
  const head = section(lines(dutyWords(shift, reader), whose))
  const parts = { callbackId: DUTY_CALLBACKS.cover, title: form.title, metadata: shiftValue(shift) }
  if (people.length === 0) return modal({ ...parts, close: label.close, blocks: [head, section(form.nobody)] })
  const choices = people.slice(0, BOXES_MAX).map(({ id, name, weekends, hours }) => ({
    value: id,
    label: name,
    description: dotted(fix.weekends(weekends), fix.hours(hours)),
  }))
  return modal({
    ...parts,
    close: label.cancel,
    submit: form.submit,
    blocks: [
      head,
      { ...ticksField(DUTY_FIELDS.who, form.who, choices, []), hint: { type: 'plain_text', text: form.all } },
      textField(DUTY_FIELDS.reason, form.reason, { maxLength: REASON_MAX, isOptional: true }),
    ],
  })
}

/** `/oncall swap`: which of one's own. */
export function chooseShiftModal(shifts: readonly OfferedShift[], reader: Reader): ModalView {
  const { form } = dutyNoticeWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const parts = { callbackId: DUTY_CALLBACKS.choose, title: form.title, close: label.close }
  if (shifts.length === 0) return modal({ ...parts, blocks: [section(form.noShift)] })
  const list = shifts.map((one) => ({
    value: shiftValue(one),
    label: dotted(dateTimeOf(one.start, reader.zone, reader.locale), roleText(one.rotation, reader), one.schedule),
  }))
  return modal({ ...parts, submit: form.submit, blocks: [menuField(DUTY_FIELDS.shift, form.shift, { list })] })
}

/** "✓ asked Specialist D and E. Answers until …" */
export function coverAskedText(
  asked: { readonly names: readonly string[]; readonly expiresAt: Date },
  reader: Reader,
): string {
  const { form } = dutyNoticeWords(reader.locale)
  return form.asked(namesText(asked.names, reader), momentText(asked.expiresAt, reader))
}
