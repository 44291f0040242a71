import type { KnownBlock, ModalView } from '@slack/types'
import type { Days } from '../../../domain/oncall/keeping.ts'
import type { Stretch } from '../../../domain/oncall/moved.ts'
import type { Gap } from '../../../domain/oncall/schedule.ts'
import { ownDutyWords } from '../../../i18n/own-duty.ts'
import { lines, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { menuField, modal } from '../screens/inputs.ts'
import { dateText, roleText, spanText, wordsFor } from '../screens/oncall-shared.ts'
import { OWN_CALLBACKS, OWN_FIELDS } from './own.ts'

export interface KeepForm {
  readonly scheduleId: number
  /** Of each calendar year in which days may be kept, this one first. */
  readonly left: readonly { readonly year: number; readonly left: number; readonly of: number }[]
  /** Of the coming year, not traded yet. */
  readonly holidays: readonly { readonly on: string; readonly name: string }[]
  /** The first day that may be kept. */
  readonly from: string
}

export const ALLOWANCE = 'allowance'

export function keepForm(form: KeepForm | null, reader: Reader): ModalView {
  const { keep } = ownDutyWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const parts = { callbackId: OWN_CALLBACKS.keep, title: keep.title }
  if (form === null) return modal({ ...parts, close: label.close, blocks: [section(keep.noSchedule)] })
  const day = (field: string, name: string): KnownBlock => ({
    type: 'input',
    block_id: field,
    label: { type: 'plain_text', text: name, emoji: false },
    element: { type: 'datepicker', action_id: field, initial_date: form.from },
    optional: false,
  })
  const trades = form.holidays
    .slice(0, 60)
    .map(({ on, name }) => ({ value: on, label: keep.trade(dateText(on, reader), name) }))
  return modal({
    ...parts,
    close: label.cancel,
    submit: ownDutyWords(reader.locale).cover.preview,
    metadata: String(form.scheduleId),
    blocks: [
      day(OWN_FIELDS.first, keep.from),
      day(OWN_FIELDS.last, keep.to),
      menuField(
        OWN_FIELDS.charge,
        keep.charge,
        { list: [{ value: ALLOWANCE, label: keep.allowance(form.left) }, ...trades] },
        { chosen: ALLOWANCE },
      ),
    ],
  })
}

/** What a preview asks to be saved. */
export interface KeepWish {
  readonly scheduleId: number
  readonly days: Days
  readonly tradedHolidayOn: string | null
}

/** What keeping days does besides: nothing of it forbids them. */
export interface KeepEffect {
  readonly stillOn: readonly Stretch[]
  readonly gaps: readonly Gap[]
  readonly lost: readonly Stretch[]
  readonly gained: readonly Stretch[]
  /** Of each year that they are charged to, what is left then; empty where a holiday is traded. */
  readonly left: readonly { readonly year: number; readonly left: number; readonly of: number }[]
}

const EACH_SHOWN = 5

export function keepPreview(effect: KeepEffect, wish: KeepWish, reader: Reader): ModalView {
  const { keep, cover } = ownDutyWords(reader.locale)
  const traded = wish.tradedHolidayOn
  return modal({
    callbackId: OWN_CALLBACKS.keepPreview,
    title: keep.title,
    close: cover.back,
    submit: keep.submit,
    metadata: JSON.stringify(wish),
    blocks: [
      section(
        lines(
          `*${keep.wanted(daysText(wish.days, reader))}*`,
          traded === null ? null : keep.exchange(dateText(traded, reader)),
          ...moves(effect.lost, keep.loses, reader),
          ...moves(effect.gained, keep.gains, reader),
          ...effect.left.map(({ year, left, of }) => keep.left(year, left, of)),
          ...warnings(effect, reader),
        ),
      ),
    ],
  })
}

/** What of one's own duty moves: each shown, and how many more there are. */
function moves(stretches: readonly Stretch[], say: (what: string) => string, reader: Reader): readonly string[] {
  const shown = stretches.slice(0, EACH_SHOWN)
  const rest = stretches.length - shown.length
  return [
    ...shown.map((one) => say(`${spanText(one, reader)} (${roleText(one.rotation, reader)})`)),
    ...(rest > 0 ? [`+${rest}`] : []),
  ]
}

/** What was saved, in words. */
export function keptText(effect: KeepEffect, days: Days, reader: Reader): string {
  return lines(ownDutyWords(reader.locale).keep.done(daysText(days, reader)), ...warnings(effect, reader))
}

function daysText({ from, to }: Days, reader: Reader): string {
  return from === to ? dateText(from, reader) : `${dateText(from, reader)}–${dateText(to, reader)}`
}

function warnings({ stillOn, gaps }: KeepEffect, reader: Reader): readonly string[] {
  const { keep } = ownDutyWords(reader.locale)
  return [
    ...stillOn
      .slice(0, EACH_SHOWN)
      .map((one) => keep.still(`${spanText(one, reader)} (${roleText(one.rotation, reader)})`)),
    ...gaps.slice(0, EACH_SHOWN).map((one) => keep.gap(`${spanText(one, reader)} (${roleText(one.role, reader)})`)),
  ]
}
