import { checkString, type Fields, fieldsAt, type Judgement, listAt, report } from './check.ts'

const inline = ['text', 'link', 'user', 'usergroup', 'channel', 'emoji', 'broadcast', 'date', 'color', 'team']

/** A rich_text block's inside: sections, lists, quotes and preformatted text of known inline elements. */
export function checkRichText(j: Judgement, path: string, block: Fields): void {
  if (block.type !== 'rich_text') report(j, `${path}/type`, 'must be rich_text')
  for (const [index, value] of listAt(j, `${path}/elements`, block.elements, 1, 100).entries()) {
    checkPart(j, `${path}/elements/${index}`, value)
  }
}

function checkPart(j: Judgement, path: string, value: unknown): void {
  const part = fieldsAt(j, path, value)
  if (!part) return
  switch (part.type) {
    case 'rich_text_list':
      if (part.style !== 'bullet' && part.style !== 'ordered') {
        report(j, `${path}/style`, 'must be one of bullet, ordered')
      }
      for (const [index, item] of listAt(j, `${path}/elements`, part.elements, 1, 100).entries()) {
        checkPart(j, `${path}/elements/${index}`, item)
      }
      return
    case 'rich_text_section':
    case 'rich_text_quote':
      checkInline(j, path, part, inline)
      return
    case 'rich_text_preformatted':
      checkInline(j, path, part, ['text', 'link'])
      return
    default:
      report(j, `${path}/type`, `unsupported type: ${String(part.type)}`)
  }
}

function checkInline(j: Judgement, path: string, part: Fields, allowed: readonly string[]): void {
  for (const [index, value] of listAt(j, `${path}/elements`, part.elements, 0, 1000).entries()) {
    const at = `${path}/elements/${index}`
    const element = fieldsAt(j, at, value)
    if (!element) continue
    if (typeof element.type !== 'string' || !allowed.includes(element.type)) {
      report(j, `${at}/type`, `unsupported type: ${String(element.type)}`)
      continue
    }
    if (element.type === 'text') checkString(j, `${at}/text`, element.text, { max: 3000, min: 1, required: true })
    if (element.type === 'link') checkString(j, `${at}/url`, element.url, { max: 3000, min: 1, required: true })
    if (element.type === 'user') checkString(j, `${at}/user_id`, element.user_id, { max: 255, min: 1, required: true })
  }
}
