import { html } from '../html.mjs'
import { Link } from './text.mjs'

/** Standard Markdown, as the `markdown` block has it: the small part that bots write. */

const inlineMarks = /(`[^`\n]+`|\*\*[^*\n]+\*\*|__[^_\n]+__|~~[^~\n]+~~|\*[^*\n]+\*|_[^_\n]+_|\[[^\]\n]+\]\([^)\s]+\))/g

/** @param {string} text @returns {any[]} */
function inline(text) {
  return text.split(inlineMarks).map((part, key) => {
    if (key % 2 === 0) return part
    if (part.startsWith('`')) return html`<code key=${key}>${part.slice(1, -1)}</code>`
    if (part.startsWith('**') || part.startsWith('__'))
      return html`<strong key=${key}>${inline(part.slice(2, -2))}</strong>`
    if (part.startsWith('~~')) return html`<s key=${key}>${inline(part.slice(2, -2))}</s>`
    if (part.startsWith('[')) {
      const link = /^\[(.+)\]\((.+)\)$/.exec(part)
      return html`<${Link} key=${key} url=${link?.[2] ?? ''}>${link?.[1] ?? part}<//>`
    }
    return html`<em key=${key}>${inline(part.slice(1, -1))}</em>`
  })
}

const patterns = {
  fence: /^```/,
  heading: /^(#{1,6})\s+(.*)$/,
  rule: /^(?:-{3,}|\*{3,}|_{3,})\s*$/,
  quote: /^>\s?(.*)$/,
  bullet: /^\s*[-*+]\s+(.*)$/,
  number: /^\s*\d+[.)]\s+(.*)$/,
}

/** Takes the lines from `at` on that match, as their first group.
 * @param {string[]} lines @param {number} at @param {RegExp} pattern */
function run(lines, at, pattern) {
  const taken = []
  for (let i = at; i < lines.length; i++) {
    const match = pattern.exec(lines[i] ?? '')
    if (!match) break
    taken.push(match[1] ?? '')
  }
  return taken
}

/** @param {{ source: string }} props */
export function Markdown({ source }) {
  const lines = source.split('\n')
  const out = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const key = at
    const heading = patterns.heading.exec(line)
    if (patterns.fence.test(line)) {
      const end = lines.findIndex((other, index) => index > at && patterns.fence.test(other))
      const stop = end < 0 ? lines.length : end
      out.push(html`<pre key=${key}>${lines.slice(at + 1, stop).join('\n')}</pre>`)
      at = stop + 1
    } else if (heading) {
      out.push(html`<p key=${key} class=${`md-h md-h${heading[1]?.length}`}>${inline(heading[2] ?? '')}</p>`)
      at += 1
    } else if (patterns.rule.test(line)) {
      out.push(html`<hr key=${key} />`)
      at += 1
    } else if (patterns.quote.test(line)) {
      const quoted = run(lines, at, patterns.quote)
      out.push(
        html`<blockquote key=${key}>${quoted.map((text, i) => [i > 0 && html`<br />`, inline(text)])}</blockquote>`,
      )
      at += quoted.length
    } else if (patterns.bullet.test(line) || patterns.number.test(line)) {
      const pattern = patterns.bullet.test(line) ? patterns.bullet : patterns.number
      const items = run(lines, at, pattern)
      const drawn = items.map((text, i) => html`<li key=${i}>${inline(text)}</li>`)
      out.push(pattern === patterns.bullet ? html`<ul key=${key}>${drawn}</ul>` : html`<ol key=${key}>${drawn}</ol>`)
      at += items.length
    } else {
      if (line.trim() !== '') out.push(html`<p key=${key}>${inline(line)}</p>`)
      at += 1
    }
  }
  return html`<div class="rich markdown">${out}</div>`
}
