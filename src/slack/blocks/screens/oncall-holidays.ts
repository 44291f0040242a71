import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { HolidayTreatment } from '../../../domain/oncall/schedule.ts'
import type { HolidayLine, HolidayPreview, HolidaysView } from '../../../domain/oncall/screens.ts'
import { actions, button, context, dotted, header, plainText, section } from '../kit.ts'
import { harmlessLine, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { modal, radioField, textField } from './inputs.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from './oncall-ids.ts'
import { type HolidayAct, type HolidayWish, holidayValue, wishMetadata } from './oncall-refs.ts'
import { dateText, gapText, paragraphs, scheduleMenu, spanText, withOverflow, wordsFor } from './oncall-shared.ts'

const DAYS_SHOWN = 60
const STRUCK_SHOWN = 15
const TREATMENTS = ['holiday', 'weekend', 'ignore'] as const

/** `/oncall holidays`: twelve months of a schedule, and for leads what may be done about each day. */
export function holidaysModal(view: HolidaysView, reader: Reader): ModalView {
  const { holidays, team, button: label } = wordsFor(reader)
  const { schedule } = view
  const shown = view.holidays.slice(0, DAYS_SHOWN)
  const rest = view.holidays.length - shown.length
  const options = view.choices.map((one) => ({ value: String(one.id), label: dotted(one.name, one.team) }))
  return modal({
    callbackId: ONCALL_CALLBACKS.holidays,
    title: holidays.title,
    close: label.close,
    metadata: String(schedule.id),
    blocks: [
      ...scheduleMenu(ONCALL_ACTIONS.holidaySchedule, team.choose, options, String(schedule.id)),
      header(team.heading(harmlessLine(schedule.name, 60), harmlessLine(schedule.team, 60))),
      ...(shown.length === 0 ? [section(holidays.none)] : []),
      ...(view.isLead
        ? shown.map((one) => editable(one, schedule.id, reader))
        : paragraphs(shown.map((one) => lineText(one, reader)))),
      ...(rest > 0 ? [context(holidays.more(rest))] : []),
      ...view.struck.slice(0, STRUCK_SHOWN).map((on) => struckBlock(on, view, reader)),
      ...(view.isLead
        ? [
            actions(
              button(
                ONCALL_ACTIONS.holidayAdd,
                label.addDay,
                holidayValue({ scheduleId: schedule.id, on: null, act: 'add' }),
              ),
            ),
          ]
        : []),
    ],
  })
}

/** "★ Thu 26 Nov · Thanksgiving · US · as a holiday" */
function lineText(one: HolidayLine, reader: Reader): string {
  const { holidays } = wordsFor(reader)
  const from = one.calendars.length === 0 ? holidays.ofTeam : userLine(one.calendars.join(', '), 80)
  return dotted(`*${dateText(one.on, reader)}*`, userLine(one.name, 80), from, holidays.as[one.as])
}

function editable(one: HolidayLine, scheduleId: number, reader: Reader): KnownBlock {
  const { button: label } = wordsFor(reader)
  const option = (act: HolidayAct['act'], text: string) => ({
    value: holidayValue({ scheduleId, on: one.on, act }),
    label: text,
  })
  return withOverflow(lineText(one, reader), ONCALL_ACTIONS.holidayMenu, [
    option('rename', label.rename),
    ...TREATMENTS.filter((as) => as !== one.as).map((as) => option(as, label.treatAs[as])),
    option('strike', label.strike),
  ])
}

function struckBlock(on: string, view: HolidaysView, reader: Reader): KnownBlock {
  const { holidays, button: label } = wordsFor(reader)
  const text = holidays.struck(dateText(on, reader))
  if (!view.isLead) return context(text)
  const value = holidayValue({ scheduleId: view.schedule.id, on, act: 'restore' })
  return section(text, button(ONCALL_ACTIONS.holidayMenu, label.restore, value))
}

/** [Add a day] and [Rename]: what has to be typed first. */
export function holidayEditModal(act: HolidayAct, known: string | null, reader: Reader): ModalView {
  const { holidays, button: label } = wordsFor(reader)
  const name = textField(ONCALL_FIELDS.name, holidays.nameLabel, { maxLength: 80, initial: known })
  return modal({
    callbackId: ONCALL_CALLBACKS.holidayEdit,
    title: act.act === 'add' ? label.addDay : label.rename,
    close: label.cancel,
    submit: label.preview,
    metadata: holidayValue(act),
    blocks:
      act.act === 'add'
        ? [
            dayField(ONCALL_FIELDS.on, holidays.onLabel),
            name,
            radioField(
              ONCALL_FIELDS.as,
              holidays.asLabel,
              TREATMENTS.map((as) => ({ value: as, label: holidays.asChoice[as] })),
              { chosen: 'holiday' },
            ),
          ]
        : [section(`*${act.on === null ? '' : dateText(act.on, reader)}*`), name],
  })
}

function dayField(field: string, label: string): InputBlock {
  return { type: 'input', block_id: field, label: plainText(label), element: { type: 'datepicker', action_id: field } }
}

/** What the edit does, before it is saved: whose shifts move, which gaps open. */
export function holidayPreviewModal(wish: HolidayWish, preview: HolidayPreview, reader: Reader): ModalView {
  const { holidays, button: label } = wordsFor(reader)
  const spans = (all: readonly { readonly start: Date; readonly end: Date }[]) =>
    [...all.slice(0, 3).map((one) => spanText(one, reader)), ...(all.length > 3 ? [`+${all.length - 3}`] : [])].join(
      '; ',
    )
  const moved = preview.moved
    .slice(0, 20)
    .flatMap((one) => [
      ...(one.gained.length === 0 ? [] : [holidays.gains(nameOf(one), spans(one.gained))]),
      ...(one.lost.length === 0 ? [] : [holidays.loses(nameOf(one), spans(one.lost))]),
    ])
  const isQuiet = moved.length === 0 && preview.gaps.length === 0 && preview.voidSwaps === 0
  return modal({
    callbackId: ONCALL_CALLBACKS.holidayPreview,
    title: holidays.preview,
    close: label.back,
    submit: label.save,
    metadata: wishMetadata(wish),
    blocks: [
      section(`*${wishText(wish, reader)}*`),
      ...(isQuiet ? [section(holidays.nothingMoves)] : []),
      ...(moved.length === 0 ? [] : paragraphs([`*${holidays.moves}*`, ...moved])),
      ...(preview.gaps.length === 0
        ? []
        : paragraphs([`*${holidays.opens}*`, ...preview.gaps.slice(0, 20).map((gap) => gapText(gap, reader))])),
      ...(preview.voidSwaps === 0 ? [] : [section(holidays.voids(preview.voidSwaps))]),
    ],
  })
}

function wishText({ act, on, name, as }: HolidayWish, reader: Reader): string {
  const { holidays } = wordsFor(reader)
  const day = dateText(on, reader)
  const called = userLine(name ?? '', 80)
  switch (act) {
    case 'add':
      return dotted(holidays.will.add(day, called), holidays.as[as ?? 'holiday'])
    case 'rename':
      return holidays.will.rename(day, called)
    case 'strike':
      return holidays.will.strike(day)
    case 'restore':
      return holidays.will.restore(day)
    default:
      return holidays.will.treat(day, holidays.as[act satisfies HolidayTreatment])
  }
}
