import type { KnownBlock, ModalView } from '@slack/types'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import type { Reader } from '../reader.ts'
import { requesterForm } from './forms-requester.ts'
import { teamForm } from './forms-team.ts'
import { formCallback } from './ids.ts'
import { modal } from './inputs.ts'
import { formMetadata } from './metadata.ts'
import type { FormModel } from './models.ts'

/** What differs from form to form; the modal round it is always the same. */
export interface FormParts {
  readonly title: string
  readonly submit: string
  readonly blocks: readonly KnownBlock[]
}

/** The form of one action. Its `callback_id` names the action, its metadata the escalation and the version drawn. */
export function formModal(model: FormModel, reader: Reader): ModalView {
  const { forms } = catalogueOf(reader.locale).screens
  const { title, submit, blocks } = partsOf(model, reader)
  return modal({
    callbackId: formCallback(model.action),
    title,
    submit,
    close: forms.cancel,
    blocks,
    metadata: formMetadata({
      escalationId: model.escalationId,
      version: model.version,
      isMoreOpen: model.action === 'resolve' && model.isMoreOpen,
    }),
  })
}

function partsOf(model: FormModel, reader: Reader): FormParts {
  switch (model.action) {
    case 'reopen':
    case 'request_access':
    case 'answer':
    case 'add_information':
    case 'still_urgent':
    case 'add_follower':
    case 'hand_to_colleague':
    case 'withdraw':
      return requesterForm(model, reader)
    default:
      return teamForm(model, reader)
  }
}
