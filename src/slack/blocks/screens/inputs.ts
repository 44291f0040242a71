import type { InputBlock, InputBlockElement, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { plainText } from '../kit.ts'
import { clip, harmlessLine } from '../mrkdwn.ts'

/** Typed builders of inputs and of the modal round them. A field's name is both its `block_id` and its `action_id`. */

export interface FieldOptions {
  readonly isOptional?: boolean
  readonly hint?: string
  /** Tells the bot as soon as it changes, so that the form can be redrawn. */
  readonly dispatches?: boolean
}

function input(field: string, label: string, element: InputBlockElement, options: FieldOptions): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: plainText(label, 2000),
    element: { ...element, action_id: field },
    optional: options.isOptional === true,
    ...(options.hint === undefined ? {} : { hint: plainText(options.hint, 2000) }),
    ...(options.dispatches === true ? { dispatch_action: true } : {}),
  }
}

export interface TextFieldOptions extends FieldOptions {
  readonly maxLength: number
  readonly isMultiline?: boolean
  /** As typed: an input shows text and interprets nothing. */
  readonly initial?: string | null
  readonly hasFocus?: boolean
}

export function textField(field: string, label: string, options: TextFieldOptions): InputBlock {
  const initial = clip(options.initial ?? '', options.maxLength)
  return input(
    field,
    label,
    {
      type: 'plain_text_input',
      multiline: options.isMultiline === true,
      max_length: options.maxLength,
      ...(initial === '' ? {} : { initial_value: initial }),
      ...(options.hasFocus === true ? { focus_on_load: true } : {}),
    },
    options,
  )
}

export interface Choice {
  /** At most 150 characters: a code or an id. */
  readonly value: string
  readonly label: string
  readonly description?: string
}

export function optionOf(choice: Choice): PlainTextOption {
  return {
    text: plainText(harmlessLine(choice.label, 75), 75),
    value: choice.value,
    ...(choice.description === undefined ? {} : { description: plainText(harmlessLine(choice.description, 75), 75) }),
  }
}

export interface ChoiceFieldOptions extends FieldOptions {
  readonly chosen?: string | null
  readonly placeholder?: string
}

/** Radio buttons: every choice in sight. At most ten. */
export function radioField(
  field: string,
  label: string,
  choices: readonly Choice[],
  options: ChoiceFieldOptions = {},
): InputBlock {
  const all = choices.slice(0, 10)
  const chosen = all.find((choice) => choice.value === options.chosen)
  return input(
    field,
    label,
    {
      type: 'radio_buttons',
      options: all.map(optionOf),
      ...(chosen === undefined ? {} : { initial_option: optionOf(chosen) }),
    },
    options,
  )
}

export interface ChoiceGroup {
  readonly label: string
  readonly choices: readonly Choice[]
}

/** A menu. Slack takes options or groups of options, never both. */
export function menuField(
  field: string,
  label: string,
  choices: { readonly list: readonly Choice[] } | { readonly groups: readonly ChoiceGroup[] },
  options: ChoiceFieldOptions = {},
): InputBlock {
  const groups = 'groups' in choices ? choices.groups.filter((group) => group.choices.length > 0) : []
  const list = 'list' in choices ? choices.list.slice(0, 100) : groups.flatMap((group) => group.choices.slice(0, 100))
  const chosen = list.find((choice) => choice.value === options.chosen)
  return input(
    field,
    label,
    {
      type: 'static_select',
      ...(options.placeholder === undefined ? {} : { placeholder: plainText(options.placeholder, 150) }),
      ...('list' in choices
        ? { options: list.map(optionOf) }
        : {
            option_groups: groups.slice(0, 100).map((group) => ({
              label: plainText(harmlessLine(group.label, 75), 75),
              options: group.choices.slice(0, 100).map(optionOf),
            })),
          }),
      ...(chosen === undefined ? {} : { initial_option: optionOf(chosen) }),
    },
    options,
  )
}

/** So many boxes Slack has to an input. */
export const BOXES_MAX = 10

/** Boxes to tick, any of them or none. */
export function ticksField(
  field: string,
  label: string,
  choices: readonly Choice[],
  ticked: readonly string[],
): InputBlock {
  const all = choices.slice(0, BOXES_MAX)
  const initial = all.filter((choice) => ticked.includes(choice.value)).map(optionOf)
  return input(
    field,
    label,
    {
      type: 'checkboxes',
      options: all.map(optionOf),
      ...(initial.length === 0 ? {} : { initial_options: initial }),
    },
    { isOptional: true },
  )
}

/** One box to tick. */
export function tickField(
  field: string,
  label: string,
  choice: Choice,
  options: FieldOptions & { readonly isTicked: boolean },
): InputBlock {
  const option = optionOf(choice)
  return input(
    field,
    label,
    { type: 'checkboxes', options: [option], ...(options.isTicked ? { initial_options: [option] } : {}) },
    { ...options, isOptional: true },
  )
}

export function personField(
  field: string,
  label: string,
  options: FieldOptions & { readonly placeholder?: string; readonly initial?: string | null } = {},
): InputBlock {
  const { initial = null } = options
  return input(
    field,
    label,
    {
      type: 'users_select',
      ...(initial === null ? {} : { initial_user: initial }),
      ...(options.placeholder === undefined ? {} : { placeholder: plainText(options.placeholder, 150) }),
    },
    options,
  )
}

export function peopleField(
  field: string,
  label: string,
  options: FieldOptions & {
    readonly placeholder?: string
    readonly max: number
    readonly initial?: readonly string[]
  },
): InputBlock {
  const initial = (options.initial ?? []).slice(0, options.max)
  return input(
    field,
    label,
    {
      type: 'multi_users_select',
      max_selected_items: options.max,
      ...(options.placeholder === undefined ? {} : { placeholder: plainText(options.placeholder, 150) }),
      ...(initial.length === 0 ? {} : { initial_users: initial }),
    },
    options,
  )
}

/** A day and an hour on the reader's own clock. */
export function instantField(
  field: string,
  label: string,
  options: FieldOptions & { readonly initial?: Date | null } = {},
): InputBlock {
  const initial = options.initial ?? null
  return input(
    field,
    label,
    {
      type: 'datetimepicker',
      ...(initial === null ? {} : { initial_date_time: Math.floor(initial.getTime() / 1000) }),
    },
    options,
  )
}

export interface ModalParts {
  readonly callbackId: string
  /** Title, submit and close: at most 24 characters. */
  readonly title: string
  readonly submit?: string
  readonly close: string
  readonly blocks: readonly KnownBlock[]
  readonly metadata?: string
  /** Closing it closes the whole stack. */
  readonly clearsOnClose?: boolean
}

export function modal(parts: ModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: parts.callbackId,
    title: plainText(parts.title, 24),
    ...(parts.submit === undefined ? {} : { submit: plainText(parts.submit, 24) }),
    close: plainText(parts.close, 24),
    blocks: parts.blocks.slice(0, 100),
    ...(parts.metadata === undefined ? {} : { private_metadata: parts.metadata }),
    ...(parts.clearsOnClose === true ? { clear_on_close: true } : {}),
  }
}
