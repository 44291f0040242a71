import { api, listen } from './api.mjs'
import { typedToSlack } from './format/mrkdwn.mjs'
import { createLoading } from './loading.mjs'
import { createSurfaces } from './surfaces.mjs'
import { trial } from './trial.mjs'
import { createWire } from './wire.mjs'
/** @import { Place } from './types.d.ts' */
/** @import { Store } from './store.mjs' */

/** Everything that a person can do on the page. @param {Store} store */
export function createActions(store) {
  const wire = createWire(store)
  const loading = createLoading(store, wire)
  const { attempt, me, send, tell, words } = wire
  const { loadState, loadMessages, loadThread, loadHome, onEvent } = loading
  let stopListening = () => {}

  /** @param {Place} place @param {string} [threadTs] */
  const go = (place, threadTs) => {
    const thread = threadTs ? { ts: threadTs, messages: null } : null
    const before = store.get().place
    const isSame = before.kind === 'channel' && place.kind === 'channel' && before.channel === place.channel
    store.set(({ toasts }) => ({
      place,
      thread,
      isDrawerOpen: false,
      hint: null,
      ...(isSame ? {} : { messages: null }),
      // Whoever goes there has seen what the toast said.
      toasts: toasts.filter((toast) => place.kind !== 'channel' || toast.channel !== place.channel),
    }))
    if (place.kind === 'home') void loadHome(false)
    else void loadMessages().then(loadThread)
  }

  /** @param {string | undefined} as */
  const become = async (as) => {
    stopListening()
    store.set({
      as,
      state: null,
      messages: null,
      thread: null,
      home: undefined,
      values: {},
      errors: {},
      notices: {},
      busy: {},
      toasts: [],
      hint: null,
    })
    await loadState()
    const { state } = store.get()
    if (!state) return void setTimeout(() => void become(as), 2000)
    stopListening = listen(state.me.id, {
      event: onEvent,
      connected: (isConnected) => {
        const wasConnected = store.get().isConnected
        store.set({ isConnected })
        if (isConnected && !wasConnected) void loadState().then(loadMessages).then(loadThread)
      },
    })
  }

  /** @param {string} typed @param {string} channel @param {string | null} threadTs @returns {Promise<boolean>} */
  const say = async (typed, channel, threadTs) => {
    const { state } = store.get()
    const text = typed.trim()
    if (!state || text === '') return false
    store.set({ hint: null })
    const command = /^(\/[\w-]+)(?:\s+([\s\S]*))?$/.exec(text)
    if (command?.[1]) {
      const isKnown = state.commands.some((known) => known.command === command[1])
      const hint = !isKnown
        ? words().notACommand(command[1])
        : threadTs !== null
          ? words().noCommandInThread(command[1])
          : null
      if (hint) {
        store.set({ hint: { channel, threadTs, text: hint } })
        return false
      }
      const answer = await send({ as: me(), type: 'command', channel, command: command[1], text: command[2] ?? '' })
      // The step names the app's first command.
      if (answer?.ok && command[1] === state.commands[0]?.command) trial.commanded()
      await loadState()
      return answer?.ok ?? false
    }
    const answer = await send({
      as: me(),
      type: 'message',
      channel,
      ...(threadTs === null ? {} : { threadTs }),
      text: typedToSlack(text, state.people),
    })
    return answer?.ok ?? false
  }

  /** @param {unknown} move */
  const moveClock = async (move) => {
    store.set({ isMoving: true })
    const answer = await attempt(api.clock(move))
    store.set({ isMoving: false })
    trial.moved()
    if (typeof answer?.now === 'number') store.set({ clockOffset: answer.now - Date.now(), tick: Date.now() })
    else if (answer?.message) tell({ tone: 'problem', title: words().failed, text: answer.message })
    await loadState()
  }

  return {
    become,
    go,
    say,
    moveClock,
    ...createSurfaces(store, wire, loading),
    dropToast: wire.dropToast,
    tell,
    refreshHome: () => loadHome(true),
    lookAgain: () => loadMessages(),
    /** @param {string} callbackId */
    globalShortcut: (callbackId) => send({ as: me(), type: 'global_shortcut', callbackId }).then(loadState),
    /** @param {string} callbackId @param {string} channel @param {string} ts */
    messageShortcut: (callbackId, channel, ts) =>
      send({ as: me(), type: 'message_shortcut', callbackId, channel, ts }).then(loadState),
    /** @param {string} channel */
    join: (channel) => send({ as: me(), type: 'join', channel }).then(loadState).then(loadMessages),
    /** @param {string | null} ts */
    openThread: (ts) => {
      store.set(({ place, toasts }) => ({
        thread: ts === null ? null : { ts, messages: null },
        hint: null,
        // Whoever opens the thread reads what the toast said, and the toast would stand over it.
        toasts: toasts.filter((toast) => ts === null || place.kind !== 'channel' || toast.channel !== place.channel),
      }))
      void loadThread()
    },
  }
}

/** @typedef {ReturnType<typeof createActions>} Actions */
