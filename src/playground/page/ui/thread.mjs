import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { useFollow } from './channel.mjs'
import { Composer } from './composer.mjs'
import { Icon } from './icons.mjs'
import { Message } from './message.mjs'
/** @import { PaneProps } from './strip.mjs' */

/** A thread beside its channel; the whole screen on a phone. @param {PaneProps} props */
export function ThreadPanel({ model, store, actions }) {
  const { words, channelOf, nameOf } = useContext(Reading)
  const channel = channelOf(model.place.kind === 'channel' ? model.place.channel : '')
  const messages = model.thread?.messages ?? null
  const ts = model.thread?.ts ?? ''
  const box = useFollow(ts)
  if (!channel || !model.thread) return null
  const name = channel.kind === 'im' ? (nameOf(channel.name) ?? '') : `#${channel.name}`
  const replies = (messages?.length ?? 1) - 1
  return html`<aside class="thread" aria-label=${words.thread}>
    <div class="pane-head">
      <h1>${words.thread}</h1>
      <p class="topic">${name}</p>
      <button type="button" class="ghost" aria-label=${words.close} onClick=${() => actions.openThread(null)}>
        <${Icon} name="close" />
      </button>
    </div>
    <div class="scroll messages" ref=${box} role="log" aria-label=${`${words.thread}: ${name}`} tabindex="0">
      ${messages === null && html`<p class="empty" role="status"><span class="spinner"></span></p>`}
      ${messages?.map(
        (message, index) =>
          html`<${Message}
              key=${message.ts}
              message=${message}
              channel=${channel.id}
              isCompact=${false}
              isInThread=${true}
              model=${model}
              actions=${actions}
            />
            ${index === 0 && replies > 0 && html`<div class="day day-left" role="separator"><span>${words.replies(replies)}</span></div>`}`,
      )}
    </div>
    ${
      !channel.isArchived &&
      channel.isMember &&
      html`<${Composer}
        key=${ts}
        channel=${channel.id}
        threadTs=${ts}
        label=${words.reply}
        model=${model}
        store=${store}
        actions=${actions}
      />`
    }
  </aside>`
}
