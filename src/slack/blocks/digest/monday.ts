import type { KnownBlock } from '@slack/types'
import type { WeeklyDigest } from '../../../domain/digest/weekly.ts'
import { digestWords } from '../../../i18n/digest.ts'
import { digestTable } from '../../../i18n/digest-lines.ts'
import { durationOf } from '../../../i18n/format.ts'
import { context, divider, lines, type MessageContent, section } from '../kit.ts'
import { userCode, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { weeklyDigestMessage } from './weekly.ts'

/** Of the fifty blocks that a message may have; each team's part is short of half of it. */
const BLOCKS_MAX = 48

/** One message of all teams that somebody leads, each under its name where there are several. */
export function digestMessage(
  told: { readonly digests: readonly WeeklyDigest[]; readonly lateMinutes: number },
  reader: Reader,
): MessageContent {
  const say = digestWords(reader.locale)
  const { digests, lateMinutes } = told
  const parts = digests.map((digest) => ({ digest, message: weeklyDigestMessage(digest, reader) }))
  const blocks: KnownBlock[] = lateMinutes > 0 ? [context(say.sentLate(durationOf(lateMinutes, reader.locale)))] : []
  const left: string[] = []
  for (const { digest, message } of parts) {
    const isOne = parts.length === 1
    const own = isOne ? message.blocks : [divider(), section(`*${userLine(digest.team, 75)}*`), ...message.blocks]
    if (blocks.length + own.length <= BLOCKS_MAX) blocks.push(...own)
    else left.push(userLine(digest.team, 75))
  }
  // Who leads more teams than a message holds finds them in the table below.
  if (left.length > 0) blocks.push(context(left.slice(0, 20).join(' · ')))
  return { text: parts.map(({ message }) => message.text).join(' '), blocks }
}

/** The same figures, a line each: the measure, the week, what is usual. */
export function digestTables(digests: readonly WeeklyDigest[], reader: Reader): MessageContent {
  const [first] = digests
  const texts = digests.slice(0, BLOCKS_MAX).map((digest) => {
    const table = columns(digestTable(digest, reader.locale))
    const name = digests.length === 1 ? null : `*${userLine(digest.team, 75)}*`
    return section(lines(name, userCode(table.join('\n'))))
  })
  return { text: first === undefined ? '' : weeklyDigestMessage(first, reader).text, blocks: texts }
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
