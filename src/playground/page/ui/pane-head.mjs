import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { Avatar } from './icons.mjs'
/** @import { PaneProps } from './strip.mjs' */

/** The app's head with its tabs, over Home and over its messages alike. @param {PaneProps & { tab: 'home' | 'messages' }} props */
export function AppHead({ model, actions, tab }) {
  const { words, personOf } = useContext(Reading)
  const { state } = model
  if (!state) return null
  const bot = personOf(state.botUserId)
  const channel = state.channels.find((other) => other.kind === 'im' && other.name === state.botUserId)
  return html`<div class="pane-head app-head">
    <h1>
      <${Avatar} id=${state.botUserId} name=${bot?.name ?? ''} isBot=${true} size="small" /> ${bot?.name}
      <span class="tag">${words.app}</span>
    </h1>
    <div class="tabs" role="tablist" aria-label=${bot?.name}>
      <button type="button" role="tab" aria-selected=${tab === 'home' ? 'true' : 'false'} onClick=${() => actions.go({ kind: 'home' })}>
        ${words.home}
      </button>
      ${
        channel &&
        html`<button
          type="button"
          role="tab"
          aria-selected=${tab === 'messages' ? 'true' : 'false'}
          onClick=${() => actions.go({ kind: 'channel', channel: channel.id })}
        >
          ${words.messages}
          ${channel.mentions > 0 && html`<span class="badge">${channel.mentions}</span>`}
        </button>`
      }
    </div>
  </div>`
}
