import type { KnownBlock } from '@slack/types'
import type { TeamDigest } from '../../../domain/digest/morning.ts'
import type { WeeklyDigest } from '../../../domain/digest/weekly.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { dayTitle } from '../../../i18n/digest-day-lines.ts'
import { digestTable } from '../../../i18n/digest-lines.ts'
import { durationOf } from '../../../i18n/format.ts'
import { context, divider, fitting, lines, type MessageContent, section } from '../kit.ts'
import { userCode, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { dailyBlocks, dailyNeeds, daysOffBlock } from './daily.ts'
import { weeklyDigestMessage } from './weekly.ts'

/** Of the fifty blocks that a message may have; each team's part is short of half of it. */
const BLOCKS_MAX = 48
/** Slack takes 13,000 characters of text in all blocks of a message; buttons and what is left out count, too. */
const TEXT_MAX = 11_000

/** One message of all teams that somebody leads, each under its name where there are several: what needs them, the day, the week. */
export function digestMessage(
  told: { readonly teams: readonly TeamDigest[]; readonly lateMinutes: number },
  reader: Reader,
): MessageContent {
  const say = digestWords(reader.locale)
  const { teams, lateMinutes } = told
  const parts = teams.map((one) => ({ team: one.team, message: partOf(one, reader) }))
  const blocks: KnownBlock[] = lateMinutes > 0 ? [context(say.sentLate(durationOf(lateMinutes, reader.locale)))] : []
  const left: string[] = []
  let length = 0
  for (const { team, message } of parts) {
    const isOne = parts.length === 1
    const own = isOne ? message.blocks : [divider(), section(`*${userLine(team, 75)}*`), ...message.blocks]
    const ownLength = textLength(own)
    if (blocks.length + own.length <= BLOCKS_MAX && length + ownLength <= TEXT_MAX) {
      blocks.push(...own)
      length += ownLength
    } else left.push(userLine(team, 75))
  }
  // Who leads more teams than a message holds finds them in the table below.
  if (left.length > 0) blocks.push(context(fitting(left, 800).join(' · ')))
  return { text: parts.map(({ message }) => message.text).join(' '), blocks }
}

function textLength(blocks: readonly KnownBlock[]): number {
  return blocks.reduce((sum, block) => sum + (block.type === 'section' ? (block.text?.text.length ?? 0) : 100), 0)
}

/** The title and what needs them come first, then the day, the days off, and the week. */
function partOf({ week, day, daysOff }: TeamDigest, reader: Reader): MessageContent {
  const today = [
    ...(day === null ? [] : dailyBlocks(day, reader)),
    ...(daysOff === null ? [] : [daysOffBlock(daysOff, reader)]),
  ]
  if (week !== null) {
    const { text, blocks, needsUntil } = weeklyDigestMessage(week, reader)
    return { text, blocks: [...blocks.slice(0, needsUntil), ...today, ...blocks.slice(needsUntil)] }
  }
  const title = dayTitle(day, reader.locale)
  return { text: title, blocks: [section(`*${title}*`), ...(day === null ? [] : dailyNeeds(day, reader)), ...today] }
}

/** The same figures, a line each: the measure, the week, what is usual. */
export function digestTables(digests: readonly WeeklyDigest[], reader: Reader): MessageContent {
  const [first] = digests
  const texts = digests.slice(0, BLOCKS_MAX).map((digest) => {
    const table = columns(digestTable(digest, reader.locale))
    const name = digests.length === 1 ? null : `*${userLine(digest.team, 75)}*`
    return section(lines(name, userCode(table.join('\n'))))
  })
  const blocks: KnownBlock[] = []
  for (const block of texts) if (textLength(blocks) + textLength([block]) <= TEXT_MAX) blocks.push(block)
  return { text: first === undefined ? '' : weeklyDigestMessage(first, reader).text, blocks }
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
