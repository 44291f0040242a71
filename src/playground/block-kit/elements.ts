import { checkBoolean, checkString, fieldsAt, type Judgement, onlyKeys, report } from './check.ts'
import { elementRules } from './element-rules.ts'
import { checkConfirm, checkDispatchConfig, checkText } from './objects.ts'

const menus = Object.keys(elementRules).filter((type) => type.endsWith('_select'))
const choices = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...menus]

/** Which element may stand where. */
export const elementsOf = {
  accessory: ['button', 'workflow_button', 'overflow', 'image', ...choices],
  actions: ['button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...choices],
  input: [
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
    'file_input',
    'datetimepicker',
    ...choices,
  ],
  context_actions: ['feedback_buttons', 'icon_button'],
} as const

/** One element where only `allowed` types may stand; its action_id goes into `actionIds`, unique in its block. */
export function checkElement(
  j: Judgement,
  path: string,
  value: unknown,
  allowed: readonly string[],
  actionIds: Set<string>,
): void {
  const fields = fieldsAt(j, path, value)
  if (!fields) return
  const { type } = fields
  const rule = typeof type === 'string' ? elementRules[type] : undefined
  if (typeof type !== 'string' || !rule || !allowed.includes(type)) {
    report(j, `${path}/type`, `unsupported type: ${String(type)}`)
    return
  }
  onlyKeys(j, path, fields, ['type', ...(type === 'image' ? [] : ['action_id']), ...rule.keys])
  if (checkString(j, `${path}/action_id`, fields.action_id, { max: 255, min: 1 })) {
    if (actionIds.has(fields.action_id)) report(j, `${path}/action_id`, `action_id ${fields.action_id} already exists`)
    actionIds.add(fields.action_id)
  }
  if (rule.keys.includes('placeholder'))
    checkText(j, `${path}/placeholder`, fields.placeholder, { max: 150, plain: true })
  if (rule.keys.includes('confirm')) checkConfirm(j, `${path}/confirm`, fields.confirm)
  if (rule.keys.includes('dispatch_action_config')) {
    checkDispatchConfig(j, `${path}/dispatch_action_config`, fields.dispatch_action_config)
  }
  if (fields.focus_on_load === true) {
    j.count.focus += 1
    if (j.count.focus > 1) report(j, `${path}/focus_on_load`, 'only one element may have focus_on_load')
  }
  checkBoolean(j, `${path}/focus_on_load`, fields.focus_on_load)
  rule.check(j, path, fields)
}
