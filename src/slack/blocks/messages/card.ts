import type { ActionsBlock, Button } from '@slack/types'
import type { CardView, StateLine } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, capitalised, dotted, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine, when } from './head.ts'
import { deadlineText, statePreview, stateText } from './state-line.ts'

/** More people than this are counted, not named: one severity may page a whole team. */
const NAMED = 5

/**
 * The card in the intake channel: one, edited, the same for every reader, so buttons follow the state and rights are
 * checked when pressed. A restricted one holds number, severity, deadline and 🔒, whatever the view holds.
 */
export function card(view: CardView, reader: Reader): MessageContent {
  const isSealed = view.head.isRestricted
  const head = isSealed ? { ...view.head, category: null, categoryShort: null, summary: null } : view.head
  const say = catalogueOf(reader.locale).messages.card
  const text = lines(
    titleLine(head, reader),
    summaryLine(head),
    stateText(view.line, reader, view, isSealed),
    dotted(...(view.obligations ?? []).map((one) => capitalised(deadlineText(one, reader, view)))),
    isSealed ? null : pagedLine(view, reader),
    isSealed ? null : originLine(view, reader),
    view.channelTrouble === 'works_in_thread' && !isSealed ? say.worksInThread : null,
    view.channelTrouble === 'no_private_channel' ? say.noPrivateChannel : null,
    view.deliveryTrouble ? say.deliveryTrouble : null,
  )
  return {
    text: previewOf(head, reader, statePreview(view.line, reader, view)),
    blocks: [section(text), cardButtons(head.id, view.line, isSealed, reader)],
  }
}

function pagedLine(view: CardView, reader: Reader): string | null {
  if (view.paged.length === 0) return null
  const say = catalogueOf(reader.locale).messages.card
  const paged = view.paged.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const rest = paged.length - NAMED
  // An arrow says "and then"; those paged in the same minute stand side by side.
  const list = inTheSameMinute(paged.slice(0, NAMED))
    .map((together) => pagedTogether(together, view, reader))
    .join(' → ')
  return say.paged(rest > 0 ? `${list} ${say.andMore(rest)}` : list)
}

type Paged = CardView['paged'][number]

function inTheSameMinute(paged: readonly Paged[]): readonly (readonly Paged[])[] {
  const groups: Paged[][] = []
  for (const page of paged) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last !== undefined && first !== undefined && page.at.getTime() - first.at.getTime() < 60_000) last.push(page)
    else groups.push([page])
  }
  return groups
}

/** "A, B 03:02 (not seen), C 03:02 (seen)": an hour and a state once for all who share them. */
function pagedTogether(pages: readonly Paged[], view: CardView, reader: Reader): string {
  const say = catalogueOf(reader.locale).messages.card
  const states = [...new Set(pages.map((page) => page.state))]
  return states
    .map((state) => {
      const same = pages.filter((page) => page.state === state)
      const names = same
        .map((page) => {
          const name = nameOf(page.person)
          return page.silentUntil == null ? name : say.silent(name, when(page.silentUntil, reader, view))
        })
        .join(', ')
      const at = same[0] === undefined ? '' : when(same[0].at, reader, view).text
      return `${names} ${at}${state === 'waiting' ? '' : ` (${say.pagedState[state]})`}`
    })
    .join(', ')
}

function originLine(view: CardView, reader: Reader): string {
  const say = catalogueOf(reader.locale).messages.card
  const numbers = (ids: readonly number[]) => listOf(ids.slice(0, 10).map(escNumber), reader.locale)
  return dotted(
    view.from === null ? null : say.from(userLine(view.from, 80)),
    say.filed(when(view.filedAt, reader, view)),
    view.possibleDuplicates.length === 0 ? null : say.possibleDuplicate(numbers(view.possibleDuplicates)),
    view.duplicates.length === 0 ? null : say.includes(numbers(view.duplicates)),
  )
}

function cardButtons(id: number, line: StateLine, isSealed: boolean, reader: Reader): ActionsBlock {
  const { button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(id)
  const claim = button(ACTION_IDS.claim, label.claim, value, { style: 'primary' })
  const open = button(ACTION_IDS.open, label.open, value)
  const more = button(ACTION_IDS.actions, label.actions, value)
  const reopen = button(ACTION_IDS.reopen, label.reopen, value)
  const access = button(ACTION_IDS.requestAccess, label.requestAccess, value)
  const isUnclaimed = line.state === 'unclaimed' || line.state === 'nobody_on_call'
  if (isSealed) return actions(...(isUnclaimed ? [claim, access] : [open, access]))
  const byState: Readonly<Record<StateLine['state'], readonly Button[]>> = {
    unclaimed: [claim, open, more],
    nobody_on_call: [claim, open, more],
    claimed: [open, more],
    waiting: [open, more],
    resolved: [reopen, open],
    closed: [open],
    duplicate: [open],
    withdrawn: [reopen],
  }
  return actions(...byState[line.state])
}
