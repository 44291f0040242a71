import type { Button, SectionBlock } from '@slack/types'
import type { PageBundleView, PageView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { button, lines, type MessageContent, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { summaryLine, when } from './head.ts'
import { pageTitle, stateOf } from './page.ts'

/** With the longest summaries these stay under the size at which Slack refuses a message. */
const SHOWN = 9
const NUMBERED = 40

const isWaiting = (view: PageView) => view.state.state === 'live' || view.state.state === 'seen'

/** All that waits for one person in one message, each with its own button; what is settled says so. */
export function pageBundle(view: PageBundleView, reader: Reader): MessageContent {
  const { page: say, preview } = catalogueOf(reader.locale).messages
  const waiting = view.pages.filter(isWaiting).length
  const shown = view.pages.slice(0, SHOWN)
  const rest = view.pages.slice(SHOWN)
  const more = rest.length === 0 ? [] : [section(say.andMore(numbersOf(rest, reader)))]
  return {
    text: waiting === 0 ? preview.nothingToDo : preview.several(waiting),
    blocks: [
      section(waiting === 0 ? `*${preview.nothingToDo}*` : say.several(waiting)),
      ...shown.map((page) => pageSection(page, reader)),
      ...more,
    ],
  }
}

function pageSection(view: PageView, reader: Reader): SectionBlock {
  const { preview: say } = catalogueOf(reader.locale).messages
  const isShort = view.head.isRestricted || !isWaiting(view)
  const claimBy =
    isWaiting(view) && view.claimBy !== null && !view.head.isRestricted
      ? say.claimBy(when(view.claimBy, reader, view))
      : null
  const text = lines(pageTitle(view, reader), isShort ? null : summaryLine(view.head), claimBy, stateOf(view, reader))
  return section(text, buttonOf(view, reader))
}

function buttonOf(view: PageView, reader: Reader): Button | undefined {
  const { button: label } = catalogueOf(reader.locale).messages
  const number = escNumber(view.head.id)
  const value = escalationValue(view.head.id)
  if (isWaiting(view)) {
    return button(ACTION_IDS.claim, label.claim, value, { accessibilityLabel: label.aloud(label.claim, number) })
  }
  if (view.state.state !== 'yours') return undefined
  return button(ACTION_IDS.open, label.open, value, { accessibilityLabel: label.aloud(label.open, number) })
}

function numbersOf(pages: readonly PageView[], reader: Reader): string {
  const numbers = pages.slice(0, NUMBERED).map((page) => escNumber(page.head.id))
  const rest = pages.length - numbers.length
  return listOf(rest > 0 ? [...numbers, `+${rest}`] : numbers, reader.locale)
}
