import type { Button, KnownBlock } from '@slack/types'
import type { StateLine, WorkCardView } from '../../../domain/escalation/views.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, capitalised, dotted, fitting, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine, when } from './head.ts'
import { openChecks } from './obligations.ts'
import { deadlineText, statePreview, stateText } from './state-line.ts'

/** Together with the longest head and body they stay under the size at which Slack refuses a message. */
const LISTS_MAX = 1400
/** Beside what a law asks. */
const LISTS_BESIDE_MAX = 400

/** For the details, and again for the references: in code points. */
function roomOf(view: WorkCardView): number {
  return (view.obligations ?? []).length === 0 ? LISTS_MAX : LISTS_BESIDE_MAX
}

/** The pinned card of the work channel. Its readers are the channel's members, who may all see all of it. */
export function workCard(view: WorkCardView, reader: Reader): MessageContent {
  const { card: say, requester } = catalogueOf(reader.locale).messages
  const head = section(
    lines(
      titleLine(view.head, reader),
      summaryLine(view.head),
      stateText(view.line, reader, view),
      view.question === null ? null : `> ${userLine(view.question, 300)}`,
      otherDeadlines(view, reader),
      view.last === null ? null : requester.last(userLine(view.last.text, 160), when(view.last.at, reader, view).text),
      dotted(
        say.filedBy(
          nameOf(view.requester),
          view.from === null ? null : userLine(view.from, 80),
          when(view.filedAt, reader, view),
        ),
        view.neededBy === null ? null : say.neededBy(when(view.neededBy, reader, view)),
      ),
      view.isHard ? say.hard : null,
    ),
  )
  const body = view.body === null || view.body.trim() === '' ? [] : [section(userText(view.body, 2800))]
  const buttons = workButtons(view, reader)
  return {
    text: previewOf(view.head, reader, statePreview(view.line, reader, view)),
    blocks: [
      head,
      ...body,
      ...detailsOf(view, reader),
      ...openChecks(view.obligations ?? [], reader),
      ...referencesOf(view, reader),
      ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ],
  }
}

/** The clocks that the state's own line doesn't tell. */
function otherDeadlines(view: WorkCardView, reader: Reader): string {
  const told = view.line.state === 'claimed' ? view.line.deadline?.clock : undefined
  const isClaimTold = view.line.state === 'unclaimed'
  const isPauseTold = view.line.state === 'waiting'
  const others = dotted(
    ...view.deadlines
      .filter((one) => one.clock !== told && !(isClaimTold && one.clock === 'claim'))
      .filter((one) => !(isPauseTold && one.clock === 'resolve' && one.state === 'paused'))
      .map((one) => deadlineText(one, reader, view)),
  )
  return capitalised(others)
}

function detailsOf(view: WorkCardView, reader: Reader): KnownBlock[] {
  const language = languageOf(reader.locale)
  const shown = fitting(
    view.details.map((one) => `${userLine(one.label[language], 75)}: ${userLine(one.value, 200)}`),
    roomOf(view),
  )
  return shown.length === 0 ? [] : [section(lines(...shown))]
}

/** Defanged: nobody lands on reported content by a careless press. */
function referencesOf(view: WorkCardView, reader: Reader): KnownBlock[] {
  if (view.references.length === 0) return []
  const say = catalogueOf(reader.locale).messages.card
  const shown = fitting(
    view.references.map((one) => `• ${userLine(one.typed, 120)}`),
    roomOf(view),
  )
  const rest = view.references.length - shown.length
  return [section(lines(`*${say.references}*`, ...shown, rest > 0 ? say.andMoreLines(rest) : null))]
}

function workButtons(view: WorkCardView, reader: Reader): readonly Button[] {
  const { button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  const update = button(ACTION_IDS.writeUpdate, label.writeUpdate, value, { style: 'primary' })
  const resolve = button(ACTION_IDS.resolve, label.resolve, value)
  const ask = button(ACTION_IDS.askRequester, label.askRequester, value)
  const more = button(ACTION_IDS.actions, label.actions, value)
  const claim = button(ACTION_IDS.claim, label.claim, value, { style: 'primary' })
  const reopen = button(ACTION_IDS.reopen, label.reopen, value)
  const byState: Readonly<Record<StateLine['state'], readonly Button[]>> = {
    unclaimed: [claim, more],
    nobody_on_call: [claim, more],
    claimed: [update, resolve, ask, more],
    waiting: [update, resolve, more],
    resolved: [reopen],
    // Archived with the closing: nobody can press here any more.
    closed: [],
    duplicate: [more],
    withdrawn: [reopen],
  }
  return byState[view.line.state]
}
