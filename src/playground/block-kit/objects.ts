import {
  checkBoolean,
  checkOneOf,
  checkString,
  type Fields,
  fieldsAt,
  type Judgement,
  listAt,
  onlyKeys,
  report,
  sameJson,
} from './check.ts'

/** A text object: `plain` where Slack takes plain text only. Text is never empty. */
export function checkText(
  j: Judgement,
  path: string,
  value: unknown,
  rule: { readonly max: number; readonly plain?: boolean; readonly required?: boolean },
): void {
  if (value === undefined && !rule.required) return
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  if (fields.type === 'plain_text') {
    onlyKeys(j, path, fields, ['type', 'text', 'emoji'])
    checkBoolean(j, `${path}/emoji`, fields.emoji)
  } else if (fields.type === 'mrkdwn' && !rule.plain) {
    onlyKeys(j, path, fields, ['type', 'text', 'verbatim'])
    checkBoolean(j, `${path}/verbatim`, fields.verbatim)
  } else {
    report(j, `${path}/type`, rule.plain ? 'must be plain_text' : 'must be plain_text or mrkdwn')
  }
  checkString(j, `${path}/text`, fields.text, { max: rule.max, min: 1, required: true })
}

export function checkConfirm(j: Judgement, path: string, value: unknown): void {
  if (value === undefined) return
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  onlyKeys(j, path, fields, ['title', 'text', 'confirm', 'deny', 'style'])
  checkText(j, `${path}/title`, fields.title, { max: 100, plain: true, required: true })
  checkText(j, `${path}/text`, fields.text, { max: 300, required: true })
  checkText(j, `${path}/confirm`, fields.confirm, { max: 30, plain: true, required: true })
  checkText(j, `${path}/deny`, fields.deny, { max: 30, plain: true, required: true })
  checkOneOf(j, `${path}/style`, fields.style, ['primary', 'danger'])
}

export interface OptionRule {
  /** Radio buttons and checkboxes take mrkdwn; menus don't. */
  readonly plain: boolean
  /** Only an overflow menu's option may carry a url. */
  readonly url?: boolean
}

export function checkOption(j: Judgement, path: string, value: unknown, rule: OptionRule): void {
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  onlyKeys(j, path, fields, ['text', 'value', 'description', ...(rule.url ? ['url'] : [])])
  checkText(j, `${path}/text`, fields.text, { max: 75, plain: rule.plain, required: true })
  checkString(j, `${path}/value`, fields.value, { max: 150, min: 1, required: true })
  checkText(j, `${path}/description`, fields.description, { max: 75, plain: rule.plain })
  if (rule.url) checkString(j, `${path}/url`, fields.url, { max: 3000 })
}

/** Options of a menu, in groups or not: returns all of them, for the initial ones to be compared with. */
export function checkMenuOptions(j: Judgement, path: string, fields: Fields): readonly unknown[] {
  if (fields.options !== undefined && fields.option_groups !== undefined) {
    report(j, path, 'options and option_groups exclude each other')
  }
  if (fields.option_groups !== undefined) {
    const all: unknown[] = []
    for (const [index, group] of listAt(j, `${path}/option_groups`, fields.option_groups, 1, 100).entries()) {
      const at = `${path}/option_groups/${index}`
      const inner = fieldsAt(j, at, group)
      if (!inner) continue
      onlyKeys(j, at, inner, ['label', 'options'])
      checkText(j, `${at}/label`, inner.label, { max: 75, plain: true, required: true })
      all.push(...checkOptions(j, `${at}/options`, inner.options, 100, { plain: true }))
    }
    return all
  }
  return checkOptions(j, `${path}/options`, fields.options, 100, { plain: true })
}

export function checkOptions(
  j: Judgement,
  path: string,
  value: unknown,
  max: number,
  rule: OptionRule,
): readonly unknown[] {
  const options = listAt(j, path, value, 1, max)
  for (const [index, option] of options.entries()) checkOption(j, `${path}/${index}`, option, rule)
  return options
}

/** An initial option equals one of the options exactly, description and all. */
export function checkInitialOption(j: Judgement, path: string, value: unknown, options: readonly unknown[]): void {
  if (value === undefined) return
  if (!options.some((option) => sameJson(option, value))) {
    report(j, path, 'must exactly match one of the provided options')
  }
}

export function checkInitialOptions(j: Judgement, path: string, value: unknown, options: readonly unknown[]): void {
  if (value === undefined) return
  for (const [index, option] of listAt(j, path, value, 1, 100).entries()) {
    checkInitialOption(j, `${path}/${index}`, option, options)
  }
}

export function checkDispatchConfig(j: Judgement, path: string, value: unknown): void {
  if (value === undefined) return
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  onlyKeys(j, path, fields, ['trigger_actions_on'])
  for (const [index, trigger] of listAt(j, `${path}/trigger_actions_on`, fields.trigger_actions_on, 1, 2).entries()) {
    checkOneOf(j, `${path}/trigger_actions_on/${index}`, trigger, ['on_enter_pressed', 'on_character_entered'])
  }
}

export function checkConversationFilter(j: Judgement, path: string, value: unknown): void {
  if (value === undefined) return
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  onlyKeys(j, path, fields, ['include', 'exclude_external_shared_channels', 'exclude_bot_users'])
  if (Object.keys(fields).length === 0) report(j, path, 'must have at least one field')
  if (fields.include !== undefined) {
    for (const [index, kind] of listAt(j, `${path}/include`, fields.include, 1, 4).entries()) {
      checkOneOf(j, `${path}/include/${index}`, kind, ['im', 'mpim', 'private', 'public'])
    }
  }
}

/** `image_url` or `slack_file`, one of the two, and always an alternative text. */
export function checkImage(j: Judgement, path: string, fields: Fields): void {
  if ((fields.image_url === undefined) === (fields.slack_file === undefined)) {
    report(j, path, 'must have exactly one of image_url and slack_file')
  }
  checkString(j, `${path}/image_url`, fields.image_url, { max: 3000, min: 1 })
  if (fields.slack_file !== undefined) {
    const file = fieldsAt(j, `${path}/slack_file`, fields.slack_file)
    if (file) {
      onlyKeys(j, `${path}/slack_file`, file, ['id', 'url'])
      if ((file.id === undefined) === (file.url === undefined)) {
        report(j, `${path}/slack_file`, 'must have exactly one of id and url')
      }
    }
  }
  checkString(j, `${path}/alt_text`, fields.alt_text, { max: 2000, min: 1, required: true })
}
