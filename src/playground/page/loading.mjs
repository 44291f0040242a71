import { api } from './api.mjs'
import { carryOver } from './kit/state.mjs'
import { blocksOf, viewSurface } from './store.mjs'

/** @import { Block, PageEvent, PageMessage, PageView, StateValues } from './types.d.ts' */
/** @import { Store } from './store.mjs' */
/** @import { Wire } from './wire.mjs' */

/** What a view's fields hold after it was drawn: first as the workspace remembers them, later as they were typed.
 * @param {PageView} view @param {StateValues | undefined} held */
const valuesOf = (view, held) => carryOver(blocksOf(view), held ?? /** @type {StateValues} */ (view.state ?? {}))

/** Asks the workspace for what is shown, at first and after each event. @param {Store} store @param {Wire} wire */
export function createLoading(store, { attempt, tell }) {
  /** Several events in a row ask once. @param {() => Promise<unknown>} ask */
  const once = (ask) => {
    let isAsking = false
    let isStale = false
    return async () => {
      if (isAsking) {
        isStale = true
        return
      }
      isAsking = true
      try {
        do {
          isStale = false
          await ask()
        } while (isStale)
      } finally {
        isAsking = false
      }
    }
  }

  const loadState = once(async () => {
    const state = await attempt(api.state(store.get().as))
    if (!state?.me) return
    store.set((model) => {
      const values = { ...model.values }
      for (const view of state.views) {
        const surface = viewSurface(view)
        values[surface] = valuesOf(view, values[surface])
      }
      return { state, values, as: state.me.id, tick: Date.now(), clockOffset: state.clock.now - Date.now() }
    })
  })

  const loadMessages = once(async () => {
    const { place, as } = store.get()
    if (place.kind !== 'channel' || !as) return
    const answer = await attempt(api.messages(as, place.channel))
    const now = store.get().place
    if (!answer || now.kind !== 'channel' || now.channel !== place.channel) return
    holdMessages(place.channel, answer.messages, { messages: answer.messages })
    const channel = store.get().state?.channels.find((other) => other.id === place.channel)
    if (channel && (channel.unread > 0 || channel.mentions > 0) && document.visibilityState === 'visible') {
      await api.act({ as, type: 'mark_read', channel: place.channel }).catch(() => null)
      await loadState()
    }
  })

  const loadThread = once(async () => {
    const { place, thread, as } = store.get()
    if (place.kind !== 'channel' || !thread || !as) return
    const answer = await attempt(api.messages(as, place.channel, thread.ts))
    if (!answer || store.get().thread?.ts !== thread.ts) return
    holdMessages(place.channel, answer.messages, { thread: { ts: thread.ts, messages: answer.messages } })
  })

  /** @param {string} channel @param {PageMessage[]} messages @param {object} change */
  const holdMessages = (channel, messages, change) =>
    store.set((model) => {
      const values = { ...model.values }
      for (const message of messages) {
        const surface = `msg:${channel}:${message.ts}`
        values[surface] = carryOver(/** @type {Block[]} */ (message.blocks), values[surface] ?? {})
      }
      return { ...change, values }
    })

  /** @param {boolean} isPeek */
  const loadHome = async (isPeek) => {
    const { as } = store.get()
    if (!as) return
    const answer = await attempt(api.home(as, isPeek))
    if (!answer || store.get().as !== as) return
    /** @type {PageView | null} */
    const home = answer.view
    store.set(({ values }) => ({
      home,
      values: home ? { ...values, [viewSurface(home)]: valuesOf(home, values[viewSurface(home)]) } : values,
    }))
  }

  /** @param {PageEvent} event */
  const onEvent = (event) => {
    const { place, thread } = store.get()
    switch (event.type) {
      case 'channels':
      case 'views':
        return void loadState()
      case 'messages':
        if (place.kind === 'channel' && place.channel === event.channel) {
          void loadState().then(loadMessages)
          if (thread) void loadThread()
        } else void loadState()
        return
      case 'home':
        return void (place.kind === 'home' && loadHome(true))
      case 'clock':
        return store.set({ clockOffset: event.now - Date.now(), tick: Date.now() })
      case 'notify':
        return onNotify(/** @type {any} */ (event))
    }
  }

  /** A toast, unless one is looking at that very place. @param {{ channel: string, text: string, threadTs?: string }} event */
  const onNotify = (event) => {
    const { place, thread, state } = store.get()
    const isOpen = place.kind === 'channel' && place.channel === event.channel
    const isRead = isOpen && (event.threadTs === undefined || thread?.ts === event.threadTs)
    if (isRead && document.visibilityState === 'visible') return
    const channel = state?.channels.find((other) => other.id === event.channel)
    const title =
      channel?.kind === 'im'
        ? (state?.people.find((person) => person.id === channel.name)?.name ?? channel.name)
        : `#${channel?.name ?? event.channel}`
    tell({
      tone: 'notify',
      title,
      text: event.text,
      channel: event.channel,
      ...(event.threadTs === undefined ? {} : { threadTs: event.threadTs }),
    })
  }

  return { loadState, loadMessages, loadThread, loadHome, onEvent }
}

/** @typedef {ReturnType<typeof createLoading>} Loading */
