import type { ModalView, SectionBlock } from '@slack/types'
import type { TimelineEntry, TimelinePage } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { timelineSentence } from '../../../i18n/timeline.ts'
import { dotted, lines, section } from '../kit.ts'
import { titleLine } from '../messages/head.ts'
import { userLine, userQuote } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import { pagingBlocks } from './lists.ts'
import { timelineMetadata } from './metadata.ts'
import { momentOn } from './shared.ts'

const ENTRIES_MAX = 90
const SENTENCE_MAX = 300
/** A view is at most 250 KB, and a character up to four bytes of it: the more entries, the less of each text. */
const VIEW_CHARACTERS = 50_000
const TEXT_MAX = 2300

/** One page of what happened, as the use case orders it. */
export function timelineModal(view: TimelinePage, reader: Reader): ModalView {
  const { timeline, close } = catalogueOf(reader.locale).screens.reading
  const entries = view.entries.slice(0, ENTRIES_MAX)
  const textBudget = Math.min(TEXT_MAX, Math.floor(VIEW_CHARACTERS / Math.max(1, entries.length)) - SENTENCE_MAX)
  return modal({
    callbackId: CALLBACK_IDS.timeline,
    title: `${timeline.title} ${escNumber(view.head.id)}`,
    close,
    metadata: timelineMetadata({ escalationId: view.head.id, page: view.page }),
    blocks: [
      section(titleLine(view.head, reader)),
      ...(entries.length === 0
        ? [section(timeline.none)]
        : entries.map((entry) => entryBlock(entry, textBudget, reader))),
      ...pagingBlocks(view, SCREEN_ACTION_IDS.timelinePrevious, SCREEN_ACTION_IDS.timelineNext, reader),
    ],
  })
}

function entryBlock(entry: TimelineEntry, textBudget: number, reader: Reader): SectionBlock {
  const { redacted } = catalogueOf(reader.locale).words.timeline
  // The sentence holds display names and what others called things: escaped as a whole.
  const sentence = userLine(timelineSentence(entry, reader.locale), SENTENCE_MAX)
  return section(
    lines(
      dotted(momentOn(entry.at, reader, null).text, sentence),
      entry.isRedacted ? redacted : entry.text === null ? null : userQuote(entry.text, textBudget),
    ),
  )
}
