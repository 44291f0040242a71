import type { KnownBlock } from '@slack/types'
import type { WeeklyDigest } from '../../../domain/digest/weekly.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { digestLines } from '../../../i18n/digest-lines.ts'
import { button, context, fitting, lines, type MessageContent, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { ONCALL_ACTIONS } from '../screens/oncall-ids.ts'
import { gapValue } from '../screens/oncall-refs.ts'
import { gapText, wordsFor } from '../screens/oncall-shared.ts'

/** Gaps with a button each; the rest is counted. The whole message stays under 25 blocks (SCREENS 10). */
const GAPS_SHOWN = 8
const SECTION = 1_000

/** Monday's message to a lead: what needs them first, then the week. Phone first: short lines, no columns. */
export function weeklyDigestMessage(
  digest: WeeklyDigest,
  reader: Reader,
): MessageContent & { /** How many of its blocks are the title and what needs them. */ readonly needsUntil: number } {
  const say = digestWords(reader.locale)
  const { button: label } = wordsFor(reader)
  const told = digestLines(digest, reader.locale, (text) => userLine(text, 80))
  const gaps = digest.gaps.slice(0, GAPS_SHOWN)
  const more = digest.gaps.length - gaps.length
  const block = (head: string, items: readonly string[], between: string): readonly KnownBlock[] =>
    items.length === 0
      ? []
      : [section(`*${head}*${between === '\n' ? '\n' : ': '}${fitting(items, SECTION).join(between)}`)]
  const needs = [
    section(`*${told.title}*`),
    ...(gaps.length === 0 ? [] : [section(`*${say.needsYou}*`)]),
    ...gaps.map((gap) => section(gapText(gap, reader), button(ONCALL_ACTIONS.fix, label.fix, gapValue(gap)))),
    ...(more > 0 ? [context(`+${more}`)] : []),
  ]
  return {
    text: told.title,
    needsUntil: needs.length,
    blocks: [
      ...needs,
      section(lines(`*${say.week}*`, told.week.join(' · '), ...told.promises)),
      ...block(say.lateHead, told.late, '\n'),
      ...block(say.load, told.load, ' · '),
      ...(told.policy.length === 0 ? [] : [section(fitting(told.policy, SECTION).join('\n'))]),
    ],
  }
}
