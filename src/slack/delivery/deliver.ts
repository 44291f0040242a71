import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import type { Deliver } from '../../outbox/relay.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import type { Deps } from '../../usecases/deps.ts'
import { leadNoticeDelivery, requestDelivery, silentRequesterDelivery } from '../../usecases/views/asks.ts'
import { cardDelivery } from '../../usecases/views/card.ts'
import { channelAlertDelivery } from '../../usecases/views/channel-alert.ts'
import { leadLineDelivery, questionRepeatDelivery, requesterLineDelivery, workLineDelivery } from '../../usecases/views/lines.ts'
import { reminderDelivery } from '../../usecases/views/reminder.ts'
import { type DmDelivery, decisionDelivery, requesterDmDelivery } from '../../usecases/views/requester.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { card } from '../blocks/messages/card.ts'
import { channelAlert } from '../blocks/messages/channel-alert.ts'
import { decision } from '../blocks/messages/decision.ts'
import { leadNotice } from '../blocks/messages/lead-notice.ts'
import { reminder } from '../blocks/messages/reminder.ts'
import { request } from '../blocks/messages/request.ts'
import { requesterDm } from '../blocks/messages/requester-dm.ts'
import { silentRequester } from '../blocks/messages/silent-requester.ts'
import type { Reader } from '../blocks/reader.ts'
import type { SlackCalls } from './calls.ts'
import { type BotIdentity, type Delivery, unlessArchiving } from './context.ts'
import { deliverLine, sayLine } from './lines.ts'
import { deliverPage } from './page.ts'
import { sayOnce, showSurface } from './show.ts'
import { deliverWorkCard } from './work-card.ts'
import { deliverWorkChannel } from './work-channel.ts'

/**
 * Delivers an intent to Slack: asks a use case for what its reader may see, renders it as things stand now, posts or
 * edits, and says what came of it. Nothing is written here but a DM's id.
 */
export function createDeliver(made: {
  readonly deps: Deps
  readonly calls: SlackCalls
  readonly bot: BotIdentity
}): Deliver {
  const { deps, calls, bot } = made
  return (row, keepLease) => deliver({ deps, bot, calls, row, call: calls.forRow(row, keepLease) })
}

async function deliver(d: Delivery): Promise<DeliveryOutcome> {
  const { deps, row } = d
  const { intent } = row
  switch (intent.kind) {
    case 'card': {
      const delivery = await cardDelivery(deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { channelId, view, reader } = delivery
      return showSurface(d, { key: row.key, place: { channelId }, content: card(view, reader) })
    }
    case 'page':
      return deliverPage(d, intent)
    case 'work_channel':
      return deliverWorkChannel(d, intent)
    case 'work_card':
      return deliverWorkCard(d, intent)
    case 'requester_dm':
      return showDm(d, await requesterDmDelivery(deps, intent), requesterDm)
    case 'decision':
      return showDm(
        d,
        await unlessTooLate(d, await decisionDelivery(deps, intent), (view) => view.isReopened),
        decision,
      )
    case 'request':
      return showDm(
        d,
        await unlessTooLate(d, await requestDelivery(deps, intent), (view) => view.state !== 'open'),
        request,
      )
    case 'reminder':
      return showDm(
        d,
        await unlessTooLate(
          d,
          await reminderDelivery(deps, intent),
          ({ state }) => state.state === 'over' || state.state === 'replaced',
        ),
        reminder,
      )
    case 'lead_line':
      return sayLine(d, await leadLineDelivery(deps, intent))
    case 'lead_notice': {
      const delivery = await leadNoticeDelivery(deps, intent)
      return intent.notice.code === 'filed_sev1' ? showDm(d, delivery, leadNotice) : sayDm(d, delivery, leadNotice)
    }
    case 'channel_alert': {
      const delivery = await channelAlertDelivery(deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { channelId, view, reader } = delivery
      return sayOnce(d, { place: { channelId }, threadKey: null, content: channelAlert(view, reader) })
    }
    case 'silent_requester':
      return sayDm(d, await silentRequesterDelivery(deps, intent), silentRequester)
    case 'requester_line':
      return deliverLine(d, await requesterLineDelivery(deps, intent))
    case 'work_line':
      return unlessArchiving(d, await deliverLine(d, await workLineDelivery(deps, intent)))
    case 'question_repeat':
      return sayLine(d, await questionRepeatDelivery(deps, intent))
    case 'page_way':
    case 'page_follow_up':
      throw new Error(`${intent.kind} goes by the pagers, not by Slack`)
  }
}

type Presenter<View> = (view: View, reader: Reader) => MessageContent

/** A DM that is drawn again as things change. */
async function showDm<View>(
  d: Delivery,
  delivery: DmDelivery<View> | null,
  presenter: Presenter<View>,
): Promise<DeliveryOutcome> {
  if (delivery === null) return { kind: 'moot' }
  const { userId, view, reader } = delivery
  return showSurface(d, { key: d.row.key, place: { userId }, content: presenter(view, reader) })
}

/** Held for the morning, it may be over before it left: then it isn't sent (SCREENS 1.8). One that stands is edited. */
async function unlessTooLate<View>(
  d: Delivery,
  delivery: DmDelivery<View> | null,
  isOver: (view: View) => boolean,
): Promise<DmDelivery<View> | null> {
  if (delivery === null || !isOver(delivery.view) || d.row.isUncertain) return delivery
  return (await findPost(d.deps, d.row.key)) === null ? null : delivery
}

/** A DM that is said once. */
async function sayDm<View>(
  d: Delivery,
  delivery: DmDelivery<View> | null,
  presenter: Presenter<View>,
): Promise<DeliveryOutcome> {
  if (delivery === null) return { kind: 'moot' }
  const { userId, view, reader } = delivery
  return sayOnce(d, { place: { userId }, threadKey: null, content: presenter(view, reader) })
}
