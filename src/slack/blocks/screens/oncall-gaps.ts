import type { KnownBlock, ModalView } from '@slack/types'
import type { GapLine, GapsView, HomeDuty } from '../../../domain/oncall/screens.ts'
import { dutyNoticeWords } from '../../../i18n/duty-notices.ts'
import { DUTY_ACTIONS } from '../duty/ids.ts'
import { actions, button, context, lines, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { modal } from './inputs.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS } from './oncall-ids.ts'
import { gapValue, shiftValue } from './oncall-refs.ts'
import { dateText, dayText, dutyText, gapText, spanText, untilText, wordsFor } from './oncall-shared.ts'

const GAPS_SHOWN = 40
const HOME_GAPS = 5

/** `/oncall gaps`: the next 30 days; leads find [Fix] beside each of theirs. */
export function gapsModal(view: GapsView, reader: Reader): ModalView {
  const { gaps, button: label } = wordsFor(reader)
  const shown = view.gaps.slice(0, GAPS_SHOWN)
  const rest = view.gaps.length - shown.length
  return modal({
    callbackId: ONCALL_CALLBACKS.gaps,
    title: gaps.title,
    close: label.close,
    blocks: [
      section(shown.length === 0 ? gaps.none : `*${gaps.heading(view.gaps.length)}*`),
      ...shown.map((gap) => gapBlock(gap, reader)),
      ...(rest > 0 ? [context(gaps.more(rest))] : []),
    ],
  })
}

/** One gap with its [Fix], for any surface of a lead's. */
export function gapBlock(gap: GapLine, reader: Reader): KnownBlock {
  const { button: label } = wordsFor(reader)
  const text = gapText(gap, reader)
  const line = gap.schedule === '' ? text : lines(text, userLine(gap.schedule, 60))
  if (!gap.isLead) return section(line)
  const aloud = text.replace(/<!date[^|]*\|([^>]*)>/g, '$1')
  return section(
    line,
    button(ONCALL_ACTIONS.fix, label.fix, gapValue(gap), { accessibilityLabel: label.of(label.fix, aloud) }),
  )
}

/** Of Home: my next shift, and for leads the first gaps. */
export function homeDutyBlocks(duty: HomeDuty, reader: Reader): readonly KnownBlock[] {
  const { home, button: label, gaps } = wordsFor(reader)
  const { next } = duty
  const shown = duty.gaps.slice(0, HOME_GAPS)
  const rest = duty.gaps.length - shown.length
  return [
    ...(next === null
      ? []
      : [
          section(
            lines(
              next.isAhead
                ? home.next(spanText(next.own, reader))
                : home.now(untilText(next.own.end, reader, duty.asOf)),
              dutyText(next, reader),
            ),
            button(ONCALL_ACTIONS.findCover, label.findCover, shiftValue(next)),
          ),
        ]),
    ...approvalBlocks(duty, reader),
    ...(shown.length === 0 ? [] : [section(`*${gaps.heading(duty.gaps.length)}*`)]),
    ...shown.map((gap) => gapBlock(gap, reader)),
    ...(rest > 0 ? [context(home.moreGaps(rest))] : []),
    actions(
      button(ONCALL_ACTIONS.openTeam, label.twoWeeks, 'home'),
      ...(next === null ? [] : [button(ONCALL_ACTIONS.openMe, label.myShifts, 'home')]),
      ...(rest > 0 ? [button(ONCALL_ACTIONS.openGaps, label.gaps, 'home')] : []),
    ),
  ]
}

const HOME_SWAPS = 5

/** Swaps that wait for the lead's yes, and posts that never went. */
function approvalBlocks({ approvals, skipped }: HomeDuty, reader: Reader): readonly KnownBlock[] {
  const { home } = wordsFor(reader)
  const { button: label } = dutyNoticeWords(reader.locale)
  const rest = approvals.length - HOME_SWAPS
  return [
    ...skipped
      .slice(0, 3)
      .map(({ kind, schedule, on }) => section(home.skipped[kind](userLine(schedule, 60), dateText(on, reader)))),
    ...(approvals.length === 0 ? [] : [section(`*${home.toApprove}*`)]),
    ...approvals
      .slice(0, HOME_SWAPS)
      .flatMap(({ id, giver, taker, start }) => [
        section(home.swap(nameOf({ name: giver }), nameOf({ name: taker }), dayText(start, reader))),
        actions(
          button(DUTY_ACTIONS.approveSwap, label.approve, String(id), { style: 'primary' }),
          button(DUTY_ACTIONS.refuseSwap, label.refuse, String(id)),
        ),
      ]),
    ...(rest > 0 ? [context(home.moreGaps(rest))] : []),
  ]
}
