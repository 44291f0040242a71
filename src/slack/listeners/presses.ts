import type { App } from '@slack/bolt'
import { answerHandover } from '../../usecases/escalation/answer-handover.ts'
import { claim } from '../../usecases/escalation/claim.ts'
import { decideAccess } from '../../usecases/escalation/decide-access.ts'
import { decideWithdrawal } from '../../usecases/escalation/decide-withdrawal.ts'
import { joinChannel } from '../../usecases/escalation/join-channel.ts'
import { openChannel } from '../../usecases/escalation/open-channel.ts'
import { pageSeen } from '../../usecases/escalation/page-seen.ts'
import { rate } from '../../usecases/escalation/rate.ts'
import { snooze } from '../../usecases/escalation/snooze.ts'
import { detailFor } from '../../usecases/views/detail.ts'
import { requestKind } from '../../usecases/views/request-kind.ts'
import { ACTION_IDS, parseEscalationValue, parsePartValue } from '../blocks/ids.ts'
import { section } from '../blocks/kit.ts'
import { actionsModal, moreModal } from '../blocks/screens/actions-modal.ts'
import { claimedAnswer } from '../blocks/screens/answers.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from '../blocks/screens/ids.ts'
import { doneText, noticeModal } from '../blocks/screens/notice.ts'
import { onPress, type Press } from '../press.ts'
import { readerFor, type Surface, show } from '../surface.ts'
import { openDetail, redrawDetail } from './reading.ts'

/** Presses that do something at once, or open what asks for more. */

/**
 * Claim doesn't ask. On the card the answer stands where the button was, for the claimer only; a page's message is
 * edited by its own delivery; a modal is drawn again.
 */
async function pressClaim(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const outcome = await claim(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!outcome.ok) {
    await press.refuse(outcome.refusal)
    return
  }
  if (press.view !== null) {
    await afterInModal(surface, press, ref.escalationId)
    return
  }
  if (press.channelId?.startsWith('D') === true) return
  await press.answer(claimedAnswer(ref.escalationId, null, readerFor(press.who, 'tu')))
}

/** The modal that was pressed in shows things as they now are. */
async function afterInModal(surface: Surface, press: Press, escalationId: number): Promise<void> {
  if (press.view?.type !== 'modal') return
  if (press.view.callback_id === CALLBACK_IDS.detail) {
    await redrawDetail(surface, press, escalationId)
    return
  }
  const reader = readerFor(press.who, 'tu')
  const view = noticeModal({ text: doneText(reader), retry: null, closesAll: false }, reader)
  await surface.client.views.update({ view_id: press.view.id, view })
}

async function pressOpen(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value) ?? parsePartValue(press.value)
  if (ref === null) return
  await openDetail(surface, press.who, press.opening, ref.escalationId)
}

async function pressActions(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const detail = await detailFor(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!detail.ok) return press.refuse(detail.refusal)
  const reader = readerFor(press.who, 'tu')
  await show(surface, press.opening, actionsModal(detail.value, reader))
}

async function pressMore(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const detail = await detailFor(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!detail.ok) return press.refuse(detail.refusal, 'usted')
  const { version, actions: permitted } = detail.value
  const model = { escalationId: ref.escalationId, version, actions: permitted }
  await show(surface, press.opening, moreModal(model, readerFor(press.who, 'usted')))
}

async function pressSeen(surface: Surface, press: Press): Promise<void> {
  const ref = parsePartValue(press.value)
  if (ref === null) return
  const outcome = await pageSeen(surface.deps, press.who.actor, { pageId: ref.partId })
  if (!outcome.ok) await press.refuse(outcome.refusal)
}

async function pressRate(surface: Surface, press: Press): Promise<void> {
  const ref = parsePartValue(press.value)
  if (ref === null) return
  const outcome = await rate(surface.deps, press.who.actor, {
    escalationId: ref.escalationId,
    resolutionId: ref.partId,
    wasHelpful: press.actionId === ACTION_IDS.rateYes,
  })
  if (!outcome.ok) await press.refuse(outcome.refusal, 'usted')
}

async function pressDecide(surface: Surface, press: Press): Promise<void> {
  const ref = parsePartValue(press.value)
  if (ref === null) return
  const isAccepted = press.actionId === ACTION_IDS.acceptRequest
  const input = { escalationId: ref.escalationId, requestId: ref.partId, isAccepted }
  const kind = await requestKind(surface.deps, { requestId: ref.partId })
  const verbs = { handover: answerHandover, withdrawal: decideWithdrawal, access: decideAccess }
  const outcome =
    kind === null
      ? ({ ok: false, refusal: { code: 'not_found' } } as const)
      : await verbs[kind](surface.deps, press.who.actor, input)
  if (!outcome.ok) await press.refuse(outcome.refusal)
}

async function pressOpenChannel(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const outcome = await openChannel(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!outcome.ok) return press.refuse(outcome.refusal)
  await afterInModal(surface, press, ref.escalationId)
}

/** The owner goes on waiting: the question's buttons go away, nothing else changes. */
async function pressKeepWaiting(surface: Surface, press: Press): Promise<void> {
  // It stands in the owner's DM and nowhere else: any other message is not theirs to write over.
  if (press.channelId?.startsWith('D') !== true || press.messageTs === null) return
  const text = doneText(readerFor(press.who, 'tu'))
  await surface.client.chat.update({ channel: press.channelId, ts: press.messageTs, text, blocks: [section(text)] })
}

/** Joins the work channel: the person is brought in by their own wish, if they may read what the team writes. */
async function pressJoin(surface: Surface, press: Press): Promise<void> {
  const ref = parseEscalationValue(press.value)
  if (ref === null) return
  const outcome = await joinChannel(surface.deps, press.who.actor, { escalationId: ref.escalationId })
  if (!outcome.ok) return press.refuse(outcome.refusal)
  await afterInModal(surface, press, ref.escalationId)
}

/** Puts a reminder off; its message says until when. */
async function pressSnooze(surface: Surface, press: Press): Promise<void> {
  const ref = parsePartValue(press.value)
  if (ref === null) return
  const outcome = await snooze(surface.deps, press.who.actor, {
    escalationId: ref.escalationId,
    reminderId: ref.partId,
  })
  if (!outcome.ok) await press.refuse(outcome.refusal)
}

export function registerPresses(app: App, surface: Surface): void {
  onPress(app, surface, ACTION_IDS.claim, pressClaim)
  onPress(app, surface, ACTION_IDS.open, pressOpen)
  onPress(app, surface, ACTION_IDS.view, pressOpen)
  onPress(app, surface, ACTION_IDS.actions, pressActions)
  onPress(app, surface, ACTION_IDS.more, pressMore)
  onPress(app, surface, ACTION_IDS.seen, pressSeen)
  onPress(app, surface, ACTION_IDS.rateYes, pressRate)
  onPress(app, surface, ACTION_IDS.rateNo, pressRate)
  onPress(app, surface, ACTION_IDS.acceptRequest, pressDecide)
  onPress(app, surface, ACTION_IDS.declineRequest, pressDecide)
  onPress(app, surface, ACTION_IDS.keepWaiting, pressKeepWaiting)
  onPress(app, surface, ACTION_IDS.snooze, pressSnooze)
  onPress(app, surface, 'open_channel', pressOpenChannel)
  onPress(app, surface, SCREEN_ACTION_IDS.join, pressJoin)
}
