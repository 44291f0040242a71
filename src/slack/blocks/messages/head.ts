import type { Head } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { isSoon, type Moment, momentOf } from '../../../i18n/format.ts'
import { dotted } from '../kit.ts'
import { momentToken, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/** What every message begins with, and what its preview may tell. */

/** The reader may know only that it exists: number, severity, deadline, 🔒. */
export function isSealed(head: Head): boolean {
  return head.isRestricted && head.category === null
}

export function mainWords(head: Head): string {
  return `${head.severity.toUpperCase()} · ${escNumber(head.id)}`
}

export function categoryOf(head: Head, reader: Reader): string | null {
  return head.category === null ? null : userLine(head.category[languageOf(reader.locale)], 100)
}

function contentIn(head: Head, reader: Reader): string | null {
  return isSealed(head) ? null : catalogueOf(reader.locale).words.contentIn[head.contentLanguage]
}

/** `*SEV1 · ESC-1042* · Press or high-profile inquiry · ES content`, or 🔒 in the place of what is restricted. */
export function titleLine(head: Head, reader: Reader): string {
  const { restricted } = catalogueOf(reader.locale).words
  return dotted(
    `*${mainWords(head)}*`,
    head.isRestricted ? `🔒 ${restricted}` : null,
    categoryOf(head, reader),
    contentIn(head, reader),
  )
}

export function summaryLine(head: Head): string | null {
  return head.summary === null ? null : userLine(head.summary, 120)
}

/**
 * `text` of a message: severity, number, category, language, deadline; of a restricted one severity, number, deadline.
 * Never a requester's words: it is what a lock screen shows.
 */
export function previewOf(head: Head, reader: Reader, tail: string | null): string {
  if (head.isRestricted) return dotted(mainWords(head), tail)
  const short = head.categoryShort === null ? null : userLine(head.categoryShort[languageOf(reader.locale)], 40)
  return dotted(mainWords(head), short, contentIn(head, reader), tail)
}

/** What a message is about, as far as its instants go: hours alone are enough for what is over within a day. */
export interface Pace {
  readonly head: Pick<Head, 'severity'>
  readonly filedAt?: Date
}

function isShort(at: Date, pace: Pace): boolean {
  if (pace.filedAt !== undefined) return isSoon(at, pace.filedAt)
  return pace.head.severity === 'sev1' || pace.head.severity === 'sev2'
}

/** An instant inside a sentence of a block. */
export function when(at: Date, reader: Reader, pace: Pace): Moment {
  return momentToken(at, reader, isShort(at, pace) ? at : null)
}

/** An instant inside a preview, which knows no tokens. */
export function plainWhen(at: Date, reader: Reader, pace: Pace): Moment {
  return momentOf(at, reader.zone, reader.locale, isShort(at, pace))
}
