import { DECISIONS, ROOT_CAUSES } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { actions, button } from '../kit.ts'
import type { Reader } from '../reader.ts'
import type { FormParts } from './forms.ts'
import { TEXT_MAX } from './forms-requester.ts'
import { FIELDS, SCREEN_ACTION_IDS, sentenceField } from './ids.ts'
import { menuField, textField } from './inputs.ts'
import type { FormModel } from './models.ts'

export const RULE_MAX = 200
export const SENTENCE_MAX = 600

/** The sentence that each decision fills in, in the requester's language; null before one is chosen. */
export function prefilledSentence(
  model: Pick<Extract<FormModel, { action: 'resolve' }>, 'decision' | 'requesterLocale'>,
): string | null {
  if (model.decision === null) return null
  return catalogueOf(model.requesterLocale).screens.forms.resolve.sentences[model.decision]
}

/** Whether somebody wrote the sentence themselves: then another decision leaves it alone. */
export function isOwnSentence(sentence: string | null | undefined, requesterLocale: Reader['locale']): boolean {
  if (!sentence) return false
  const { sentences } = catalogueOf(requesterLocale).screens.forms.resolve
  return !DECISIONS.some((code) => sentences[code] === sentence)
}

/** Resolve: decision, rule, reason, a sentence for the requester; the rest behind [More]. */
export function resolveForm(model: Extract<FormModel, { action: 'resolve' }>, reader: Reader): FormParts {
  const { screens, words } = catalogueOf(reader.locale)
  const { resolve: say, more } = screens.forms
  return {
    title: say.title,
    submit: say.submit,
    blocks: [
      menuField(
        FIELDS.decision,
        say.decision,
        { list: DECISIONS.map((code) => ({ value: code, label: words.decision[code] })) },
        { chosen: model.decision, placeholder: say.decisionPlaceholder, dispatches: true },
      ),
      textField(FIELDS.rule, say.rule, { maxLength: RULE_MAX, isOptional: true }),
      textField(FIELDS.reason, say.reason, { maxLength: TEXT_MAX, isMultiline: true, hint: say.reasonHint }),
      textField(sentenceField(model.decision), say.sentence, {
        maxLength: SENTENCE_MAX,
        isMultiline: true,
        isOptional: true,
        initial: isOwnSentence(model.typedSentence, model.requesterLocale)
          ? model.typedSentence
          : prefilledSentence(model),
      }),
      ...(model.isMoreOpen
        ? [
            menuField(
              FIELDS.rootCause,
              say.rootCause,
              { list: ROOT_CAUSES.map((code) => ({ value: code, label: words.rootCause[code] })) },
              { isOptional: true, placeholder: say.rootCausePlaceholder },
            ),
          ]
        : [actions(button(SCREEN_ACTION_IDS.resolveMore, more, 'open'))]),
    ],
  }
}
