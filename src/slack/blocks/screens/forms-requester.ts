import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { context, section } from '../kit.ts'
import { nameOf, userQuote } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import type { FormParts } from './forms.ts'
import { FIELDS } from './ids.ts'
import { peopleField, personField, radioField, textField } from './inputs.ts'
import type { FormModel } from './models.ts'
import { momentOn } from './shared.ts'

export const TEXT_MAX = 3000
export const WHY_MAX = 500
export const PEOPLE_MAX = 10
export const STILL_URGENT_WHYS = ['no_news', 'worse'] as const

export type RequesterFormModel = Extract<
  FormModel,
  {
    readonly action:
      | 'reopen'
      | 'request_access'
      | 'answer'
      | 'add_information'
      | 'still_urgent'
      | 'add_follower'
      | 'hand_to_colleague'
      | 'withdraw'
  }
>

/** Forms that requesters meet (reopen and access: the team as well). */
export function requesterForm(model: RequesterFormModel, reader: Reader): FormParts {
  const { forms } = catalogueOf(reader.locale).screens
  const number = escNumber(model.escalationId)
  switch (model.action) {
    case 'reopen':
      return {
        title: forms.reopen.title,
        submit: forms.reopen.submit,
        blocks: [
          textField(FIELDS.text, forms.reopen.text, { maxLength: TEXT_MAX, isMultiline: true, hasFocus: true }),
          context(forms.reopen.note, ...(model.isChannelArchived ? [forms.reopen.newChannel] : [])),
        ],
      }
    case 'request_access':
      return {
        title: forms.requestAccess.title,
        submit: forms.requestAccess.submit,
        blocks: [
          textField(FIELDS.why, forms.requestAccess.reason, { maxLength: WHY_MAX, isMultiline: true, hasFocus: true }),
          context(forms.requestAccess.note(number)),
        ],
      }
    case 'answer':
      return {
        title: forms.answer.title,
        submit: forms.send,
        blocks: [
          section(`${forms.answer.asks(nameOf(model.by), momentOn(model.askedAt, reader, null).text)}`),
          section(userQuote(model.question, 2900)),
          textField(FIELDS.text, forms.answer.text, { maxLength: TEXT_MAX, isMultiline: true, hasFocus: true }),
        ],
      }
    case 'add_information':
      return {
        title: forms.addInformation.title,
        submit: forms.send,
        blocks: [
          textField(FIELDS.text, forms.addInformation.text, {
            maxLength: TEXT_MAX,
            isMultiline: true,
            hasFocus: true,
            hint: forms.addInformation.hint,
          }),
        ],
      }
    case 'still_urgent':
      return stillUrgent(reader)
    case 'add_follower':
      return {
        title: forms.addFollower.title,
        submit: forms.addFollower.submit,
        blocks: [
          peopleField(FIELDS.people, forms.addFollower.who, { max: PEOPLE_MAX }),
          context(forms.addFollower.note(number)),
        ],
      }
    case 'hand_to_colleague':
      return {
        title: forms.handToColleague.title,
        submit: forms.handToColleague.submit,
        blocks: [personField(FIELDS.person, forms.handToColleague.who), context(forms.handToColleague.note)],
      }
    case 'withdraw':
      return {
        title: forms.withdraw.title,
        submit: model.isAtOnce ? forms.withdraw.submit : forms.withdraw.ask,
        blocks: [
          section(
            model.isAtOnce
              ? forms.withdraw.atOnce(number)
              : forms.withdraw.asked(model.owner === null ? null : nameOf(model.owner)),
          ),
          textField(FIELDS.why, forms.withdraw.reason, { maxLength: WHY_MAX, isMultiline: true, hasFocus: true }),
        ],
      }
  }
}

function stillUrgent(reader: Reader): FormParts {
  const { forms } = catalogueOf(reader.locale).screens
  const { stillUrgent: say } = forms
  return {
    title: say.title,
    submit: forms.send,
    blocks: [
      radioField(
        FIELDS.why,
        say.choice,
        [
          { value: 'no_news', label: say.noNews, description: say.noNewsNote },
          { value: 'worse', label: say.worse, description: say.worseNote },
        ],
        { chosen: 'no_news' },
      ),
      textField(FIELDS.text, say.text, {
        maxLength: TEXT_MAX,
        isMultiline: true,
        isOptional: true,
        hint: say.textHint,
      }),
    ],
  }
}
