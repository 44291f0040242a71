import type { ModalView } from '@slack/types'
import type { CoverPreview } from '../../../domain/oncall/duty-view.ts'
import { zoneCityOf } from '../../../i18n/duty-posts.ts'
import { ownDutyWords } from '../../../i18n/own-duty.ts'
import { actions, button, context, fitting, lines, section } from '../kit.ts'
import { nameOf, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { modal, personField, textField } from '../screens/inputs.ts'
import { ONCALL_CALLBACKS } from '../screens/oncall-ids.ts'
import { dateText, roleText, spanText, wordsFor } from '../screens/oncall-shared.ts'

/** `/oncall cover` and `/oncall keep`: forms of one's own duty. */
export const OWN_CALLBACKS = {
  cover: 'duty.cover_by_hand',
  coverPreview: 'duty.cover_preview',
  keep: 'duty.keep',
  keepPreview: 'duty.keep_preview',
  opening: 'duty.opening',
} as const
export const OWN_ACTIONS = { undoOverride: 'duty.override.undo', giveBack: 'duty.kept.give_back' } as const
export const OWN_FIELDS = {
  person: 'duty.own.person',
  by: 'duty.own.by',
  from: 'duty.own.from',
  until: 'duty.own.until',
  reason: 'duty.own.reason',
  first: 'duty.own.first',
  last: 'duty.own.last',
  charge: 'duty.own.charge',
} as const

const TYPED_MAX = 80
export const REASON_MAX = 300
const PARTS_SHOWN = 12

/** Stands while a form is looked up. */
export function openingModal(title: string, reader: Reader): ModalView {
  const { button: label } = wordsFor(reader)
  const { opening } = ownDutyWords(reader.locale)
  return modal({ callbackId: OWN_CALLBACKS.opening, title, close: label.cancel, blocks: [section(opening)] })
}

export function coverForm(
  of: {
    readonly person: string | null
    readonly from: string
    readonly until: string
    readonly mayNameCover: boolean
  },
  reader: Reader,
): ModalView {
  const { cover } = ownDutyWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const typed = (field: string, name: string, hint: string, initial: string, isOptional: boolean) =>
    textField(field, name, { maxLength: TYPED_MAX, hint, initial, isOptional })
  return modal({
    callbackId: OWN_CALLBACKS.cover,
    title: cover.title,
    close: label.cancel,
    submit: cover.preview,
    blocks: [
      personField(OWN_FIELDS.person, cover.person, { initial: of.person }),
      typed(OWN_FIELDS.from, cover.from, cover.fromHint, of.from, true),
      typed(OWN_FIELDS.until, cover.until, cover.untilHint, of.until, false),
      ...(of.mayNameCover ? [personField(OWN_FIELDS.by, cover.by, { isOptional: true })] : []),
      textField(OWN_FIELDS.reason, cover.reason, { maxLength: REASON_MAX, isOptional: true }),
    ],
  })
}

/** What a preview asks to be saved: ids, and instants in ISO 8601. */
export interface CoverWish {
  readonly person: string
  readonly by: string
  readonly start: string
  readonly end: string
  readonly reason: string | null
  readonly scheduleIds: readonly number[]
}

/** What was understood, in words, before it is saved. `problem`: what stands against it on a schedule, as a sentence. */
export function coverPreview(
  view: CoverPreview,
  of: { readonly wish: CoverWish; readonly problems: readonly string[] },
  reader: Reader,
): ModalView {
  const { cover } = ownDutyWords(reader.locale)
  const parts = view.schedules.flatMap(({ schedule, parts: all }) =>
    all.map((part) =>
      cover.part(`${spanText(part, reader)} (${userLine(schedule, 60)}, ${roleText(part.rotation, reader)})`),
    ),
  )
  const shown = fitting(parts.slice(0, PARTS_SHOWN), 2600)
  const rest = parts.length - shown.length
  const kept = [...new Set(view.schedules.flatMap(({ keptDays }) => keptDays))].slice(0, 10)
  return modal({
    callbackId: OWN_CALLBACKS.coverPreview,
    title: cover.title,
    close: cover.back,
    submit: cover.save,
    metadata: JSON.stringify(of.wish),
    blocks: [
      section(cover.covers(nameOf(view.by), nameOf(view.person), `*${spanText(view, reader)}*`)),
      section(lines(...shown, rest > 0 ? `+${rest}` : null)),
      ...(kept.length === 0
        ? []
        : [section(cover.keeps(nameOf(view.by), kept.map((on) => dateText(on, reader)).join(', ')))]),
      ...of.problems.slice(0, 5).map((problem) => section(`⚠ ${userText(problem, 600)}`)),
      context(cover.zone(zoneCityOf(reader.zone, reader.locale))),
    ],
  })
}

export function coverDone(view: CoverPreview, overrideIds: readonly number[], reader: Reader): ModalView {
  const { cover } = ownDutyWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const said = cover.done(nameOf(view.by), nameOf(view.person), `*${spanText(view, reader)}*`)
  const undo = button(OWN_ACTIONS.undoOverride, cover.undo, overrideIds.join(','))
  return modal({
    callbackId: ONCALL_CALLBACKS.done,
    title: cover.title,
    close: label.close,
    clearsOnClose: true,
    blocks: [section(said), actions(undo)],
  })
}

/** As many as a preview may name schedules: undoing a part would be said as undoing all. */
export function parseIds(value: string | undefined): readonly number[] {
  return /^[1-9]\d{0,8}(,[1-9]\d{0,8}){0,49}$/.test(value ?? '') ? (value ?? '').split(',').map(Number) : []
}
