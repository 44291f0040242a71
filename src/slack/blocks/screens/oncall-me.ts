import type { KnownBlock, ModalView } from '@slack/types'
import type { MeView, MyShift } from '../../../domain/oncall/screens.ts'
import { ownDutyWords } from '../../../i18n/own-duty.ts'
import { OWN_ACTIONS } from '../duty/own.ts'
import { actions, button, context, divider, dotted, header, lines, section } from '../kit.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { modal } from './inputs.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS } from './oncall-ids.ts'
import { shiftValue } from './oncall-refs.ts'
import { dateText, dutyText, paragraphs, spanText, wordsFor } from './oncall-shared.ts'

/** Of the hundred blocks that a view may have. */
const SHIFTS_SHOWN = 45
const KEPT_SHOWN = 20
const OVERRIDES_SHOWN = 10
/** Nobody is asked to confirm earlier. */
const ASKED_MS = 7 * 24 * 60 * 60_000

/** `/oncall me`: my shifts, the days that I keep, and what I bore. */
export function meModal(view: MeView, reader: Reader, hasCalendar = false): ModalView {
  const { me, calendar, button: label } = wordsFor(reader)
  const shown = view.shifts.slice(0, SHIFTS_SHOWN)
  const rest = view.shifts.length - shown.length
  return modal({
    callbackId: ONCALL_CALLBACKS.me,
    title: me.title,
    close: label.close,
    blocks: [
      header(me.ahead),
      ...(shown.length === 0 ? [section(me.none)] : shown.map((one) => shiftBlock(one, reader, view.asOf))),
      ...(rest > 0 ? [context(me.more(rest))] : []),
      divider(),
      ...overrideBlocks(view, reader),
      ...keptBlocks(view, reader),
      divider(),
      section(lines(`*${me.ledger}*`, ledgerText(view.ledger, reader))),
      actions(
        button(ONCALL_ACTIONS.openHolidays, label.holidays, 'me'),
        ...(hasCalendar ? [button(ONCALL_ACTIONS.calendar, calendar.title, 'me')] : []),
      ),
    ],
  })
}

function shiftBlock(shift: MyShift, reader: Reader, asOf: Date): KnownBlock {
  const { me, button: label } = wordsFor(reader)
  const when = spanText(shift.own, reader)
  // A post asks for weekends and holidays, and nobody for a weekday.
  const isAsked = shift.layer !== 'weekday' && shift.start.getTime() - asOf.getTime() < ASKED_MS
  const confirmed = shift.isConfirmed ? me.confirmed : isAsked ? me.notConfirmed : null
  const state = shift.isAhead ? confirmed : me.begun
  const text = lines(`*${when}*`, dotted(dutyText(shift, reader), shift.isSwapped ? me.covering : null, state))
  const plain = spanText(shift.own, reader).replace(/<!date[^|]*\|([^>]*)>/g, '$1')
  return section(
    text,
    button(ONCALL_ACTIONS.findCover, label.findCover, shiftValue(shift), {
      accessibilityLabel: label.of(label.findCover, plain),
    }),
  )
}

function keptBlocks(view: MeView, reader: Reader): readonly KnownBlock[] {
  const { me } = wordsFor(reader)
  const { keep } = ownDutyWords(reader.locale)
  const rows = view.kept.slice(0, KEPT_SHOWN).map(({ id, isAhead, from, to, tradedHolidayOn }) => {
    const days = from === to ? dateText(from, reader) : `${dateText(from, reader)}–${dateText(to, reader)}`
    const text = dotted(days, tradedHolidayOn === null ? null : me.traded(dateText(tradedHolidayOn, reader)))
    return isAhead ? section(text, button(OWN_ACTIONS.giveBack, keep.giveBack, String(id))) : section(text)
  })
  const rest = view.kept.length - rows.length
  return [
    section(`*${me.kept}*`),
    ...(rows.length === 0 ? [section(me.noneKept)] : rows),
    ...paragraphs([
      ...(rest > 0 ? [me.more(rest)] : []),
      ...(view.keptLeft === null ? [] : [me.left(view.keptLeft.left, view.keptLeft.of)]),
    ]),
  ]
}

/** Replacements ahead, each with its undoing; nothing where there is none. */
function overrideBlocks({ overrides }: MeView, reader: Reader): readonly KnownBlock[] {
  const { mine, cover } = ownDutyWords(reader.locale)
  if (overrides.length === 0) return []
  const rows = overrides.slice(0, OVERRIDES_SHOWN).map((one) => {
    const what = (one.isCovering ? mine.byMe : mine.forMe)(nameOf({ name: one.other }))
    const text = lines(`*${spanText(one, reader)}*`, what)
    return one.mayUndo ? section(text, button(OWN_ACTIONS.undoOverride, cover.undo, String(one.id))) : section(text)
  })
  return [section(`*${mine.heading}*`), ...rows, divider()]
}

function ledgerText(ledger: MeView['ledger'], reader: Reader): string {
  const { me } = wordsFor(reader)
  const hours = (value: number) => String(Math.round(value))
  return lines(
    me.hours(hours(ledger.hours)),
    dotted(
      me.weekday(hours(ledger.weekdayHours)),
      me.weekend(hours(ledger.weekendHours)),
      me.holiday(hours(ledger.holidayHours)),
      me.night(hours(ledger.nightHours)),
    ),
    dotted(me.pages(ledger.pagesAnswered), me.covers(ledger.covers.given, ledger.covers.taken)),
  )
}

/** One's own calendar's address, shown this once; null: it was revoked just now. */
export function calendarModal(address: string | null, reader: Reader): ModalView {
  const { calendar, button: label } = wordsFor(reader)
  return modal({
    callbackId: ONCALL_CALLBACKS.calendar,
    title: calendar.title,
    close: label.close,
    blocks:
      address === null
        ? [section(calendar.revoked)]
        : [
            section(calendar.text),
            section(`\`${address}\``),
            actions(button(ONCALL_ACTIONS.calendarRevoke, calendar.revoke, 'me', { style: 'danger' })),
          ],
  })
}
