import type { Button } from '@slack/types'
import type { Named, NextPaged, PageView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf, type Moment } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue, partValue } from '../ids.ts'
import { actions, button, capitalised, dotted, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { categoryOf, mainWords, plainWhen, previewOf, summaryLine, when } from './head.ts'

/**
 * One attempt to reach one person. A restricted one shows severity, number and deadline, whatever the view holds:
 * "View" opens the rest for that person only.
 */
export function page(view: PageView, reader: Reader): MessageContent {
  const buttons = buttonsOf(view, reader)
  const isBrief = view.head.isRestricted || !['live', 'seen', 'yours'].includes(view.state.state)
  const text = isBrief
    ? lines(pageTitle(view, reader), stateOf(view, reader))
    : lines(
        pageTitle(view, reader),
        quoted(view),
        factsLine(view, reader),
        whyLine(view, reader),
        stateOf(view, reader),
      )
  return {
    text: previewOf(view.head, reader, pagePreview(view, reader)),
    blocks: [section(text), ...(buttons.length === 0 ? [] : [actions(...buttons)])],
  }
}

/** `*SEV1 · ESC-1042 · Press*`, or `🔒 *SEV1 · ESC-1043* · claim by 03:17`. */
export function pageTitle(view: PageView, reader: Reader): string {
  if (!view.head.isRestricted) return `*${dotted(mainWords(view.head), categoryOf(view.head, reader))}*`
  const isWaiting = view.state.state === 'live' || view.state.state === 'seen'
  const { preview: say } = catalogueOf(reader.locale).messages
  return dotted(
    `🔒 *${mainWords(view.head)}*`,
    isWaiting && view.claimBy !== null ? say.claimBy(when(view.claimBy, reader, view)) : null,
  )
}

function quoted(view: PageView): string | null {
  const summary = summaryLine(view.head)
  return summary === null ? null : `> ${summary}`
}

function factsLine(view: PageView, reader: Reader): string {
  const { messages, words } = catalogueOf(reader.locale)
  const { preview, card, page: say } = messages
  const filedAt = when(view.filedAt, reader, view)
  const isWaiting = view.state.state === 'live' || view.state.state === 'seen'
  return dotted(
    capitalised(words.contentIn[view.head.contentLanguage]),
    view.from === null ? say.filedAt(filedAt) : say.filedBy(userLine(view.from, 80), filedAt),
    view.neededBy === null ? null : card.neededBy(when(view.neededBy, reader, view)),
    isWaiting && view.claimBy !== null ? preview.claimBy(when(view.claimBy, reader, view)) : null,
  )
}

function whyLine(view: PageView, reader: Reader): string | null {
  const { page: say } = catalogueOf(reader.locale).messages
  if (view.state.state === 'yours') return null
  if (view.duty != null) {
    const { role, layer, until } = view.duty
    const word = role === 'primary' || role === 'backup' ? say.role[role] : userLine(role, 40)
    return say.duty(layer === null ? word : say.dutyAs[layer](word), until === null ? null : when(until, reader, view))
  }
  return say.why[view.why](view.team === undefined ? null : userLine(view.team, 80))
}

/** What became of it, in the words that replace the buttons. Empty while nothing did. */
export function stateOf(view: PageView, reader: Reader): string {
  const { page: say } = catalogueOf(reader.locale).messages
  const { state } = view
  const at = (instant: Date) => when(instant, reader, view)
  switch (state.state) {
    case 'live':
      return lines(
        missedText(view, reader),
        state.isRepeat ? say.repeat : null,
        state.minutesLate > 0 ? say.late(state.minutesLate) : null,
        state.next == null ? null : say.next(namesOf(state.next.people, reader), at(state.next.at)),
      )
    case 'replaced':
      return say.replaced
    case 'seen':
      return dottedSentence(
        say.seen(at(state.at)),
        state.until == null ? null : untilText(view, { at: at(state.until), next: state.next ?? null }, reader),
      )
    case 'seen_by_other':
      return say.seenByOther(nameOf(state.by), at(state.at))
    case 'passed': {
      const to = state.to ?? []
      return say.passed(at(state.at), to.length === 0 ? null : namesOf(to, reader))
    }
    case 'yours': {
      const first = state.firstUpdateBy === null ? '' : ` ${say.firstUpdateBy(at(state.firstUpdateBy))}`
      return `${say.yours(at(state.since))}${first}`
    }
    case 'claimed_by_other':
      return say.claimedByOther(nameOf(state.owner), at(state.at))
    case 'released':
      return state.by === null ? say.released(at(state.at)) : say.releasedBy(nameOf(state.by), at(state.at))
    case 'withdrawn':
      return say.withdrawn(at(state.at))
    case 'moot':
      return say.moot(state.status)
  }
}

/** What follows when the acknowledgement runs out; a lead who is followed by nobody reads nothing of it. */
function untilText(
  view: PageView,
  runsOut: { readonly at: Moment; readonly next: NextPaged | null },
  reader: Reader,
): string | null {
  const { page: say } = catalogueOf(reader.locale).messages
  const names = runsOut.next === null ? null : namesOf(runsOut.next.people, reader)
  if (view.missed == null) return say.seenUntil(runsOut.at, names)
  return names === null ? null : say.seenWhileLate(runsOut.at, names)
}

/** Display names as a list of the reader's language. */
function namesOf(people: readonly Named[], reader: Reader): string {
  return listOf(people.map(nameOf), reader.locale)
}

function dottedSentence(...sentences: readonly (string | null)[]): string {
  return sentences.filter((one) => one !== null).join(' ')
}

/** Why a lead is woken: what is late since when, and who has it. */
function missedText(view: PageView, reader: Reader): string | null {
  const { missed } = view
  if (missed == null) return null
  const { lead } = catalogueOf(reader.locale).messages
  return lead.breach(
    missed.clock,
    when(missed.dueAt, reader, view),
    missed.owner === null ? null : nameOf(missed.owner),
  )
}

function pagePreview(view: PageView, reader: Reader): string | null {
  const { preview: say, state } = catalogueOf(reader.locale).messages
  const { lateSince } = state
  switch (view.state.state) {
    case 'live':
    case 'seen':
      if (view.missed != null) return lateSince(view.missed.clock, plainWhen(view.missed.dueAt, reader, view))
      return view.claimBy === null ? null : say.claimBy(plainWhen(view.claimBy, reader, view))
    case 'yours':
      return say.yours
    default:
      return say.nothingToDo
  }
}

function buttonsOf(view: PageView, reader: Reader): readonly Button[] {
  const { button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  const part = partValue(view.head.id, view.pageId)
  const claim = button(ACTION_IDS.claim, label.claim, value, { style: 'primary' })
  const see = button(ACTION_IDS.view, label.view, part)
  const cannot = button(ACTION_IDS.cannot, label.cannot, part)
  const open = button(ACTION_IDS.open, label.open, value, { style: 'primary' })
  switch (view.state.state) {
    case 'live':
      if (view.missed != null) {
        const seen = button(ACTION_IDS.seen, label.seen, part)
        const isUnclaimed = view.missed.owner === null
        return isUnclaimed ? [claim, button(ACTION_IDS.open, label.open, value), seen] : [open, seen]
      }
      return view.head.isRestricted ? [see, claim, cannot] : [claim, button(ACTION_IDS.seen, label.seen, part), cannot]
    case 'seen':
      if (view.missed != null) return [open]
      return view.head.isRestricted ? [see, claim, cannot] : [claim, cannot]
    case 'yours':
      return [
        button(ACTION_IDS.writeUpdate, label.writeUpdate, value, { style: 'primary' }),
        button(ACTION_IDS.open, label.open, value),
        button(ACTION_IDS.release, label.release, value),
      ]
    default:
      return []
  }
}
