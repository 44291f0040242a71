import type { KnownBlock } from '@slack/types'
import type { WeeklyDigest } from '../../../domain/digest/weekly.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { digestLines } from '../../../i18n/digest-lines.ts'
import { fitting, lines, type MessageContent, section } from '../kit.ts'
import { userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { needsBlocks } from './needs.ts'

/** Gaps with a button each; the rest is counted. The whole message stays under 25 blocks (SCREENS 10). */
const GAPS_SHOWN = 8
const SECTION = 1_000

/** Monday's message to a lead: what needs them first, then the week. Phone first: short lines, no columns. */
export function weeklyDigestMessage(
  digest: WeeklyDigest,
  reader: Reader,
): MessageContent & { /** How many of its blocks are the title and what needs them. */ readonly needsUntil: number } {
  const say = digestWords(reader.locale)
  const told = digestLines(digest, reader.locale, (text) => userLine(text, 80))
  const block = (head: string, items: readonly string[], between: string): readonly KnownBlock[] =>
    items.length === 0
      ? []
      : [section(`*${head}*${between === '\n' ? '\n' : ': '}${fitting(items, SECTION).join(between)}`)]
  const needs = [section(`*${told.title}*`), ...needsBlocks(digest, GAPS_SHOWN, reader)]
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
