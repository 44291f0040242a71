import type { DeadlineView, StateLine } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { dateOf, durationOf } from '../../../i18n/format.ts'
import { dotted } from '../kit.ts'
import { dateToken, nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { type Pace, plainWhen, when } from './head.ts'

/** A state is a sign and a word, never a colour alone (SCREENS 6). */
const SIGN: Readonly<Record<DeadlineView['state'], string>> = { running: '●', due_soon: '◔', late: '⚠', paused: '●' }

export function deadlineText(deadline: DeadlineView, reader: Reader, pace: Pace): string {
  const { state: say } = catalogueOf(reader.locale).messages
  const at = when(deadline.dueAt, reader, pace)
  switch (deadline.state) {
    case 'running':
      return say.by(deadline.clock, at)
    case 'due_soon':
      return say.dueSoon(deadline.clock, at)
    case 'late':
      return say.lateSince(deadline.clock, at)
    case 'paused':
      return say.paused(deadline.clock)
  }
}

/** The day of a closing, in the reader's zone. */
export function dateOnly(at: Date, reader: Reader): string {
  return dateToken(at, '{date_short}', dateOf(at, reader.zone, reader.locale))
}

/**
 * The second line of a card, a list, a detail. `isSealed`: for readers who may know only that it exists, so neither
 * names nor decisions nor reasons.
 */
export function stateText(line: StateLine, reader: Reader, pace: Pace, isSealed = false): string {
  const { state: say } = catalogueOf(reader.locale).messages
  switch (line.state) {
    case 'unclaimed': {
      const at = when(line.claimBy, reader, pace)
      return line.isLate ? say.unclaimedLate(at) : say.unclaimed(at)
    }
    case 'nobody_on_call':
      return say.nobodyOnCall(when(line.since, reader, pace))
    case 'claimed': {
      const since = when(line.since, reader, pace)
      const who = isSealed ? say.claimedUnnamed(since) : say.claimed(nameOf(line.owner), since)
      const { deadline } = line
      return `${SIGN[deadline?.state ?? 'running']} ${dotted(
        who,
        deadline === null ? null : deadlineText(deadline, reader, pace),
      )}`
    }
    case 'waiting':
      return dotted(say.waiting(when(line.since, reader, pace)), line.isResolvePaused ? say.paused('resolve') : null)
    case 'resolved':
      if (isSealed) return say.resolvedOnly
      return dotted(
        say.resolved(line.decision),
        durationOf(line.tookMinutes, reader.locale),
        line.isOnTime ? say.onTime : say.late,
      )
    case 'closed':
      return say.closed(dateOnly(line.at, reader))
    case 'duplicate':
      return isSealed || line.of === null ? say.duplicateOnly : say.duplicate(escNumber(line.of))
    case 'withdrawn':
      return line.reason === null || line.reason.trim() === '' || isSealed
        ? say.withdrawn
        : say.withdrawnBecause(userLine(line.reason, 200))
  }
}

/** The same for a preview: the deadline where one runs, else the state's word. Plain text, no names. */
export function statePreview(line: StateLine, reader: Reader, pace: Pace): string {
  const { preview: say } = catalogueOf(reader.locale).messages
  switch (line.state) {
    case 'unclaimed':
      return line.isLate ? dotted(say.status.unclaimed, say.late) : say.claimBy(plainWhen(line.claimBy, reader, pace))
    case 'nobody_on_call':
      return say.nobodyOnCall
    case 'claimed': {
      const { deadline } = line
      if (deadline === null || deadline.state === 'paused' || deadline.clock === 'resolve') return say.status.claimed
      if (deadline.state === 'late') return dotted(say.status.claimed, say.late)
      return dotted(say.status.claimed, say.updateBy(plainWhen(deadline.dueAt, reader, pace)))
    }
    default:
      return say.status[line.state]
  }
}
