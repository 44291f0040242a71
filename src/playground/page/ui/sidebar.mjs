import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { Avatar, Icon } from './icons.mjs'
/** @import { PageChannel } from '../types.d.ts' */
/** @import { PaneProps } from './strip.mjs' */

/** Channels, direct messages and the app: a drawer on a phone. @param {PaneProps} props */
export function Sidebar({ model, store, actions }) {
  const { words, personOf, me } = useContext(Reading)
  const { state } = model
  if (!state) return null
  const bot = personOf(state.botUserId)
  const botChannel = state.channels.find((channel) => channel.kind === 'im' && channel.name === state.botUserId)
  const rooms = state.channels
    .filter((channel) => channel.kind !== 'im')
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived) || a.name.localeCompare(b.name))
  const direct = state.channels.filter((channel) => channel.kind === 'im' && channel !== botChannel)
  /** The app's row stands for its Home as well. @param {string} id */
  const isHere = (id) => (model.place.kind === 'channel' ? model.place.channel === id : id === botChannel?.id)
  /** @param {PageChannel} channel @param {any} face @param {string} name */
  const row = (channel, face, name) => {
    const notes = [
      channel.kind === 'private' ? words.private : '',
      channel.mentions > 0 ? words.mentions(channel.mentions) : channel.unread > 0 ? words.unread : '',
    ].filter(Boolean)
    return html`<li key=${channel.id}>
      <button
        type="button"
        class=${`side-row${channel.unread > 0 ? ' is-unread' : ''}${channel.isArchived || !channel.isMember ? ' is-faint' : ''}`}
        aria-current=${isHere(channel.id) ? 'page' : undefined}
        aria-label=${notes.length > 0 ? `${name}, ${notes.join(', ')}` : name}
        onClick=${() => actions.go({ kind: 'channel', channel: channel.id })}
      >
        ${face}<span class="side-name">${name}</span>
        ${channel.mentions > 0 && html`<span class="badge" aria-hidden="true">${channel.mentions}</span>`}
      </button>
    </li>`
  }
  return html`<nav class="sidebar" aria-label=${words.channels}>
      <div class="side-top">
        <strong>Playground</strong>
        <button type="button" class="ghost only-phone" aria-label=${words.closeMenu} onClick=${() => store.set({ isDrawerOpen: false })}>
          <${Icon} name="close" />
        </button>
      </div>
      <h2>${words.channels}</h2>
      <ul>
        ${rooms.map((channel) =>
          row(channel, html`<${Icon} name=${channel.kind === 'private' ? 'lock' : 'hash'} />`, channel.name),
        )}
      </ul>
      ${
        direct.length > 0 &&
        html`<h2>${words.direct}</h2>
          <ul>
            ${direct.map((channel) => {
              const person = personOf(channel.name)
              const name = person?.id === me.id ? `${person.name} (${words.justYou})` : (person?.name ?? channel.name)
              return row(
                channel,
                html`<${Avatar} id=${channel.name} name=${name} isBot=${person?.isBot ?? false} size="small" />`,
                name,
              )
            })}
          </ul>`
      }
      <h2>${words.apps}</h2>
      <ul>
        ${
          botChannel
            ? row(
                botChannel,
                html`<${Avatar} id=${state.botUserId} name=${bot?.name ?? ''} isBot=${true} size="small" />`,
                bot?.name ?? words.app,
              )
            : html`<li>
                <button
                  type="button"
                  class="side-row"
                  aria-current=${model.place.kind === 'home' ? 'page' : undefined}
                  onClick=${() => actions.go({ kind: 'home' })}
                >
                  <${Avatar} id=${state.botUserId} name=${bot?.name ?? ''} isBot=${true} size="small" />
                  <span class="side-name">${bot?.name ?? words.app}</span>
                </button>
              </li>`
        }
      </ul>
    </nav>
    <button type="button" class="scrim" tabindex="-1" aria-label=${words.closeMenu} onClick=${() => store.set({ isDrawerOpen: false })}></button>`
}
