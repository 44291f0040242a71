import type { KnownBlock } from '@slack/types'
import type { GapNoticeView } from '../../../domain/oncall/sync-views.ts'
import { dateTimeOf, listOf } from '../../../i18n/format.ts'
import { oncallSyncWords } from '../../../i18n/oncall-sync.ts'
import { context, dotted, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { gapBlock } from '../screens/oncall-gaps.ts'
import { spanText } from '../screens/oncall-shared.ts'

/** More than these are counted. */
const LISTED = 10
const NAMES_SHOWN = 2

/** New gaps, a line and a [Fix] each; what was filled or is over keeps its line, struck (SCREENS 10). */
export function gapNotice(view: GapNoticeView, reader: Reader): MessageContent {
  const { gaps: say } = oncallSyncWords(reader.locale)
  const title = say.title(view.gaps.length, userLine(view.schedule, 60))
  const shown = view.gaps.slice(0, LISTED)
  const rest = view.gaps.length - shown.length
  const [first] = shown
  return {
    text: dotted(
      title,
      first === undefined ? null : say.first(dateTimeOf(first.gap.start, reader.zone, reader.locale)),
    ),
    blocks: [
      section(`*${title}*`),
      ...shown.map((one) => lineBlock(one, reader)),
      ...(rest > 0 ? [context(say.more(rest))] : []),
    ],
  }
}

function lineBlock({ gap, became }: GapNoticeView['gaps'][number], reader: Reader): KnownBlock {
  const { gaps: say } = oncallSyncWords(reader.locale)
  const when = spanText(gap, reader)
  switch (became.state) {
    case 'open':
      return gapBlock(gap, reader)
    case 'filled': {
      const names = became.by.slice(0, NAMES_SHOWN).map((name) => nameOf({ name }))
      const rest = became.by.length - names.length
      return section(say.filled(when, listOf(rest > 0 ? [...names, `+${rest}`] : names, reader.locale)))
    }
    default:
      return section(say[became.state](when))
  }
}
