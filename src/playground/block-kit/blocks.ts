import { checkChart } from './charts.ts'
import {
  checkBoolean,
  checkString,
  codePoints,
  type Fields,
  fieldsAt,
  isFields,
  type Judgement,
  listAt,
  onlyKeys,
  report,
  type Surface,
} from './check.ts'
import { checkElement, elementsOf } from './elements.ts'
import { checkImage, checkText } from './objects.ts'
import { checkRichText } from './rich-text.ts'

interface BlockRule {
  readonly surfaces: readonly Surface[]
  readonly check: (j: Judgement, path: string, block: Fields) => void
}

const everywhere: readonly Surface[] = ['message', 'modal', 'home']

function keys(j: Judgement, path: string, block: Fields, ...allowed: string[]): void {
  onlyKeys(j, path, block, ['type', 'block_id', ...allowed])
}

function checkSection(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'text', 'fields', 'accessory', 'expand')
  if (block.text === undefined && block.fields === undefined) report(j, path, 'must have text or fields')
  checkText(j, `${path}/text`, block.text, { max: 3000 })
  if (block.fields !== undefined) {
    for (const [index, field] of listAt(j, `${path}/fields`, block.fields, 1, 10).entries()) {
      checkText(j, `${path}/fields/${index}`, field, { max: 2000, required: true })
    }
  }
  checkBoolean(j, `${path}/expand`, block.expand)
  if (block.accessory !== undefined) {
    checkElement(j, `${path}/accessory`, block.accessory, elementsOf.accessory, new Set())
  }
}

function checkActions(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'elements')
  const actionIds = new Set<string>()
  for (const [index, element] of listAt(j, `${path}/elements`, block.elements, 1, 25).entries()) {
    checkElement(j, `${path}/elements/${index}`, element, elementsOf.actions, actionIds)
  }
}

function checkContext(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'elements')
  for (const [index, element] of listAt(j, `${path}/elements`, block.elements, 1, 10).entries()) {
    const at = `${path}/elements/${index}`
    if (isFields(element) && element.type === 'image') {
      onlyKeys(j, at, element, ['type', 'image_url', 'slack_file', 'alt_text'])
      checkImage(j, at, element)
    } else {
      // Slack's reference gives no figure for a context's text: the one of a section's field holds.
      checkText(j, at, element, { max: 2000, required: true })
    }
  }
}

function checkInput(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'label', 'element', 'hint', 'optional', 'dispatch_action')
  j.count.inputs += 1
  checkText(j, `${path}/label`, block.label, { max: 2000, plain: true, required: true })
  checkText(j, `${path}/hint`, block.hint, { max: 2000, plain: true })
  checkBoolean(j, `${path}/optional`, block.optional)
  checkBoolean(j, `${path}/dispatch_action`, block.dispatch_action)
  checkElement(j, `${path}/element`, block.element, elementsOf.input, new Set())
}

function checkMarkdown(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'text')
  if (!checkString(j, `${path}/text`, block.text, { max: 12_000, min: 1, required: true })) return
  j.count.markdown += codePoints(block.text)
  if (j.count.markdown > 12_000) report(j, `${path}/text`, 'markdown blocks exceed 12000 characters together')
}

function checkTable(j: Judgement, path: string, block: Fields): void {
  keys(j, path, block, 'rows', 'column_settings')
  j.count.tables += 1
  if (j.count.tables > 1) report(j, path, 'only_one_table_allowed')
  for (const [r, row] of listAt(j, `${path}/rows`, block.rows, 1, 100).entries()) {
    for (const [c, cell] of listAt(j, `${path}/rows/${r}`, row, 1, 20).entries()) {
      const at = `${path}/rows/${r}/${c}`
      const fields = fieldsAt(j, at, cell)
      if (!fields) continue
      if (fields.type === 'rich_text') checkRichText(j, at, fields)
      else if (fields.type === 'raw_text') checkString(j, `${at}/text`, fields.text, { max: 3000, required: true })
      else if (fields.type !== 'raw_number') report(j, `${at}/type`, `unsupported type: ${String(fields.type)}`)
    }
  }
  if (block.column_settings !== undefined) listAt(j, `${path}/column_settings`, block.column_settings, 1, 20)
}

function checkVideo(j: Judgement, path: string, block: Fields): void {
  const names = ['video_url', 'thumbnail_url', 'alt_text', 'title']
  const more = ['title_url', 'author_name', 'provider_name', 'provider_icon_url', 'description']
  keys(j, path, block, ...names, ...more)
  checkString(j, `${path}/video_url`, block.video_url, { max: 3000, min: 1, required: true })
  checkString(j, `${path}/thumbnail_url`, block.thumbnail_url, { max: 3000, min: 1, required: true })
  checkString(j, `${path}/alt_text`, block.alt_text, { max: 2000, min: 1, required: true })
  checkText(j, `${path}/title`, block.title, { max: 200, plain: true, required: true })
  checkText(j, `${path}/description`, block.description, { max: 200, plain: true })
  checkString(j, `${path}/author_name`, block.author_name, { max: 50 })
}

/** The blocks that exist for good: those whose surfaces are uncertain are refused like unknown ones. */
const blockRules: Readonly<Record<string, BlockRule>> = {
  section: { surfaces: everywhere, check: checkSection },
  actions: { surfaces: everywhere, check: checkActions },
  context: { surfaces: everywhere, check: checkContext },
  input: { surfaces: everywhere, check: checkInput },
  divider: { surfaces: everywhere, check: (j, path, block) => keys(j, path, block) },
  header: {
    surfaces: everywhere,
    check: (j, path, block) => {
      keys(j, path, block, 'text')
      checkText(j, `${path}/text`, block.text, { max: 150, plain: true, required: true })
    },
  },
  image: {
    surfaces: everywhere,
    check: (j, path, block) => {
      keys(j, path, block, 'image_url', 'slack_file', 'alt_text', 'title')
      checkImage(j, path, block)
      checkText(j, `${path}/title`, block.title, { max: 2000, plain: true })
    },
  },
  rich_text: {
    surfaces: everywhere,
    check: (j, path, block) => {
      keys(j, path, block, 'elements')
      checkRichText(j, path, block)
    },
  },
  video: { surfaces: everywhere, check: checkVideo },
  markdown: { surfaces: ['message'], check: checkMarkdown },
  table: { surfaces: ['message'], check: checkTable },
  data_visualization: { surfaces: ['message'], check: checkChart },
  context_actions: {
    surfaces: ['message'],
    check: (j, path, block) => {
      keys(j, path, block, 'elements')
      const actionIds = new Set<string>()
      for (const [index, element] of listAt(j, `${path}/elements`, block.elements, 1, 5).entries()) {
        checkElement(j, `${path}/elements/${index}`, element, elementsOf.context_actions, actionIds)
      }
    },
  },
}

/** A surface's blocks: message ≤ 50 (none is fine there), modal and home 1–100. */
export function checkBlocks(j: Judgement, path: string, value: unknown): void {
  const blocks = j.surface === 'message' ? listAt(j, path, value, 0, 50) : listAt(j, path, value, 1, 100)
  for (const [index, item] of blocks.entries()) {
    const at = `${path}/${index}`
    const block = fieldsAt(j, at, item)
    if (!block) continue
    const rule = typeof block.type === 'string' ? blockRules[block.type] : undefined
    if (!rule) {
      report(j, `${at}/type`, `unsupported type: ${String(block.type)}`)
      continue
    }
    if (!rule.surfaces.includes(j.surface)) report(j, at, `${String(block.type)} is not allowed in a ${j.surface}`)
    if (checkString(j, `${at}/block_id`, block.block_id, { max: 255, min: 1 })) {
      if (j.blockIds.has(block.block_id)) report(j, `${at}/block_id`, `block_id ${block.block_id} already exists`)
      j.blockIds.add(block.block_id)
    }
    rule.check(j, at, block)
  }
}
