import type { KnownBlock } from '@slack/types'
import type { DeadlineView, Head, LabelPair, StateLine } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { dateOf, durationOf } from '../../../i18n/format.ts'
import { dotted, lines, section } from '../kit.ts'
import { dateToken, harmless, momentToken, nameOf, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** Parts that several screens have. Everything here is mrkdwn, ready to stand in a section. */

/** The category's name in the reader's language: the team's own words, so escaped like anybody's. */
export function labelOf(label: LabelPair, reader: Reader): string {
  return userLine(label[languageOf(reader.locale)], 80)
}

/** A screen is read at any time later: its instants name the day. */
export function momentOn(at: Date, reader: Reader) {
  return momentToken(at, reader, null)
}

/** `*SEV1 · ESC-1042* · Press inquiry · ES content`; restricted says so; nothing else where only that it exists is shown. */
export function headLine(head: Head, reader: Reader): string {
  const { words } = catalogueOf(reader.locale)
  return dotted(
    `*${head.severity.toUpperCase()} · ${escNumber(head.id)}*`,
    head.isRestricted ? `🔒 ${words.restricted}` : null,
    head.category === null ? null : labelOf(head.category, reader),
    head.category === null ? null : words.contentIn[head.contentLanguage],
  )
}

/** One deadline with its state: `⚠ Decision by 27 Nov, 03:02 · late`. */
export function deadlineLine(deadline: DeadlineView, reader: Reader): string {
  const words = catalogueOf(reader.locale).screens.reading.detail
  const line = words.clocks[deadline.clock](momentOn(deadline.dueAt, reader).text)
  switch (deadline.state) {
    case 'running':
      return line
    case 'due_soon':
      return words.dueSoon(line)
    case 'late':
      return words.late(line)
    case 'paused':
      return words.paused(line)
  }
}

/** Where it stands, in one line: a sign and words, never a sign alone. The words are those of the card. */
export function stateLine(line: StateLine, reader: Reader): string {
  const { messages, words } = catalogueOf(reader.locale)
  const say = messages.state
  switch (line.state) {
    case 'unclaimed':
      return (line.isLate ? say.unclaimedLate : say.unclaimed)(momentOn(line.claimBy, reader))
    case 'nobody_on_call':
      return say.nobodyOnCall(momentOn(line.since, reader))
    case 'claimed':
      return claimedLine(line, reader)
    case 'waiting':
      return dotted(
        say.waiting(momentOn(line.since, reader)),
        line.isResolvePaused ? say.paused('resolve') : null,
        nameOf(line.owner),
      )
    case 'resolved':
      return dotted(
        `✓ ${words.decision[line.decision]}`,
        durationOf(line.tookMinutes, reader.locale),
        line.isOnTime ? say.onTime : say.late,
      )
    case 'closed':
      return say.closed(dateToken(line.at, '{date_short}', dateOf(line.at, reader.zone, reader.locale)))
    case 'duplicate':
      return say.duplicate(escNumber(line.of))
    case 'withdrawn':
      return line.reason === null ? say.withdrawn : say.withdrawnBecause(userLine(line.reason, 150))
  }
}

const SIGN = { running: '●', due_soon: '◔', late: '⚠', paused: '◐' } as const

function claimedLine(line: Extract<StateLine, { state: 'claimed' }>, reader: Reader): string {
  const say = catalogueOf(reader.locale).messages.state
  const owner = say.claimed(nameOf(line.owner), momentOn(line.since, reader))
  if (line.deadline === null) return `${SIGN.running} ${owner}`
  const { clock, dueAt, state } = line.deadline
  const due = momentOn(dueAt, reader)
  const what = {
    running: () => say.by(clock, due),
    due_soon: () => say.dueSoon(clock, due),
    late: () => say.lateSince(clock, due),
    paused: () => say.paused(clock),
  }[state]()
  return dotted(`${SIGN[state]} ${owner}`, what)
}

/** What names an escalation in a list: head, summary (or the lock), state. */
export function itemText(item: { readonly head: Head; readonly line: StateLine }, reader: Reader): string {
  return lines(
    headLine(item.head, reader),
    item.head.summary === null ? null : userLine(item.head.summary, 120),
    stateLine(item.line, reader),
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
