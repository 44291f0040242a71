import { useContext, useEffect, useLayoutEffect, useRef } from '/vendor/preact-hooks.mjs'
import { dayLabel, dayOf } from '../format/dates.mjs'
import { html } from '../html.mjs'
import { Mrkdwn } from '../kit/text.mjs'
import { Reading } from '../reading.mjs'
import { Composer } from './composer.mjs'
import { Icon } from './icons.mjs'
import { Message } from './message.mjs'
import { AppHead } from './pane-head.mjs'

/** @import { PageChannel, PageMessage } from '../types.d.ts' */
/** @import { PaneProps } from './strip.mjs' */

/** @param {PageMessage} message */
const millis = (message) => Number(message.ts) * 1000

/** Keeps the newest message in sight while one stands at the end, also when it grows by an edit.
 * @param {string} place another one is looked at from its end */
export function useFollow(place) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null))
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    isAtEnd.current = true
  }, [place])
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  })
  useEffect(() => {
    const node = box.current
    if (!node) return
    const watch = () => {
      isAtEnd.current = node.scrollHeight - node.scrollTop - node.clientHeight < 60
    }
    node.addEventListener('scroll', watch)
    return () => node.removeEventListener('scroll', watch)
  }, [])
  return box
}

/** @param {PaneProps} props */
export function ChannelPane(props) {
  const { model, store, actions } = props
  const { words, channelOf, nameOf, reader } = useContext(Reading)
  const id = model.place.kind === 'channel' ? model.place.channel : ''
  const channel = channelOf(id)
  const { messages } = model
  const box = useFollow(id)
  if (!channel) return html`<main class="pane"><p class="empty">${words.emptyChannel}</p></main>`
  const isApp = channel.kind === 'im' && channel.name === model.state?.botUserId
  const name = channel.kind === 'im' ? (nameOf(channel.name) ?? channel.name) : `#${channel.name}`
  return html`<main class="pane" aria-label=${name}>
    ${isApp ? html`<${AppHead} ...${props} tab="messages" />` : html`<${ChannelHead} channel=${channel} name=${name} />`}
    <div class="scroll messages" ref=${box} role="log" aria-label=${`${words.messages}: ${name}`} tabindex="0">
      <div class="spacer"></div>
      ${messages === null && html`<p class="empty" role="status"><span class="spinner"></span></p>`}
      ${messages?.length === 0 && html`<p class="empty">${words.emptyChannel}</p>`}
      ${messages?.map((message, index) => {
        const before = messages[index - 1]
        const isNewDay = !before || dayOf(millis(before), reader) !== dayOf(millis(message), reader)
        const isSameVoice =
          !isNewDay &&
          before?.user === message.user &&
          !message.isPinned &&
          before.isEphemeral === message.isEphemeral &&
          millis(message) - millis(before) < 300_000
        return html`${
          isNewDay &&
          html`<div key=${`day-${message.ts}`} class="day" role="separator"><span>${dayLabel(millis(message), reader)}</span></div>`
        }
          <${Message}
            key=${message.ts}
            message=${message}
            channel=${channel.id}
            isCompact=${isSameVoice}
            isInThread=${false}
            model=${model}
            actions=${actions}
          />`
      })}
    </div>
    <${Foot} channel=${channel} name=${name} model=${model} store=${store} actions=${actions} />
  </main>`
}

/** @param {{ channel: PageChannel, name: string }} props */
function ChannelHead({ channel, name }) {
  const { words } = useContext(Reading)
  return html`<div class="pane-head">
    <h1>
      ${channel.kind !== 'im' && html`<${Icon} name=${channel.kind === 'private' ? 'lock' : 'hash'} />`}
      ${name.replace(/^#/, '')}
      ${channel.kind === 'private' && html`<span class="sr-only">(${words.private})</span>`}
    </h1>
    ${channel.topic && html`<p class="topic" title=${channel.topic}><${Mrkdwn} source=${channel.topic} /></p>`}
  </div>`
}

/** @param {PaneProps & { channel: PageChannel, name: string }} props */
function Foot({ channel, name, model, store, actions }) {
  const { words } = useContext(Reading)
  if (channel.isArchived) return html`<p class="foot-note">${words.archived}</p>`
  if (!channel.isMember) {
    return html`<p class="foot-note">
      ${words.notMember(channel.name)}${' '}
      <button type="button" class="button primary" onClick=${() => actions.join(channel.id)}>${words.join}</button>
    </p>`
  }
  return html`<${Composer}
    key=${channel.id}
    channel=${channel.id}
    threadTs=${null}
    label=${words.writeTo(name)}
    model=${model}
    store=${store}
    actions=${actions}
  />`
}
