import { emojiOf } from '../format/emoji.mjs'
import { html } from '../html.mjs'
import { ChannelLink, DateToken, Link, Mention } from './text.mjs'

/** @import { RichElement, RichStyle, TableCell, Block } from '../types.d.ts' */

/** @param {any} drawn @param {RichElement['style']} style @param {number} key */
function styled(drawn, style, key) {
  if (typeof style !== 'object') return html`<span key=${key}>${drawn}</span>`
  /** @type {RichStyle} */
  const marks = style
  let out = drawn
  if (marks.code) out = html`<code>${out}</code>`
  if (marks.bold) out = html`<strong>${out}</strong>`
  if (marks.italic) out = html`<em>${out}</em>`
  if (marks.strike) out = html`<s>${out}</s>`
  return html`<span key=${key}>${out}</span>`
}

/** @param {string} text */
const withBreaks = (text) =>
  text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [html`<br key=${index} />`, line]))

/** @param {RichElement} element @param {number} key */
function inline(element, key) {
  switch (element.type) {
    case 'text':
      return styled(withBreaks(element.text ?? ''), element.style, key)
    case 'link':
      return styled(html`<${Link} url=${element.url ?? ''}>${element.text ?? element.url}<//>`, element.style, key)
    case 'user':
      return styled(html`<${Mention} id=${element.user_id ?? ''} />`, element.style, key)
    case 'channel':
      return styled(html`<${ChannelLink} id=${element.channel_id ?? ''} />`, element.style, key)
    case 'usergroup':
      return html`<span key=${key} class="mention">@${element.usergroup_id}</span>`
    case 'broadcast':
      return html`<span key=${key} class="mention mention-me">@${element.range}</span>`
    case 'emoji':
      return emojiOf(element.name ?? '') ?? fromUnicode(element.unicode) ?? `:${element.name}:`
    case 'date':
      return html`<${DateToken}
        key=${key}
        at=${(element.timestamp ?? Number.NaN) * 1000}
        format=${element.format ?? ''}
        fallback=${element.fallback ?? ''}
        link=${element.url}
      />`
    case 'color':
      return html`<code key=${key}>${element.value}</code>`
    default:
      return null
  }
}

/** @param {string | undefined} unicode code points in hex, joined by hyphens */
function fromUnicode(unicode) {
  if (!unicode) return undefined
  const points = unicode.split('-').map((hex) => Number.parseInt(hex, 16))
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : undefined
}

/** @param {RichElement} element @param {number} key */
function block(element, key) {
  const kids = element.elements ?? []
  switch (element.type) {
    case 'rich_text_section':
      return html`<p key=${key} class="rich-section">${kids.map(inline)}</p>`
    case 'rich_text_quote':
      return html`<blockquote key=${key}>${kids.map(inline)}</blockquote>`
    case 'rich_text_preformatted':
      return html`<pre key=${key}>${kids.map(inline)}</pre>`
    case 'rich_text_list': {
      const items = kids.map((kid, index) => html`<li key=${index}>${(kid.elements ?? []).map(inline)}</li>`)
      const indent = `indent-${Math.min(element.indent ?? 0, 4)}`
      return element.style === 'ordered'
        ? html`<ol key=${key} class=${indent} start=${(element.offset ?? 0) + 1}>${items}</ol>`
        : html`<ul key=${key} class=${indent}>${items}</ul>`
    }
    default:
      return null
  }
}

/** @param {{ elements: readonly RichElement[] }} props */
export const RichText = ({ elements }) => html`<div class="rich">${elements.map(block)}</div>`

/** @param {TableCell} cell */
const cellContent = (cell) => (cell.type === 'raw_text' ? cell.text : cell.elements.map(block))

/** A table's first row is its head, as Slack draws it. @param {{ block: Block }} props */
export function Table({ block: { rows = [], column_settings: columns = [] } }) {
  const [head = [], ...body] = rows
  /** @param {number} column */
  const cellClass = (column) => {
    const setting = columns[column]
    return `align-${setting?.align ?? 'left'}${setting?.is_wrapped ? ' wrapped' : ''}`
  }
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label="table">
    <table>
      <thead>
        <tr>${head.map((cell, at) => html`<th key=${at} class=${cellClass(at)}>${cellContent(cell)}</th>`)}</tr>
      </thead>
      <tbody>
        ${body.map(
          (row, index) =>
            html`<tr key=${index}>${row.map((cell, at) => html`<td key=${at} class=${cellClass(at)}>${cellContent(cell)}</td>`)}</tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
