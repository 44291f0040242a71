import type { InputBlock } from '@slack/types'
import { escNumber, SEVERITIES } from '../../../domain/escalation/words.ts'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { context, section } from '../kit.ts'
import { nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { checksForm } from './form-checks.ts'
import { resolveForm } from './form-resolve.ts'
import { updateForm } from './form-update.ts'
import type { FormParts } from './forms.ts'
import { type RequesterFormModel, TEXT_MAX, WHY_MAX } from './forms-requester.ts'
import { FIELDS } from './ids.ts'
import { menuField, personField, radioField, textField, tickField } from './inputs.ts'
import type { Candidate, FormModel } from './models.ts'

export const NOTE_MAX = 500

export type TeamFormModel = Exclude<FormModel, RequesterFormModel>

/** Forms of the team: what is written, handed on, changed or confirmed. */
export function teamForm(model: TeamFormModel, reader: Reader): FormParts {
  const { forms } = catalogueOf(reader.locale).screens
  const number = escNumber(model.escalationId)
  switch (model.action) {
    case 'write_update':
      return updateForm(model, reader)
    case 'resolve':
      return resolveForm(model, reader)
    case 'ask_requester':
      return {
        title: forms.ask.title,
        submit: forms.send,
        blocks: [
          textField(FIELDS.text, forms.ask.text, { maxLength: TEXT_MAX, isMultiline: true, hasFocus: true }),
          context(forms.ask.goesTo(nameOf(model.requester))),
          ...(model.grounds.length === 0 ? [] : [groundField(model.grounds, reader)]),
        ],
      }
    case 'check_list':
      return checksForm(model, reader)
    case 'hand_over':
      return handOver(model, reader)
    case 'claim_for':
      return {
        title: forms.claimFor.title,
        submit: forms.claimFor.submit,
        blocks: [chooser(model.candidates, forms.claimFor.to, forms.claimFor, reader)],
      }
    case 'release':
      return {
        title: forms.release.title,
        submit: forms.release.submit,
        blocks: [section(forms.release.text(number))],
      }
    case 'change_severity':
      return changeSeverity(model, reader)
    case 'bring_in':
      return {
        title: forms.bringIn.title,
        submit: forms.bringIn.submit,
        blocks: [
          personField(FIELDS.person, forms.bringIn.who, { placeholder: forms.handOver.toPlaceholder }),
          context(model.isRestricted ? forms.bringIn.restricted : forms.bringIn.note),
        ],
      }
    case 'bring_requester_in':
      return {
        title: forms.bringRequesterIn.title,
        submit: forms.bringRequesterIn.submit,
        blocks: [
          section(forms.bringRequesterIn.text(nameOf(model.requester))),
          section(`*${forms.bringRequesterIn.warning}*`),
        ],
      }
    case 'link':
      return {
        title: forms.link.title,
        submit: forms.link.submit,
        blocks: [
          textField(FIELDS.number, forms.link.to, { maxLength: 20, hint: forms.link.hint, hasFocus: true }),
          context(forms.link.note),
        ],
      }
    case 'unlink':
      return {
        title: forms.unlink.title,
        submit: forms.unlink.submit,
        blocks: [section(forms.unlink.text(number, escNumber(model.duplicateOf)))],
      }
  }
}

/** Obligations run on while the requester is asked, but for a ground that their law knows. */
function groundField(
  grounds: Extract<TeamFormModel, { action: 'ask_requester' }>['grounds'],
  reader: Reader,
): InputBlock {
  const { ask } = catalogueOf(reader.locale).screens.forms
  const list = grounds.map(({ value, label }) => ({ value, label: label[languageOf(reader.locale)] }))
  return menuField(FIELDS.ground, ask.ground, { list }, { isOptional: true, placeholder: ask.groundPlaceholder })
}

/** A menu that says who is on duty; where nobody was named, Slack's own people picker. */
function chooser(
  candidates: readonly Candidate[],
  label: string,
  words: { readonly onDuty: string; readonly offDuty: string },
  reader: Reader,
): InputBlock {
  const { handOver } = catalogueOf(reader.locale).screens.forms
  if (candidates.length === 0) return personField(FIELDS.person, label, { placeholder: handOver.toPlaceholder })
  const onDutyFirst = [...candidates].sort((a, b) => Number(b.isOnDuty) - Number(a.isOnDuty))
  return menuField(
    FIELDS.person,
    label,
    {
      list: onDutyFirst.map((person) => ({
        value: person.id,
        label: person.name,
        description: person.isOnDuty ? words.onDuty : words.offDuty,
      })),
    },
    { placeholder: handOver.toPlaceholder },
  )
}

function handOver(model: Extract<TeamFormModel, { action: 'hand_over' }>, reader: Reader): FormParts {
  const { handOver: say } = catalogueOf(reader.locale).screens.forms
  return {
    title: say.title,
    submit: say.submit,
    blocks: [
      chooser(model.candidates, say.to, say, reader),
      ...(model.candidates.length === 0 ? [context(say.note)] : []),
      textField(FIELDS.text, say.text, { maxLength: NOTE_MAX, isMultiline: true, isOptional: true }),
      ...(model.mayForce
        ? [tickField(FIELDS.force, say.force, { value: 'force', label: say.forceOption }, { isTicked: false })]
        : []),
    ],
  }
}

function changeSeverity(model: Extract<TeamFormModel, { action: 'change_severity' }>, reader: Reader): FormParts {
  const { screens, words } = catalogueOf(reader.locale)
  const { severity: say } = screens.forms
  const others = SEVERITIES.filter((code) => code !== model.severity)
  return {
    title: say.title,
    submit: say.submit,
    blocks: [
      section(say.now(model.severity.toUpperCase())),
      radioField(
        FIELDS.newSeverity,
        say.to,
        others.map((code) => ({
          value: code,
          label: words.severity[code].radio,
          description: words.severity[code].description,
        })),
      ),
      textField(FIELDS.why, say.reason, { maxLength: WHY_MAX, isMultiline: true }),
    ],
  }
}
