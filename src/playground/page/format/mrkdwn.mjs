/**
 * Slack's mrkdwn as a tree. Nothing here makes elements: text of messages never becomes markup but through this tree.
 * @typedef {{ t: 'text', text: string } | { t: 'br' } | { t: 'emoji', name: string }
 *   | { t: 'bold' | 'italic' | 'strike' | 'quote', kids: Node[] } | { t: 'code' | 'pre', text: string }
 *   | { t: 'link', url: string, text: string } | { t: 'user' | 'channel' | 'group', id: string, label: string }
 *   | { t: 'range', name: string } | { t: 'date', at: number, format: string, link: string, fallback: string }} Node
 */

/** Slack escapes three characters only. @param {string} text */
export const unescapeSlack = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** @param {string} text */
export const escapeSlack = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** @param {string} source @returns {Node[]} */
export function parseMrkdwn(source) {
  return source.split(/```(?:\n)?([\s\S]+?)```\n?/g).flatMap(
    /** @returns {Node[]} */
    (part, index) =>
      index % 2 === 1 ? [{ t: 'pre', text: unescapeSlack(part.replace(/\n$/, '')) }] : parseLines(part),
  )
}

/** Quoted lines stand together; the others are separated by breaks. @param {string} source @returns {Node[]} */
function parseLines(source) {
  if (source === '') return []
  /** @type {Node[]} */
  const out = []
  /** @type {string[]} */
  let quoted = []
  let mayBreak = false
  const endQuote = () => {
    if (quoted.length > 0) out.push({ t: 'quote', kids: joinLines(quoted) })
    quoted = []
  }
  for (const line of source.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line)
    if (quote) {
      quoted.push(quote[1] ?? '')
      mayBreak = false
      continue
    }
    endQuote()
    if (mayBreak) out.push({ t: 'br' })
    out.push(...parseInline(line))
    mayBreak = true
  }
  endQuote()
  return out
}

/** @param {string[]} lines @returns {Node[]} */
const joinLines = (lines) =>
  lines.flatMap(
    /** @returns {Node[]} */
    (line, index) => (index === 0 ? parseInline(line) : [{ t: 'br' }, ...parseInline(line)]),
  )

const kinds = /** @type {const} */ ({ '*': 'bold', _: 'italic', '~': 'strike' })

/** @param {string} char */
const isWordly = (char) => /[\p{L}\p{N}]/u.test(char)

/** @param {string} source @returns {Node[]} */
function parseInline(source) {
  /** @type {Node[]} */
  const out = []
  let plain = ''
  const endPlain = () => {
    if (plain !== '') out.push({ t: 'text', text: unescapeSlack(plain) })
    plain = ''
  }
  /** @param {Node} node */
  const put = (node) => {
    endPlain()
    out.push(node)
  }
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at)
    const angle = /^<([^<>\n]+)>/.exec(rest)
    if (angle?.[1] !== undefined) {
      put(parseAngle(angle[1]))
      at += angle[0].length
      continue
    }
    const code = /^`([^`\n]+)`/.exec(rest)
    if (code?.[1] !== undefined) {
      put({ t: 'code', text: unescapeSlack(code[1]) })
      at += code[0].length
      continue
    }
    const emoji = /^:([a-z0-9_+-]+):/.exec(rest)
    if (emoji?.[1] !== undefined) {
      put({ t: 'emoji', name: emoji[1] })
      at += emoji[0].length
      continue
    }
    const length = styledLength(source, at)
    const mark = source[at]
    if (length > 0 && (mark === '*' || mark === '_' || mark === '~')) {
      put({ t: kinds[mark], kids: parseInline(source.slice(at + 1, at + length - 1)) })
      at += length
      continue
    }
    plain += mark
    at += 1
  }
  endPlain()
  return out
}

/**
 * How long the styled run that starts here is, 0 if none does: a mark opens beside no letter and before no space,
 * and closes after no space and before no letter, as Slack reads it.
 * @param {string} source @param {number} at
 */
function styledLength(source, at) {
  const mark = source[at]
  if (mark !== '*' && mark !== '_' && mark !== '~') return 0
  const before = source[at - 1] ?? ' '
  const after = source[at + 1] ?? ' '
  if (isWordly(before) || before === mark || /\s/.test(after) || after === mark) return 0
  for (let end = at + 2; end < source.length; end++) {
    if (source[end] === '<') {
      const close = source.indexOf('>', end)
      if (close > end) end = close
      continue
    }
    if (source[end] !== mark || /\s/.test(source[end - 1] ?? ' ')) continue
    const next = source[end + 1] ?? ' '
    if (!isWordly(next) && next !== mark) return end - at + 1
  }
  return 0
}

/** What stands between angle brackets. @param {string} inside @returns {Node} */
function parseAngle(inside) {
  const [head = '', ...labels] = inside.split('|')
  const label = unescapeSlack(labels.join('|'))
  if (head.startsWith('@')) return { t: 'user', id: head.slice(1), label }
  if (head.startsWith('#')) return { t: 'channel', id: head.slice(1), label }
  if (head.startsWith('!subteam^')) return { t: 'group', id: head.slice(9), label }
  if (head.startsWith('!date^')) {
    const [, ts = '', format = '', link = ''] = head.split('^')
    return { t: 'date', at: Number(ts) * 1000, format: unescapeSlack(format), link, fallback: label }
  }
  if (head.startsWith('!')) return { t: 'range', name: head.slice(1) }
  const url = unescapeSlack(head)
  return { t: 'link', url, text: label || url.replace(/^mailto:/, '') }
}

/**
 * What a person typed, as Slack's own client sends it: escaped, with mentions and links in angle brackets.
 * @param {string} typed
 * @param {readonly { id: string, name: string }[]} people
 */
export function typedToSlack(typed, people) {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length)
  let text = escapeSlack(typed).replace(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"]/g, (url) => `<${url}>`)
  for (const person of byLength) {
    const name = escapeSlack(person.name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    text = text.replace(new RegExp(`(^|[\\s(])@${name}(?![\\p{L}\\p{N}])`, 'gu'), `$1<@${person.id}>`)
  }
  return text
}
