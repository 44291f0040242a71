import type { KnownBlock } from '@slack/types'
import { languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { section } from '../kit.ts'
import { harmlessLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import type { FormParts } from './forms.ts'
import { checksField } from './ids.ts'
import { BOXES_MAX, ticksField } from './inputs.ts'
import type { FormModel } from './models.ts'
import { plainMomentOn } from './shared.ts'

/** What the laws ask to be looked at: a box for each item, with who ticked it and when. */
export function checksForm(model: Extract<FormModel, { action: 'check_list' }>, reader: Reader): FormParts {
  const { forms } = catalogueOf(reader.locale).screens
  const { checkList: say } = forms
  const language = languageOf(reader.locale)
  const blocks: KnownBlock[] = []
  for (const { id: obligation, label, checks } of model.lists) {
    for (let from = 0; from < checks.length; from += BOXES_MAX) {
      const part = checks.slice(from, from + BOXES_MAX)
      const checkValue = (item: string) => `${obligation}/${item}`
      const choices = part.map((check) => ({
        value: checkValue(check.id),
        label: check.label[language],
        ...(check.ticked === null
          ? {}
          : { description: say.by(check.ticked.by.name, plainMomentOn(check.ticked.at, reader, model.asOf).text) }),
      }))
      const ticked = part.filter((check) => check.ticked !== null).map((check) => checkValue(check.id))
      blocks.push(ticksField(checksField(obligation, from), harmlessLine(label[language], 75), choices, ticked))
    }
  }
  return { title: say.title, submit: say.submit, blocks: blocks.length === 0 ? [section(say.none)] : blocks }
}
