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

/** One page of what happened, as the use case orders it. */
export function timelineModal(view: TimelinePage, reader: Reader): ModalView {
  const { timeline, close } = catalogueOf(reader.locale).screens.reading
  return modal({
    callbackId: CALLBACK_IDS.timeline,
    title: `${timeline.title} ${escNumber(view.head.id)}`,
    close,
    metadata: timelineMetadata({ escalationId: view.head.id, page: view.page }),
    blocks: [
      section(titleLine(view.head, reader)),
      ...(view.entries.length === 0
        ? [section(timeline.none)]
        : view.entries.slice(0, ENTRIES_MAX).map((entry) => entryBlock(entry, reader))),
      ...pagingBlocks(view, SCREEN_ACTION_IDS.timelinePrevious, SCREEN_ACTION_IDS.timelineNext, reader),
    ],
  })
}

function entryBlock(entry: TimelineEntry, reader: Reader): SectionBlock {
  const { redacted } = catalogueOf(reader.locale).words.timeline
  // The sentence holds display names and what others called things: escaped as a whole.
  const sentence = userLine(timelineSentence(entry, reader.locale), 400)
  return section(
    lines(
      dotted(momentOn(entry.at, reader).text, sentence),
      entry.isRedacted ? redacted : entry.text === null ? null : userQuote(entry.text, 2300),
    ),
  )
}
