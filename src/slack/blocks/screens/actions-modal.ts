import type { ModalView } from '@slack/types'
import type { Action } from '../../../domain/access/permissions.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { escalationValue } from '../ids.ts'
import { actions, button, section } from '../kit.ts'
import { titleLine } from '../messages/head.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import { formMetadata } from './metadata.ts'
import type { ActionsModel, MoreModel } from './models.ts'

/** Asked where they belong: in a message of their own, or by reading it. */
const ELSEWHERE: readonly Action[] = ['file', 'view', 'rate', 'decide_withdrawal', 'decide_access', 'request_access']

/** The actions of the modal, most likely first: what the reader may do, without what has no meaning as it stands. */
export function drawnActions(model: ActionsModel): readonly Action[] {
  const hasChannel = model.place === 'channel' || model.where.channelId !== null
  return model.actions.filter((action) => {
    if (action === 'claim') return model.status === 'unclaimed'
    if (action === 'open_channel') return !hasChannel
    if (action === 'bring_requester_in') return model.where.channelId !== null
    return !ELSEWHERE.includes(action)
  })
}

/** [Actions…]: drawn for one person; what they may not do isn't there. A button's id is the action's own name. */
export function actionsModal(model: ActionsModel, reader: Reader): ModalView {
  const { screens, words } = catalogueOf(reader.locale)
  const value = escalationValue(model.head.id, model.version)
  const buttons = drawnActions(model).map((action, index) =>
    button(action, words.action[action], value, index === 0 ? { style: 'primary' } : {}),
  )
  return modal({
    callbackId: CALLBACK_IDS.actions,
    title: escNumber(model.head.id),
    close: screens.reading.close,
    metadata: formMetadata({ escalationId: model.head.id, version: model.version }),
    blocks: [
      section(titleLine(model.head, reader)),
      buttons.length === 0 ? section(screens.reading.actions.nothing) : actions(...buttons),
    ],
  })
}

/** The requester's [More…]: who else should know, hand it to a colleague, withdraw. */
export function moreModal(model: MoreModel, reader: Reader): ModalView {
  const { screens } = catalogueOf(reader.locale)
  const { moreTools } = screens.forms
  const value = escalationValue(model.escalationId, model.version)
  const offered = [
    ['add_follower', moreTools.addFollower],
    ['hand_to_colleague', moreTools.handToColleague],
    ['withdraw', moreTools.withdraw],
  ] as const
  const buttons = offered
    .filter(([action]) => model.actions.includes(action))
    .map(([action, label]) => button(action, label, value))
  return modal({
    callbackId: CALLBACK_IDS.more,
    title: escNumber(model.escalationId),
    close: screens.reading.close,
    metadata: formMetadata(model),
    blocks: [buttons.length === 0 ? section(screens.reading.actions.nothing) : actions(...buttons)],
  })
}
