import type { KnownBlock } from '@slack/types'
import type { Head, LabelPair, StateLine } from '../../../domain/escalation/views.ts'
import { languageOf } from '../../../domain/language.ts'
import { isSoon, type Moment, momentOf } from '../../../i18n/format.ts'
import { lines, section } from '../kit.ts'
import { isSealed, type Pace, summaryLine, titleLine } from '../messages/head.ts'
import { stateText } from '../messages/state-line.ts'
import { harmless, momentToken, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** Parts that several screens have. Everything here is mrkdwn, ready to stand in a section. */

/** The category's name in the reader's language: the team's own words, so escaped like anybody's. */
export function labelOf(label: LabelPair, reader: Reader): string {
  return userLine(label[languageOf(reader.locale)], 80)
}

/** What is opened at any time later names the day of its instants. */
export const NAMED_DAYS: Pace = { head: { severity: 'sev4' } }

/** A screen is read when it is drawn: within half a day of that the hour alone says when. */
export function drawnAt(asOf: Date): Pace {
  return { ...NAMED_DAYS, filedAt: asOf }
}

/** `asOf`: when the screen is drawn; null names the day of every instant. */
export function momentOn(at: Date, reader: Reader, asOf: Date | null): Moment {
  return momentToken(at, reader, asOf)
}

/** The same where Slack shows plain text only. */
export function plainMomentOn(at: Date, reader: Reader, asOf: Date): Moment {
  return momentOf(at, reader.zone, reader.locale, isSoon(at, asOf))
}

/** What names an escalation in a list: head, summary where it may be seen, state. */
export function itemText(item: { readonly head: Head; readonly line: StateLine }, reader: Reader, asOf: Date): string {
  return lines(
    titleLine(item.head, reader),
    summaryLine(item.head),
    stateText(item.line, reader, drawnAt(asOf), isSealed(item.head)),
  )
}

const COST: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4 }

/**
 * User text in as many sections as it needs: nothing of a body of 3,000 characters is lost to escaping. Breaks at a line
 * or a space where there is one near.
 */
export function textSections(text: string, budget = 2700): KnownBlock[] {
  const pieces: string[] = []
  let piece: string[] = []
  let cost = 0
  for (const point of [...harmless(text).trim()]) {
    const next = COST[point] ?? 1
    if (cost + next > budget) {
      const at = lastBreak(piece)
      pieces.push(piece.slice(0, at).join(''))
      piece = piece.slice(at)
      cost = piece.reduce((sum, one) => sum + (COST[one] ?? 1), 0)
    }
    piece.push(point)
    cost += next
  }
  pieces.push(piece.join(''))
  return pieces.filter((one) => one.trim() !== '').map((one) => section(userText(one, 3000)))
}

function lastBreak(piece: readonly string[]): number {
  const from = Math.floor(piece.length * 0.8)
  const line = piece.lastIndexOf('\n')
  if (line >= from) return line + 1
  const space = piece.lastIndexOf(' ')
  return space >= from ? space + 1 : piece.length
}
