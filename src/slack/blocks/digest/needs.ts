import type { KnownBlock } from '@slack/types'
import type { DigestGap } from '../../../domain/digest/needs.ts'
import type { SwapToApprove } from '../../../domain/oncall/screens.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { dutyNoticeWords } from '../../../i18n/duty-notices.ts'
import { listOf, timeOf } from '../../../i18n/format.ts'
import { DUTY_ACTIONS } from '../duty/ids.ts'
import { button, context, dotted, section } from '../kit.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { ONCALL_ACTIONS } from '../screens/oncall-ids.ts'
import { gapValue } from '../screens/oncall-refs.ts'
import { dayText, gapText, wordsFor } from '../screens/oncall-shared.ts'

const SWAPS_SHOWN = 3
const NAMES_SHOWN = 4

/** What a lead can settle from where they read it: gaps with [Fix], or whom was asked; swaps with [Approve] (SCREENS 10). */
export function needsBlocks(
  of: { readonly gaps: readonly DigestGap[]; readonly approvals: readonly SwapToApprove[] },
  gapsShown: number,
  reader: Reader,
): readonly KnownBlock[] {
  const { gaps, approvals } = of
  if (gaps.length === 0 && approvals.length === 0) return []
  const { needsYou } = digestWords(reader.locale)
  const rest = Math.max(0, gaps.length - gapsShown) + Math.max(0, approvals.length - SWAPS_SHOWN)
  return [
    section(`*${needsYou}*`),
    ...gaps.slice(0, gapsShown).map((gap) => gapBlock(gap, reader)),
    ...approvals.slice(0, SWAPS_SHOWN).map((swap) => swapBlock(swap, reader)),
    ...(rest > 0 ? [context(`+${rest}`)] : []),
  ]
}

function gapBlock(gap: DigestGap, reader: Reader): KnownBlock {
  const { button: label, fix } = wordsFor(reader)
  if (gap.asked === null) {
    return section(gapText(gap, reader), button(ONCALL_ACTIONS.fix, label.fix, gapValue(gap)))
  }
  const { names, at } = gap.asked
  const shown = names.slice(0, NAMES_SHOWN).map((name) => nameOf({ name }))
  const who = names.length > shown.length ? [...shown, `+${names.length - shown.length}`] : shown
  const asked = fix.asked(listOf(who, reader.locale), timeOf(at, reader.zone, reader.locale))
  return section(dotted(gapText(gap, reader), asked))
}

function swapBlock({ id, giver, taker, start }: SwapToApprove, reader: Reader): KnownBlock {
  const { home } = wordsFor(reader)
  const { button: label } = dutyNoticeWords(reader.locale)
  return section(
    home.swap(nameOf({ name: giver }), nameOf({ name: taker }), dayText(start, reader)),
    button(DUTY_ACTIONS.approveSwap, label.approve, String(id)),
  )
}
