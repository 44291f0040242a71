import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { FilingPreview } from '../../../domain/escalation/views.ts'
import { SEVERITIES } from '../../../domain/escalation/words.ts'
import { CONTENT_LANGUAGES, languageOf } from '../../../domain/language.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { actions, button, context, section } from '../kit.ts'
import { momentToken, nameOf } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { CALLBACK_IDS, detailField, FIELDS, SCREEN_ACTION_IDS } from './ids.ts'
import { instantField, menuField, modal, peopleField, radioField, textField, tickField } from './inputs.ts'
import { filingMetadata } from './metadata.ts'
import type { CategoryInput, FilingFormModel } from './models.ts'

export const SUMMARY_MAX = 120
export const BODY_MAX = 3000
export const FOLLOWERS_MAX = 20
/** More of a category's own inputs are asked of the owner, on the card. */
const CATEGORY_INPUTS_MAX = 4

/**
 * The filing form (SCREENS 4): five inputs, category first. Redrawn when category or severity change and when the details
 * are opened; ids and initial values stay, so that what was typed stays.
 */
export function filingForm(model: FilingFormModel, reader: Reader): ModalView {
  const { filing } = catalogueOf(reader.locale).screens
  const isDetailsOpen = model.isDetailsOpen || model.category?.opensDetails === true
  return modal({
    callbackId: CALLBACK_IDS.file,
    title: filing.title,
    submit: filing.submit,
    close: filing.close,
    metadata: filingMetadata({ isDetailsOpen, source: model.source }),
    blocks: [
      ...(model.isUnsure ? [section(filing.notSure)] : []),
      ...whatBlocks(model, reader),
      ...urgencyBlocks(model, reader),
      ...(isDetailsOpen
        ? detailBlocks(model, reader)
        : [actions(button(SCREEN_ACTION_IDS.fileMore, filing.moreDetails, 'open'))]),
    ],
  })
}

function whatBlocks(model: FilingFormModel, reader: Reader): KnownBlock[] {
  const { filing } = catalogueOf(reader.locale).screens
  const language = languageOf(reader.locale)
  const isRestricted = model.category?.isRestricted === true
  return [
    menuField(
      FIELDS.category,
      filing.category,
      {
        groups: [
          { label: filing.ifInDoubt, choices: [{ value: model.unsureCategoryId, label: filing.unsure }] },
          ...model.groups.map((group) => ({
            label: group.label[language],
            choices: group.categories
              .filter((category) => category.id !== model.unsureCategoryId)
              .map((category) => ({ value: category.id, label: category.label[language] })),
          })),
        ],
      },
      { chosen: model.category?.id ?? null, placeholder: filing.categoryPlaceholder, dispatches: true },
    ),
    ...(isRestricted ? [context(filing.restricted)] : []),
    textField(FIELDS.summary, filing.summary, {
      maxLength: SUMMARY_MAX,
      initial: model.summary,
      ...(isRestricted ? { hint: filing.summaryRestricted } : {}),
    }),
    textField(FIELDS.body, filing.body, {
      maxLength: BODY_MAX,
      isMultiline: true,
      initial: model.body,
      ...(model.source === 'message' ? { hint: filing.fromMessage } : {}),
    }),
    ...(model.category?.fields ?? []).slice(0, CATEGORY_INPUTS_MAX).map((field) => categoryInput(field, reader)),
  ]
}

function categoryInput(field: CategoryInput, reader: Reader): InputBlock {
  const label = field.label[languageOf(reader.locale)]
  const isOptional = !field.isRequired
  return field.kind === 'datetime'
    ? instantField(detailField(field.id), label, { isOptional })
    : textField(detailField(field.id), label, {
        isOptional,
        maxLength: Math.min(BODY_MAX, Math.max(1, field.maxLength)),
      })
}

function urgencyBlocks(model: FilingFormModel, reader: Reader): KnownBlock[] {
  const { screens, words } = catalogueOf(reader.locale)
  const { filing } = screens
  return [
    radioField(
      FIELDS.severity,
      filing.severity,
      SEVERITIES.map((code) => ({
        value: code,
        label: words.severity[code].radio,
        description: words.severity[code].description,
      })),
      { chosen: model.severity, dispatches: true },
    ),
    ...(model.preview === null ? [] : [context(previewLine(model.preview, reader))]),
    menuField(
      FIELDS.contentLanguage,
      filing.contentLanguage,
      { list: CONTENT_LANGUAGES.map((code) => ({ value: code, label: words.contentLanguage[code] })) },
      { chosen: model.contentLanguage, placeholder: filing.contentLanguagePlaceholder, isOptional: true },
    ),
  ]
}

/** Line 4a: who is woken by this severity, the hour there, and when the first answer is due. */
export function previewLine(preview: FilingPreview, reader: Reader): string {
  const { filing } = catalogueOf(reader.locale).screens
  const minutes = preview.firstAnswerMinutes
  if (preview.pages !== 'at_once') {
    return filing.nobodyWoken(momentToken(preview.firstAnswerBy, reader, preview.asOf))
  }
  const first = preview.onCall[0]
  if (first === undefined) return filing.nobodyOnCall(minutes)
  const asleep = preview.onCall.find((person) => isNight(person.localTime))
  const shown = asleep ?? first
  if (preview.onCall.length === 1) {
    return (asleep === undefined ? filing.pagesOne : filing.wakesOne)(shown.localTime, minutes)
  }
  const many = asleep === undefined ? filing.pagesMany : filing.wakesMany
  return many(preview.onCall.length, nameOf(shown), shown.localTime, minutes)
}

/** Whether a page at that hour (`HH:MM`, where the person is) wakes somebody rather than interrupts them. */
function isNight(localTime: string): boolean {
  const hour = Number(localTime.slice(0, 2))
  return hour < 8 || hour >= 22
}

function detailBlocks(model: FilingFormModel, reader: Reader): KnownBlock[] {
  const { filing } = catalogueOf(reader.locale).screens
  return [
    instantField(FIELDS.neededBy, filing.neededBy, { isOptional: true }),
    ...(model.teams.length < 2
      ? []
      : [
          menuField(
            FIELDS.otherTeam,
            filing.otherTeam,
            { list: model.teams.map((team) => ({ value: team.id, label: team.name })) },
            { isOptional: true, placeholder: filing.otherTeamPlaceholder, dispatches: true },
          ),
        ]),
    peopleField(FIELDS.followers, filing.followers, {
      isOptional: true,
      max: FOLLOWERS_MAX,
      placeholder: filing.followersPlaceholder,
      hint: filing.followersHint,
    }),
    tickField(
      FIELDS.hard,
      filing.hard,
      { value: 'hard', label: filing.hardOption },
      {
        isTicked: model.category?.isHard === true,
      },
    ),
  ]
}
