import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import type { Deliver } from '../../outbox/relay.ts'
import { outageDelivery } from '../../usecases/delivery/outage.ts'
import type { Deps } from '../../usecases/deps.ts'
import { cardDelivery } from '../../usecases/views/card.ts'
import { channelAlertDelivery } from '../../usecases/views/channel-alert.ts'
import { workLineDelivery } from '../../usecases/views/lines.ts'
import { card } from '../blocks/messages/card.ts'
import { channelAlert } from '../blocks/messages/channel-alert.ts'
import { outage } from '../blocks/messages/outage.ts'
import type { SlackCalls } from './calls.ts'
import { type BotIdentity, type Delivery, unlessArchiving } from './context.ts'
import { deliverDigest } from './digest.ts'
import { deliverDutyPost } from './duty-posts.ts'
import { deliverHandoff } from './handoff.ts'
import { deliverLine } from './lines.ts'
import { deliverMonthPicture } from './month-picture.ts'
import { deliverDirect } from './morning.ts'
import { deliverOnCall } from './on-call.ts'
import { deliverPage } from './page.ts'
import { sayOnce, showSurface } from './show.ts'
import { createSilences } from './silence.ts'
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
  const silences = createSilences(deps.clock)
  return (row, keepLease) => deliver({ deps, bot, calls, silences, row, call: calls.forRow(row, keepLease) })
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
    case 'decision':
    case 'request':
    case 'reminder':
    case 'lead_notice':
    case 'lead_line':
    case 'silent_requester':
    case 'requester_line':
    case 'question_repeat':
    case 'duty_notice':
    case 'duty_call':
    case 'duty_unconfirmed':
    case 'gap_notice':
      return deliverDirect(d, intent)
    case 'channel_alert': {
      const delivery = await channelAlertDelivery(deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { channelId, view, reader } = delivery
      return sayOnce(d, { place: { channelId }, threadKey: null, content: channelAlert(view, reader) })
    }
    case 'outage_line': {
      const delivery = await outageDelivery(deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { channelId, view, reader } = delivery
      return sayOnce(d, { place: { channelId }, threadKey: null, content: outage(view, reader) })
    }
    case 'work_line':
      return unlessArchiving(d, await deliverLine(d, await workLineDelivery(deps, intent)))
    case 'handoff':
      return deliverHandoff(d, intent)
    case 'digest':
      return deliverDigest(d, intent)
    case 'month_picture':
      return deliverMonthPicture(d, intent)
    case 'duty_post':
      return deliverDutyPost(d, intent)
    case 'on_call_group':
    case 'on_call_topic':
      return deliverOnCall(d, intent)
    case 'page_way':
    case 'page_follow_up':
      throw new Error(`${intent.kind} goes by the pagers, not by Slack`)
  }
}
