import type { ModalView } from '@slack/types'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { actions, button, section } from '../kit.ts'
import { userText } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS } from './ids.ts'
import { modal } from './inputs.ts'
import type { NoticeModel } from './models.ts'

/** One sentence in place of a screen: what became of it, or why it didn't and what to do next. */
export function noticeModal(model: NoticeModel, reader: Reader): ModalView {
  const { reading } = catalogueOf(reader.locale).screens
  const { notice } = reading
  return modal({
    callbackId: CALLBACK_IDS.notice,
    title: notice.title,
    close: reading.close,
    clearsOnClose: model.closesAll,
    blocks: [
      section(userText(model.text, 2900)),
      ...(model.retry === null
        ? []
        : [actions(button(model.retry.actionId, notice.tryAgain, model.retry.value, { style: 'primary' }))]),
    ],
  })
}

/** A failure behind a screen, with a way to try again. `isUnsure`: it may have happened all the same. */
export function failureModal(
  failure: { readonly isUnsure: boolean; readonly retry: NoticeModel['retry'] },
  reader: Reader,
): ModalView {
  const { words } = catalogueOf(reader.locale)
  const text = (failure.isUnsure ? words.failure.unsure : words.failure.tryAgain)(reader.register)
  return noticeModal({ text, retry: failure.retry, closesAll: false }, reader)
}

/** Sentences that answer a form, as text for `noticeModal`. */
export function doneText(reader: Reader): string {
  return catalogueOf(reader.locale).screens.reading.notice.done
}

/** After access, a withdrawal or a handover was asked for: somebody else decides. */
export function askedText(number: string, reader: Reader): string {
  return catalogueOf(reader.locale).screens.reading.notice.asked(number)
}
