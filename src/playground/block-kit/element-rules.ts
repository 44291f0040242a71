import {
  checkBoolean,
  checkInteger,
  checkOneOf,
  checkString,
  codePoints,
  type Fields,
  fieldsAt,
  type Judgement,
  listAt,
  report,
} from './check.ts'
import {
  checkConversationFilter,
  checkImage,
  checkInitialOption,
  checkInitialOptions,
  checkMenuOptions,
  checkOptions,
  checkText,
} from './objects.ts'
import { checkRichText } from './rich-text.ts'

type Checker = (j: Judgement, path: string, fields: Fields) => void

interface ElementRule {
  /** Keys beside type and action_id. */
  readonly keys: readonly string[]
  readonly check: Checker
}

const menu = ['placeholder', 'confirm', 'focus_on_load']
const multi = [...menu, 'max_selected_items']
const typed = ['placeholder', 'focus_on_load', 'dispatch_action_config', 'initial_value']
const nothing: Checker = () => {}

function idMenu(initial: string, ...more: string[]): ElementRule {
  return {
    keys: [...menu, initial, ...more],
    check: (j, path, fields) => {
      checkString(j, `${path}/${initial}`, fields[initial], { max: 255, min: 1 })
      checkConversationFilter(j, `${path}/filter`, fields.filter)
      checkBoolean(j, `${path}/response_url_enabled`, fields.response_url_enabled)
    },
  }
}

function idMultiMenu(initial: string, ...more: string[]): ElementRule {
  return {
    keys: [...multi, initial, ...more],
    check: (j, path, fields) => {
      if (fields[initial] !== undefined) {
        for (const [index, id] of listAt(j, `${path}/${initial}`, fields[initial], 1, 100).entries()) {
          checkString(j, `${path}/${initial}/${index}`, id, { max: 255, min: 1 })
        }
      }
      checkConversationFilter(j, `${path}/filter`, fields.filter)
      checkInteger(j, `${path}/max_selected_items`, fields.max_selected_items, 1, 100)
    },
  }
}

function pattern(key: string, shape: RegExp, says: string): Checker {
  return (j, path, fields) => {
    const value = fields[key]
    if (value !== undefined && !(typeof value === 'string' && shape.test(value))) report(j, `${path}/${key}`, says)
  }
}

const checkNumberInput: Checker = (j, path, fields) => {
  if (typeof fields.is_decimal_allowed !== 'boolean') report(j, `${path}/is_decimal_allowed`, 'missing required field')
  for (const key of ['initial_value', 'min_value', 'max_value']) {
    const value = fields[key]
    if (value === undefined) continue
    if (typeof value !== 'string' || value.trim() === '' || Number.isNaN(Number(value))) {
      report(j, `${path}/${key}`, 'must be a number written as a string')
    } else if (fields.is_decimal_allowed === false && !Number.isInteger(Number(value))) {
      report(j, `${path}/${key}`, 'must be an integer')
    }
  }
}

const checkPlainTextInput: Checker = (j, path, fields) => {
  checkBoolean(j, `${path}/multiline`, fields.multiline)
  checkInteger(j, `${path}/min_length`, fields.min_length, 0, 3000)
  checkInteger(j, `${path}/max_length`, fields.max_length, 1, 3000)
  const { min_length: min, max_length: max } = fields
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    report(j, `${path}/min_length`, 'must not be more than max_length')
  }
  const limit = typeof max === 'number' ? Math.min(max, 3000) : 3000
  if (typeof fields.initial_value === 'string' && codePoints(fields.initial_value) > limit) {
    report(j, `${path}/initial_value`, `must be less than ${limit + 1} characters`)
  } else {
    checkString(j, `${path}/initial_value`, fields.initial_value, { max: limit })
  }
}

const checkButton: Checker = (j, path, fields) => {
  checkText(j, `${path}/text`, fields.text, { max: 75, plain: true, required: true })
  checkString(j, `${path}/value`, fields.value, { max: 2000 })
  checkString(j, `${path}/url`, fields.url, { max: 3000 })
  checkOneOf(j, `${path}/style`, fields.style, ['primary', 'danger'])
  checkString(j, `${path}/accessibility_label`, fields.accessibility_label, { max: 75 })
}

export const elementRules: Readonly<Record<string, ElementRule>> = {
  button: { keys: ['text', 'value', 'url', 'style', 'confirm', 'accessibility_label'], check: checkButton },
  workflow_button: {
    keys: ['text', 'workflow', 'style', 'confirm', 'accessibility_label'],
    check: (j, path, fields) => {
      checkText(j, `${path}/text`, fields.text, { max: 75, plain: true, required: true })
      fieldsAt(j, `${path}/workflow`, fields.workflow)
    },
  },
  static_select: {
    keys: [...menu, 'options', 'option_groups', 'initial_option'],
    check: (j, path, fields) =>
      checkInitialOption(j, `${path}/initial_option`, fields.initial_option, checkMenuOptions(j, path, fields)),
  },
  multi_static_select: {
    keys: [...multi, 'options', 'option_groups', 'initial_options'],
    check: (j, path, fields) => {
      checkInitialOptions(j, `${path}/initial_options`, fields.initial_options, checkMenuOptions(j, path, fields))
      checkInteger(j, `${path}/max_selected_items`, fields.max_selected_items, 1, 100)
    },
  },
  external_select: {
    keys: [...menu, 'min_query_length', 'initial_option'],
    check: (j, path, fields) => checkInteger(j, `${path}/min_query_length`, fields.min_query_length, 0, 1000),
  },
  multi_external_select: {
    keys: [...multi, 'min_query_length', 'initial_options'],
    check: (j, path, fields) => checkInteger(j, `${path}/min_query_length`, fields.min_query_length, 0, 1000),
  },
  users_select: idMenu('initial_user'),
  multi_users_select: idMultiMenu('initial_users'),
  conversations_select: idMenu(
    'initial_conversation',
    'default_to_current_conversation',
    'response_url_enabled',
    'filter',
  ),
  multi_conversations_select: idMultiMenu('initial_conversations', 'default_to_current_conversation', 'filter'),
  channels_select: idMenu('initial_channel', 'response_url_enabled'),
  multi_channels_select: idMultiMenu('initial_channels'),
  overflow: {
    keys: ['options', 'confirm'],
    check: (j, path, fields) => {
      checkOptions(j, `${path}/options`, fields.options, 5, { plain: true, url: true })
    },
  },
  checkboxes: {
    keys: ['options', 'initial_options', 'confirm', 'focus_on_load'],
    check: (j, path, fields) => {
      const options = checkOptions(j, `${path}/options`, fields.options, 10, { plain: false })
      checkInitialOptions(j, `${path}/initial_options`, fields.initial_options, options)
    },
  },
  radio_buttons: {
    keys: ['options', 'initial_option', 'confirm', 'focus_on_load'],
    check: (j, path, fields) => {
      const options = checkOptions(j, `${path}/options`, fields.options, 10, { plain: false })
      checkInitialOption(j, `${path}/initial_option`, fields.initial_option, options)
    },
  },
  datepicker: {
    keys: [...menu, 'initial_date'],
    check: pattern('initial_date', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a date, YYYY-MM-DD'),
  },
  timepicker: {
    keys: [...menu, 'initial_time', 'timezone'],
    check: pattern('initial_time', /^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:mm'),
  },
  datetimepicker: {
    keys: ['initial_date_time', 'confirm', 'focus_on_load'],
    check: (j, path, fields) =>
      checkInteger(j, `${path}/initial_date_time`, fields.initial_date_time, 1_000_000_000, 9_999_999_999),
  },
  plain_text_input: { keys: [...typed, 'multiline', 'min_length', 'max_length'], check: checkPlainTextInput },
  email_text_input: {
    keys: typed,
    check: (j, path, fields) => {
      checkString(j, `${path}/initial_value`, fields.initial_value, { max: 3000 })
    },
  },
  url_text_input: {
    keys: typed,
    check: (j, path, fields) => {
      checkString(j, `${path}/initial_value`, fields.initial_value, { max: 3000 })
    },
  },
  number_input: { keys: [...typed, 'is_decimal_allowed', 'min_value', 'max_value'], check: checkNumberInput },
  rich_text_input: {
    keys: [...typed, 'min_lines', 'max_lines'],
    check: (j, path, fields) => {
      if (fields.initial_value === undefined) return
      const block = fieldsAt(j, `${path}/initial_value`, fields.initial_value)
      if (block) checkRichText(j, `${path}/initial_value`, block)
    },
  },
  file_input: {
    keys: ['filetypes', 'max_files'],
    check: (j, path, fields) => checkInteger(j, `${path}/max_files`, fields.max_files, 1, 10),
  },
  image: { keys: ['image_url', 'slack_file', 'alt_text'], check: checkImage },
  feedback_buttons: { keys: ['positive_button', 'negative_button'], check: nothing },
  icon_button: {
    keys: ['icon', 'text', 'accessibility_label', 'value', 'visible_to_user_ids', 'confirm'],
    check: nothing,
  },
}
