import { useContext } from '/vendor/preact-hooks.mjs'
import { fillDate, fullDate } from '../format/dates.mjs'
import { emojiOf, withEmoji } from '../format/emoji.mjs'
import { parseMrkdwn } from '../format/mrkdwn.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
/** @import { Children, Text } from '../types.d.ts' */
/** @import { Node } from '../format/mrkdwn.mjs' */

/** Only addresses that a browser opens without running anything. @param {string} url */
export function safeUrl(url) {
  try {
    const { protocol } = new URL(url, location.href)
    return ['http:', 'https:', 'mailto:', 'tel:', 'slack:'].includes(protocol) ? url : null
  } catch {
    return null
  }
}

/** @param {{ url: string, children?: Children }} props */
export function Link({ url, children }) {
  const { follow } = useContext(Reading)
  const safe = safeUrl(url)
  if (!safe) return html`<span>${children}</span>`
  return html`<a
    href=${safe}
    target="_blank"
    rel="noopener noreferrer"
    onClick=${(/** @type {MouseEvent} */ event) => follow(safe) && event.preventDefault()}
    >${children}</a
  >`
}

/** A person's display name as a pill; one's own stands out. @param {{ id: string, label?: string }} props */
export function Mention({ id, label }) {
  const { nameOf, me } = useContext(Reading)
  return html`<span class=${`mention${id === me.id ? ' mention-me' : ''}`}>@${nameOf(id) ?? (label || id)}</span>`
}

/** @param {{ id: string, label?: string }} props */
export function ChannelLink({ id, label }) {
  const { channelOf, open, words } = useContext(Reading)
  const channel = channelOf(id)
  const isPrivate = channel?.kind === 'private'
  if (!channel && !label) return html`<span class="mention">🔒 ${words.otherChannel}</span>`
  return html`<button type="button" class="mention mention-link" disabled=${!channel} onClick=${() => open(id)}>
    ${isPrivate ? '🔒 ' : '#'}${channel?.name ?? label}
  </button>`
}

/** @param {{ at: number, format: string, fallback: string, link?: string }} props */
export function DateToken({ at, format, fallback, link }) {
  const { reader } = useContext(Reading)
  const filled = fillDate(format, at, reader)
  if (filled === null) return html`<span>${fallback}</span>`
  const time = html`<time dateTime=${new Date(at).toISOString()} title=${fullDate(at, reader)}>${filled}</time>`
  return link ? html`<${Link} url=${link}>${time}<//>` : time
}

/** @param {Node} node @param {number} key @returns {any} */
function draw(node, key) {
  switch (node.t) {
    case 'text':
      return node.text
    case 'br':
      return html`<br key=${key} />`
    case 'emoji':
      return emojiOf(node.name) ?? `:${node.name}:`
    case 'bold':
      return html`<strong key=${key}>${node.kids.map(draw)}</strong>`
    case 'italic':
      return html`<em key=${key}>${node.kids.map(draw)}</em>`
    case 'strike':
      return html`<s key=${key}>${node.kids.map(draw)}</s>`
    case 'quote':
      return html`<blockquote key=${key}>${node.kids.map(draw)}</blockquote>`
    case 'code':
      return html`<code key=${key}>${node.text}</code>`
    case 'pre':
      return html`<pre key=${key}>${node.text}</pre>`
    case 'link':
      return html`<${Link} key=${key} url=${node.url}>${node.text}<//>`
    case 'user':
      return html`<${Mention} key=${key} id=${node.id} label=${node.label} />`
    case 'channel':
      return html`<${ChannelLink} key=${key} id=${node.id} label=${node.label} />`
    case 'group':
      return html`<span key=${key} class="mention">${node.label || `@${node.id}`}</span>`
    case 'range':
      return html`<span key=${key} class="mention mention-me">@${node.name}</span>`
    case 'date':
      return html`<${DateToken} key=${key} at=${node.at} format=${node.format} fallback=${node.fallback} link=${node.link} />`
  }
}

/** @param {{ source: string }} props */
export const Mrkdwn = ({ source }) => html`${parseMrkdwn(source).map(draw)}`

/** A Slack text object: mrkdwn or plain. @param {{ text: Text | string | undefined }} props */
export function TextOf({ text }) {
  if (text === undefined) return null
  if (typeof text === 'string') return html`${withEmoji(text)}`
  return text.type === 'mrkdwn' ? html`<${Mrkdwn} source=${text.text} />` : html`${withEmoji(text.text)}`
}

/** A text object where only plain text can stand (option, label of a button). @param {Text | undefined} text */
export const plainOf = (text) => withEmoji(text?.text ?? '')
