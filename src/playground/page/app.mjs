import { render } from '/vendor/preact.mjs'
import { useEffect, useMemo, useState } from '/vendor/preact-hooks.mjs'
import { createActions } from './actions.mjs'
import { html } from './html.mjs'
import { Reading } from './reading.mjs'
import { createStore, nowOf } from './store.mjs'
import { ChannelPane } from './ui/channel.mjs'
import { ConfirmDialog } from './ui/confirm.mjs'
import { Developer } from './ui/developer.mjs'
import { HomePane } from './ui/home.mjs'
import { Modal } from './ui/modal.mjs'
import { Sidebar } from './ui/sidebar.mjs'
import { Strip } from './ui/strip.mjs'
import { startTheme } from './ui/theme.mjs'
import { ThreadPanel } from './ui/thread.mjs'
import { Toasts } from './ui/toasts.mjs'
import { wordsFor } from './words.mjs'

/** @import { Store } from './store.mjs' */
/** @import { Actions } from './actions.mjs' */

/** A place of the workspace in an address: a permalink, a slack: link or the page's own query.
 * @param {string} address @returns {{ channel: string, ts?: string } | null} */
function placeOf(address) {
  try {
    const url = new URL(address, location.href)
    const archive = /\/archives\/([A-Z0-9]+)(?:\/p(\d+))?/.exec(url.pathname)
    const isOurs = url.origin === location.origin || url.protocol === 'slack:' || /(^|\.)slack\.com$/.test(url.hostname)
    if (!isOurs) return null
    const thread = url.searchParams.get('thread_ts')
    if (archive?.[1]) {
      const ts = archive[2] ? `${archive[2].slice(0, -6)}.${archive[2].slice(-6)}` : undefined
      return { channel: archive[1], ...(thread ? { ts: thread } : ts ? { ts } : {}) }
    }
    const channel = url.searchParams.get('channel') ?? (url.protocol === 'slack:' ? url.searchParams.get('id') : null)
    const ts = url.searchParams.get('ts')
    return channel ? { channel, ...(ts ? { ts } : {}) } : null
  } catch {
    return null
  }
}

/** @param {{ store: Store, actions: Actions }} props */
function App({ store, actions }) {
  const [model, setModel] = useState(store.get())
  useEffect(() => {
    const follow = () => setModel(store.get())
    follow()
    return store.subscribe(follow)
  }, [])
  const { state } = model
  const reading = useMemo(() => {
    if (!state) return null
    const people = new Map(state.people.map((person) => [person.id, person]))
    const channels = new Map(state.channels.map((channel) => [channel.id, channel]))
    /** @param {string} channel @param {string} [threadTs] */
    const open = (channel, threadTs) => actions.go({ kind: 'channel', channel }, threadTs)
    return {
      me: state.me,
      reader: { zone: state.me.zone, locale: state.me.locale, now: nowOf(model) },
      words: wordsFor(state.me.locale),
      people: state.people,
      channels: state.channels,
      nameOf: (/** @type {string} */ id) => people.get(id)?.name,
      personOf: (/** @type {string} */ id) => people.get(id),
      channelOf: (/** @type {string} */ id) => channels.get(id),
      open,
      follow: (/** @type {string} */ url) => {
        const place = placeOf(url)
        if (!place) return false
        if (channels.has(place.channel)) open(place.channel, place.ts)
        else actions.tell({ tone: 'info', title: '🔒', text: wordsFor(state.me.locale).noAccess })
        return true
      },
    }
  }, [state, model.tick, model.clockOffset])
  useEffect(() => {
    if (!state) return
    document.documentElement.lang = state.me.locale
    const unread = state.channels.reduce((sum, channel) => sum + channel.mentions, 0)
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${state.me.name} · Playground`
  }, [state])

  const { place, thread } = model
  useEffect(() => {
    if (!state) return
    const query = new URLSearchParams({ as: state.me.id })
    if (place.kind === 'home') query.set('tab', 'home')
    else query.set('channel', place.channel)
    if (thread) query.set('ts', thread.ts)
    // A permalink names no person: who one was in this tab, one stays.
    sessionStorage.setItem('as', state.me.id)
    history.replaceState(null, '', `/?${query}`)
  }, [state?.me.id, place, thread?.ts])

  if (!state || !reading) return html`<div class="starting" role="status"><span class="spinner"></span></div>`
  const top = state.views.at(-1)
  return html`<${Reading.Provider} value=${reading}>
    <div class=${`shell${model.isDrawerOpen ? ' drawer-open' : ''}${model.thread ? ' with-thread' : ''}`} inert=${top || model.confirm ? true : undefined}>
      <${Strip} model=${model} store=${store} actions=${actions} />
      ${!model.isConnected && html`<p class="offline" role="status">${reading.words.offline}</p>`}
      <div class="panes">
        <${Sidebar} model=${model} store=${store} actions=${actions} />
        ${
          model.place.kind === 'home'
            ? html`<${HomePane} model=${model} store=${store} actions=${actions} />`
            : html`<${ChannelPane} model=${model} store=${store} actions=${actions} />`
        }
        ${model.thread && html`<${ThreadPanel} model=${model} store=${store} actions=${actions} />`}
        ${model.isDeveloperOpen && html`<${Developer} store=${store} />`}
      </div>
    </div>
    ${top && html`<${Modal} key=${top.id} model=${model} view=${top} depth=${state.views.length} actions=${actions} />`}
    ${model.confirm && html`<${ConfirmDialog} asked=${model.confirm} store=${store} />`}
    <${Toasts} toasts=${model.toasts} actions=${actions} />
  <//>`
}

/** Goes to where the address says, else to the first channel of the person. @param {Store} store @param {Actions} actions */
async function begin(store, actions) {
  const { href } = location
  const query = new URL(href).searchParams
  const isAtHome = query.get('tab') === 'home'
  await actions.become(query.get('as') ?? sessionStorage.getItem('as') ?? undefined)
  if (isAtHome) return actions.go({ kind: 'home' })
  const wanted = placeOf(href)
  const { state } = store.get()
  const isThere = state?.channels.some((channel) => channel.id === wanted?.channel)
  const first = state?.channels.find((channel) => channel.kind === 'channel' && channel.isMember)
  if (wanted && isThere) actions.go({ kind: 'channel', channel: wanted.channel }, wanted.ts)
  else if (first) actions.go({ kind: 'channel', channel: first.id })
  else actions.go({ kind: 'home' })
}

const store = createStore()
const actions = createActions(store)
startTheme()
setInterval(() => store.set({ tick: Date.now() }), 10_000)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void actions.lookAgain()
})
window.addEventListener('popstate', () => void begin(store, actions))
// What was tried in another window counts here as well.
window.addEventListener('storage', () => store.set({ tick: Date.now() }))
const root = document.getElementById('app')
if (root) render(html`<${App} store=${store} actions=${actions} />`, root)
void begin(store, actions)
