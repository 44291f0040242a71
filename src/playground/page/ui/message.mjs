import { useContext } from '/vendor/preact-hooks.mjs'
import { fullDate, timeOf } from '../format/dates.mjs'
import { html } from '../html.mjs'
import { Blocks } from '../kit/blocks.mjs'
import { Mrkdwn, safeUrl } from '../kit/text.mjs'
import { Reading } from '../reading.mjs'
import { Avatar, Icon } from './icons.mjs'
import { Menu } from './menu.mjs'
/** @import { Block, PageMessage } from '../types.d.ts' */
/** @import { Model } from '../store.mjs' */
/** @import { Actions } from '../actions.mjs' */

/**
 * @typedef {{ message: PageMessage, channel: string, isCompact: boolean, isInThread: boolean, model: Model,
 *   actions: Actions }} MessageProps
 */

/** @param {MessageProps} props */
export function Message(props) {
  const { message, channel, isCompact, isInThread, actions } = props
  const { words, personOf, reader } = useContext(Reading)
  const author = personOf(message.user)
  const name = author?.name ?? message.user
  const at = Number(message.ts) * 1000
  const stamp = html`<time class="stamp" dateTime=${new Date(at).toISOString()} title=${fullDate(at, reader)}>${timeOf(at, reader)}</time>`
  const kinds = [
    'message',
    isCompact ? 'is-compact' : '',
    message.isEphemeral ? 'is-ephemeral' : '',
    message.isPinned ? 'is-pinned' : '',
  ]
  return html`<article class=${kinds.filter(Boolean).join(' ')} aria-label=${`${name}, ${timeOf(at, reader)}`} data-ts=${message.ts}>
    ${message.isPinned && html`<p class="mark"><${Icon} name="pin" /> ${words.pinned}</p>`}
    ${message.isEphemeral && html`<p class="mark"><${Icon} name="eye" /> ${words.onlyYou}</p>`}
    <div class="message-face">
      ${isCompact ? stamp : html`<${Avatar} id=${message.user} name=${name} isBot=${author?.isBot ?? false} />`}
    </div>
    <div class="message-body">
      ${
        !isCompact &&
        html`<p class="message-head">
          <strong>${name}</strong>
          ${author?.isBot && html`<span class="tag">${words.app}</span>`}
          ${author?.isGuest && html`<span class="tag">${words.guest}</span>`}
          ${stamp}
        </p>`
      }
      ${
        message.blocks.length > 0
          ? html`<${Blocks}
              blocks=${/** @type {readonly Block[]} */ (message.blocks)}
              surface=${actions.surfaceOfMessage(channel, message)}
            />`
          : html`<div class="text"><${Mrkdwn} source=${message.text} /></div>`
      }
      ${message.isEdited && html`<span class="edited">${words.edited}</span>`}
      ${message.files.map((file) => html`<${File} key=${file.id} file=${file} />`)}
      ${
        message.replyCount > 0 &&
        !isInThread &&
        html`<button type="button" class="replies" onClick=${() => actions.openThread(message.ts)}>
          <${Icon} name="reply" /> ${words.replies(message.replyCount)}
        </button>`
      }
    </div>
    ${!message.isEphemeral && html`<${Tools} ...${props} />`}
  </article>`
}

/** What one may do with a message: shown beside it. @param {MessageProps} props */
function Tools({ message, channel, isInThread, model, actions }) {
  const { words } = useContext(Reading)
  const shortcuts = model.state?.shortcuts.filter((shortcut) => shortcut.kind === 'message') ?? []
  return html`<div class="tools">
    ${
      !isInThread &&
      html`<button
        type="button"
        class="ghost"
        aria-label=${words.replyInThread}
        title=${words.replyInThread}
        onClick=${() => actions.openThread(message.threadTs ?? message.ts)}
      >
        <${Icon} name="reply" />
      </button>`
    }
    <${Menu}
      label=${words.more}
      button=${html`<${Icon} name="dots" />`}
      empty=${words.noShortcuts}
      items=${shortcuts.map((shortcut) => ({
        key: shortcut.callbackId,
        label: shortcut.name,
        pick: () => actions.messageShortcut(shortcut.callbackId, channel, message.ts),
      }))}
    />
  </div>`
}

/** @param {{ file: PageMessage['files'][number] }} props */
function File({ file }) {
  const { words } = useContext(Reading)
  const url = safeUrl(file.url)
  if (!url) return null
  return file.mimetype.startsWith('image/')
    ? html`<a class="file-image" href=${url} target="_blank" rel="noopener"><img src=${url} alt=${file.name} /></a>`
    : html`<a class="file" href=${url} target="_blank" rel="noopener" aria-label=${words.signsOfFile(file.name)}>
        <${Icon} name="file" /> ${file.name}
      </a>`
}
