import type { KnownBlock, ModalView } from '@slack/types'
import type { ClockKind } from '../../../domain/escalation/timeline-event.ts'
import type { DetailView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { listOf } from '../../../i18n/format.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, capitalised, context, divider, dotted, lines, section } from '../kit.ts'
import { obligationBlocks } from '../messages/obligations.ts'
import { deadlineText } from '../messages/state-line.ts'
import { channelLink, nameOf, userLine, userQuote, userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { drawnActions } from './actions-modal.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import { formMetadata } from './metadata.ts'
import type { DetailModel } from './models.ts'
import { drawnAt, itemText, labelOf, momentOn, textSections } from './shared.ts'

const UPDATES_SHOWN = 5
const REFERENCES_SHOWN = 30
const FOLLOWERS_SHOWN = 5

/** One escalation, as far as its reader may see it. For `exists`: number, severity, deadline, [Request access]. */
export function detailModal(model: DetailModel, reader: Reader): ModalView {
  const { view } = model
  const { reading } = catalogueOf(reader.locale).screens
  return modal({
    callbackId: CALLBACK_IDS.detail,
    title: escNumber(view.head.id),
    close: reading.close,
    metadata: formMetadata({ escalationId: view.head.id, version: view.version }),
    blocks: view.grade === 'exists' ? existsBlocks(view, reader) : allBlocks(model, reader),
  })
}

function existsBlocks(view: DetailView, reader: Reader): KnownBlock[] {
  const { screens, words } = catalogueOf(reader.locale)
  return [
    section(itemText({ head: { ...view.head, category: null, summary: null }, line: view.line }, reader, view.asOf)),
    context(screens.reading.detail.restricted),
    ...(view.actions.includes('request_access')
      ? [actions(button(ACTION_IDS.requestAccess, words.action.request_access, pressValue(view), { style: 'primary' }))]
      : []),
  ]
}

function pressValue(view: DetailView): string {
  return escalationValue(view.head.id, view.version)
}

function allBlocks(model: DetailModel, reader: Reader): KnownBlock[] {
  const { view } = model
  const { detail } = catalogueOf(reader.locale).screens.reading
  return [
    section(itemText(view, reader, view.asOf)),
    ...buttonsOf(view, reader),
    context(factsLine(view, reader)),
    ...followersBlock(view, reader),
    ...whereBlock(model, reader),
    ...(view.body === null ? [] : [section(`*${detail.body}*`), ...textSections(view.body)]),
    ...detailsBlock(view, reader),
    ...obligationBlocks(view.obligations ?? [], reader, view.asOf),
    ...referencesBlocks(view, reader),
    ...resolutionBlocks(view, reader),
    ...updateBlocks(view, reader),
  ]
}

function buttonsOf(view: DetailView, reader: Reader): KnownBlock[] {
  const { screens, words } = catalogueOf(reader.locale)
  const { detail } = screens.reading
  const value = pressValue(view)
  const mayOpenChannel =
    view.actions.includes('open_channel') && view.place === 'thread' && view.where.channelId === null
  const buttons = [
    ...(view.actions.includes('claim') && view.status === 'unclaimed'
      ? [button(ACTION_IDS.claim, words.action.claim, value, { style: 'primary' })]
      : []),
    ...(view.where.mayJoin && !view.where.isIn && view.where.channelId !== null
      ? [button(SCREEN_ACTION_IDS.join, detail.join, value)]
      : []),
    ...(mayOpenChannel ? [button('open_channel', words.action.open_channel, value)] : []),
    ...(drawnActions(view).length > 0 ? [button(ACTION_IDS.actions, detail.actions, value)] : []),
    ...(view.actions.includes('view_timeline') ? [button('view_timeline', words.action.view_timeline, value)] : []),
  ]
  return buttons.length === 0 ? [] : [actions(...buttons)]
}

/** The clock that the state's own line tells already. */
function toldClock({ line }: DetailView): ClockKind | null {
  if (line.state === 'unclaimed') return 'claim'
  return line.state === 'claimed' ? (line.deadline?.clock ?? null) : null
}

/** Who filed it, when, by when it is needed, and every other clock. */
function factsLine(view: DetailView, reader: Reader): string {
  const { detail } = catalogueOf(reader.locale).screens.reading
  const filedAt = momentOn(view.filedAt, reader, view.asOf).text
  const filed =
    view.requester === null
      ? detail.filedAt(filedAt)
      : view.from === null
        ? detail.filed(nameOf(view.requester), filedAt)
        : detail.filedFrom(nameOf(view.requester), userLine(view.from, 80), filedAt)
  return lines(
    dotted(
      filed,
      view.neededBy === null ? null : detail.neededBy(momentOn(view.neededBy, reader, view.asOf).text),
      view.tags.length === 0
        ? null
        : detail.during(
            listOf(
              view.tags.slice(0, 5).map((tag) => userLine(tag, 40)),
              reader.locale,
            ),
          ),
    ),
    capitalised(
      dotted(
        ...view.deadlines
          .filter((deadline) => deadline.clock !== toldClock(view))
          .map((deadline) => deadlineText(deadline, reader, drawnAt(view.asOf))),
      ),
    ),
  )
}

function followersBlock(view: DetailView, reader: Reader): KnownBlock[] {
  if (view.followers.length === 0) return []
  const { detail } = catalogueOf(reader.locale).screens.reading
  const shown = view.followers.slice(0, FOLLOWERS_SHOWN).map(nameOf)
  const rest = view.followers.length - shown.length
  return [context(detail.followers(listOf(rest > 0 ? [...shown, `+${rest}`] : shown, reader.locale)))]
}

function whereBlock(model: DetailModel, reader: Reader): KnownBlock[] {
  const { detail } = catalogueOf(reader.locale).screens.reading
  const { channelId, thread } = model.view.where
  if (channelId !== null) return [context(detail.inChannel(channelLink(channelId)))]
  if (thread === null) return []
  return [
    context(
      model.threadUrl === null
        ? detail.inChannel(channelLink(thread.channelId))
        : detail.inThread(encodeURI(model.threadUrl).replace(/[|<>]/g, '')),
    ),
  ]
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** What the category asked for. An instant is kept as ISO 8601 and shown on the reader's clock. */
function detailsBlock(view: DetailView, reader: Reader): KnownBlock[] {
  if (view.details.length === 0) return []
  const { detail } = catalogueOf(reader.locale).screens.reading
  const rows = view.details.slice(0, 10).map((row) => {
    const value = INSTANT.test(row.value) ? momentOn(new Date(row.value), reader, null).text : userLine(row.value, 200)
    return `${labelOf(row.label, reader)}: ${value}`
  })
  return [section(lines(`*${detail.details}*`, ...rows))]
}

/** As typed and defanged: nobody lands on reported content by a careless press. */
function referencesBlocks(view: DetailView, reader: Reader): KnownBlock[] {
  if (view.references.length === 0) return []
  const { detail } = catalogueOf(reader.locale).screens.reading
  const shown = view.references.slice(0, REFERENCES_SHOWN).map((reference) => `• ${userLine(reference.typed, 300)}`)
  const blocks: KnownBlock[] = []
  for (let from = 0; from < shown.length; from += 5) {
    const rows = shown.slice(from, from + 5)
    blocks.push(section(from === 0 ? lines(`*${detail.references}*`, ...rows) : lines(...rows)))
  }
  return [...blocks, context(detail.referencesNote)]
}

function resolutionBlocks(view: DetailView, reader: Reader): KnownBlock[] {
  const { resolution } = view
  if (resolution === null) return []
  const { screens, words } = catalogueOf(reader.locale)
  const { detail } = screens.reading
  return [
    divider(),
    section(
      lines(
        `*${detail.decision(words.decision[resolution.decision])}*`,
        resolution.rule === null ? null : detail.rule(userLine(resolution.rule, 200)),
        resolution.rootCause === null ? null : detail.rootCause(words.rootCause[resolution.rootCause]),
      ),
    ),
    ...(resolution.reason === null ? [] : [section(detail.reason(userText(resolution.reason, 2800)))]),
  ]
}

function updateBlocks(view: DetailView, reader: Reader): KnownBlock[] {
  if (view.updates.length === 0) return []
  const { detail } = catalogueOf(reader.locale).screens.reading
  const rest = view.updates.length - UPDATES_SHOWN
  return [
    divider(),
    section(`*${detail.updates}*`),
    ...view.updates.slice(0, UPDATES_SHOWN).map((update) => {
      const at = momentOn(update.at, reader, view.asOf).text
      const by = (update.audience === 'team' ? detail.teamUpdate : detail.update)(nameOf(update.by), at)
      return section(lines(by, userQuote(update.text, 2700)))
    }),
    ...(rest > 0 && view.actions.includes('view_timeline') ? [context(detail.moreUpdates(rest))] : []),
  ]
}
