import type { DutyNoticeView } from '../../domain/oncall/duty-view.ts'
import type { CallView, UnconfirmedView } from '../../domain/oncall/post-views.ts'
import type { GapNoticeView } from '../../domain/oncall/sync-views.ts'
import type { Intent, IntentOf } from '../../outbox/intents.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import type { Deps } from '../../usecases/deps.ts'
import { leadNoticeDelivery, requestDelivery, silentRequesterDelivery } from '../../usecases/views/asks.ts'
import { dutyNoticeDelivery } from '../../usecases/views/duty-notice.ts'
import { dutyCallDelivery, dutyUnconfirmedDelivery } from '../../usecases/views/duty-post.ts'
import { gapNoticeDelivery } from '../../usecases/views/gap-notice.ts'
import {
  type LineDelivery,
  leadLineDelivery,
  questionRepeatDelivery,
  requesterLineDelivery,
} from '../../usecases/views/lines.ts'
import { reminderDelivery } from '../../usecases/views/reminder.ts'
import { type DmDelivery, decisionDelivery, requesterDmDelivery } from '../../usecases/views/requester.ts'
import { gapNotice } from '../blocks/duty/gap-notice.ts'
import { dutyNotice } from '../blocks/duty/notice.ts'
import { dutyCall, dutyUnconfirmed } from '../blocks/duty/post.ts'
import { ACTION_IDS } from '../blocks/ids.ts'
import { type MessageContent, without } from '../blocks/kit.ts'
import { decision } from '../blocks/messages/decision.ts'
import { leadNotice } from '../blocks/messages/lead-notice.ts'
import { line, lineApart } from '../blocks/messages/line.ts'
import { reminder } from '../blocks/messages/reminder.ts'
import { request } from '../blocks/messages/request.ts'
import { requesterDm } from '../blocks/messages/requester-dm.ts'
import { silentRequester } from '../blocks/messages/silent-requester.ts'
import type { Reader } from '../blocks/reader.ts'

/** Messages to one person's DM that tell or ask: what waits for their morning comes as one. */
export const DIRECT_KINDS = [
  'requester_dm',
  'decision',
  'request',
  'reminder',
  'lead_notice',
  'lead_line',
  'silent_requester',
  'requester_line',
  'question_repeat',
  'duty_notice',
  'duty_call',
  'duty_unconfirmed',
  'gap_notice',
] as const

export type DirectIntent = IntentOf<(typeof DIRECT_KINDS)[number]>

export function isDirect(intent: Intent): intent is DirectIntent {
  return DIRECT_KINDS.some((kind) => kind === intent.kind)
}

/** One of them as things stand now. */
export interface Direct {
  /** Drawn again as things change, or said once. */
  readonly how: 'shown' | 'said'
  /** The post in whose thread it belongs; null: a message of its own. */
  readonly threadKey: string | null
  /** Where it belongs; beside its thread, where that isn't there; among others in one message. */
  readonly content: MessageContent
  readonly beside: MessageContent
  readonly among: MessageContent
  readonly reader: Reader
}

/**
 * What is to be said now; null where it isn't needed any more (SCREENS 1.8). `isShown`: it stands in Slack, so that what
 * is over is said there, too.
 */
export async function directOf(
  deps: Deps,
  row: { readonly key: string; readonly isShown: boolean },
  intent: DirectIntent,
): Promise<Direct | null> {
  switch (intent.kind) {
    case 'requester_dm':
      return shown(await requesterDmDelivery(deps, intent), requesterDm)
    case 'decision':
      return shown(
        await unlessTooLate(deps, row, await decisionDelivery(deps, intent), (view) => view.isReopened),
        decision,
      )
    case 'request':
      return shown(
        await unlessTooLate(deps, row, await requestDelivery(deps, intent), (view) => view.state !== 'open'),
        request,
      )
    case 'reminder':
      return shown(
        await unlessTooLate(
          deps,
          row,
          await reminderDelivery(deps, intent),
          ({ state }) => state.state === 'over' || state.state === 'replaced',
        ),
        reminder,
      )
    case 'lead_line':
      return said(await leadLineDelivery(deps, intent))
    case 'lead_notice': {
      const notice = shown(await leadNoticeDelivery(deps, intent), leadNotice)
      return notice === null || intent.notice.code === 'filed_sev1' ? notice : { ...notice, how: 'said' }
    }
    case 'silent_requester': {
      const offer = shown(await silentRequesterDelivery(deps, intent), silentRequester)
      // "Keep waiting" takes its whole message away.
      return offer === null ? null : { ...offer, how: 'said', among: without(offer.content, ACTION_IDS.keepWaiting) }
    }
    case 'requester_line': {
      const answer = await requesterLineDelivery(deps, intent)
      return answer?.kind === 'line' ? said(answer.delivery) : null
    }
    case 'question_repeat':
      return said(await questionRepeatDelivery(deps, intent))
    case 'duty_notice': {
      const isOver = (view: DutyNoticeView) =>
        (view.kind === 'ask' || view.kind === 'vacant') && view.became.state !== 'open'
      const delivery = await unlessTooLate(deps, row, await dutyNoticeDelivery(deps, intent), isOver)
      const notice = shown(delivery, dutyNotice)
      // A request is drawn again as things change; what happened is said once.
      const isRequest = delivery?.view.kind === 'ask' || delivery?.view.kind === 'vacant'
      return notice === null || isRequest ? notice : { ...notice, how: 'said' }
    }
    case 'duty_call': {
      const isOver = (view: CallView) => view.state !== 'asked'
      return shown(await unlessTooLate(deps, row, await dutyCallDelivery(deps, intent), isOver), dutyCall)
    }
    case 'duty_unconfirmed': {
      const isOver = (view: UnconfirmedView) => view.isOver || view.waiting.length === 0
      return shown(await unlessTooLate(deps, row, await dutyUnconfirmedDelivery(deps, intent), isOver), dutyUnconfirmed)
    }
    case 'gap_notice': {
      // All filled before it left: nobody has to hear of it.
      const isOver = (view: GapNoticeView) => view.gaps.every(({ became }) => became.state !== 'open')
      return shown(await unlessTooLate(deps, row, await gapNoticeDelivery(deps, intent), isOver), gapNotice)
    }
  }
}

/** What a view is drawn from. */
type Drawn<View> = Pick<DmDelivery<View>, 'view' | 'reader'>

function shown<View>(
  delivery: Drawn<View> | null,
  presenter: (view: View, reader: Reader) => MessageContent,
): Direct | null {
  if (delivery === null) return null
  const content = presenter(delivery.view, delivery.reader)
  return { how: 'shown', threadKey: null, content, beside: content, among: content, reader: delivery.reader }
}

function said(delivery: LineDelivery | null): Direct | null {
  if (delivery === null) return null
  const { threadKey, view, reader } = delivery
  const beside = lineApart(view, reader)
  const among = lineApart(view, reader, { isAmongOthers: true })
  return { how: 'said', threadKey, content: threadKey === null ? beside : line(view, reader), beside, among, reader }
}

/** Held for the morning, it may be over before it left: then it isn't sent. One that stands is edited. */
async function unlessTooLate<View>(
  deps: Deps,
  row: { readonly key: string; readonly isShown: boolean },
  delivery: Drawn<View> | null,
  isOver: (view: View) => boolean,
): Promise<Drawn<View> | null> {
  if (delivery === null || row.isShown || !isOver(delivery.view)) return delivery
  return (await findPost(deps, row.key)) === null ? null : delivery
}
