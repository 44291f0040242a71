import { api, listen } from './api.mjs'
import { typedToSlack } from './format/mrkdwn.mjs'
import { carryOver, problemsOf } from './kit/state.mjs'
import { blocksOf, without } from './store.mjs'
import { trial } from './trial.mjs'
import { wordsFor } from './words.mjs'
/** @import { Block, Confirm, Element, ElementState, PageAct, PageActAnswer, PageEvent, PageMessage, PageView, Place, Surface } from './types.d.ts' */
/** @import { Store } from './store.mjs' */

/** The surface id of a view. @param {PageView} view */
export const viewSurface = (view) => `view:${view.id}`

/** Everything that a person can do on the page. @param {Store} store */
export function createActions(store) {
  const words = () => wordsFor(store.get().state?.me.locale ?? 'en')
  const me = () => store.get().as ?? ''
  let toastCount = 0
  let stopListening = () => {}

  /** @param {Omit<import('./types.d.ts').Toast, 'id'>} toast */
  const tell = (toast) => {
    const id = ++toastCount
    store.set(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...toast, id }] }))
    setTimeout(() => dropToast(id), toast.tone === 'problem' ? 12_000 : 8000)
  }
  /** @param {number} id */
  const dropToast = (id) => store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))

  /** Runs one request; a workspace that doesn't answer becomes a toast, never a page that stands still.
   * @template T @param {Promise<T>} asked @returns {Promise<T | null>} */
  const attempt = async (asked) => {
    try {
      return await asked
    } catch {
      tell({ tone: 'problem', title: words().failed, text: words().offline })
      return null
    }
  }

  /** @param {PageAct} act @returns {Promise<PageActAnswer | null>} */
  const send = async (act) => {
    const answer = await attempt(api.act(act))
    if (answer && !answer.ok && !answer.errors && act.type !== 'view_submission' && act.type !== 'mark_read') {
      tell({ tone: 'problem', title: words().failed, text: answer.message ?? answer.error ?? '' })
    }
    return answer
  }

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
      do {
        isStale = false
        await ask()
      } while (isStale)
      isAsking = false
    }
  }

  const loadState = once(async () => {
    const state = await attempt(api.state(store.get().as))
    if (!state?.me) return
    store.set((model) => {
      const values = { ...model.values }
      for (const view of state.views) {
        const surface = viewSurface(view)
        values[surface] = carryOver(blocksOf(view), values[surface] ?? {})
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
      values: home
        ? { ...values, [viewSurface(home)]: carryOver(blocksOf(home), values[viewSurface(home)] ?? {}) }
        : values,
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

  /** @param {Place} place @param {string} [threadTs] */
  const go = (place, threadTs) => {
    const thread = threadTs ? { ts: threadTs, messages: null } : null
    const before = store.get().place
    const isSame = before.kind === 'channel' && place.kind === 'channel' && before.channel === place.channel
    store.set({ place, thread, isDrawerOpen: false, hint: null, ...(isSame ? {} : { messages: null }) })
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

  /** Marks a surface as waiting for the bot while `go` runs. @param {string} surface @param {string} what @param {() => Promise<unknown>} go */
  const waiting = async (surface, what, go) => {
    store.set(({ busy }) => ({ busy: { ...busy, [surface]: what } }))
    try {
      await go()
    } finally {
      store.set(({ busy }) => ({ busy: without(busy, surface) }))
    }
  }

  /** @param {string} surface @param {string} blockId @param {Element} element @param {ElementState} state */
  const change = (surface, blockId, element, state) =>
    store.set(({ values, errors }) => {
      const held = values[surface] ?? {}
      const viewId = surface.replace(/^view:/, '')
      return {
        values: { ...values, [surface]: { ...held, [blockId]: { ...held[blockId], [element.action_id]: state } } },
        errors: errors[viewId] ? { ...errors, [viewId]: without(errors[viewId] ?? {}, blockId) } : errors,
      }
    })

  /** @param {Confirm | undefined} confirm @param {() => void} go */
  const asking = (confirm, go) => (confirm ? store.set({ confirm: { confirm, go } }) : go())

  /** The surface of a modal or of Home. @param {PageView} view @param {'modal' | 'home'} kind @returns {Surface} */
  const surfaceOfView = (view, kind) => {
    const id = viewSurface(view)
    const model = store.get()
    return {
      kind,
      id,
      values: model.values[id] ?? {},
      errors: model.errors[view.id] ?? {},
      busy: model.busy[id] ?? null,
      change: (blockId, element, state) => change(id, blockId, element, state),
      act: (blockId, element, action) =>
        asking(element.confirm, () =>
          waiting(id, `${blockId}/${element.action_id}`, async () => {
            const answer = await send({
              as: me(),
              type: 'view_action',
              viewId: view.id,
              action: { ...action, block_id: blockId, action_id: element.action_id },
              state: store.get().values[id] ?? {},
            })
            trial.acted(store.get(), kind)
            if (answer) await loadState()
          }),
        ),
      ...(kind === 'modal' ? { submit: () => void submit(view) } : {}),
    }
  }

  /** @param {PageView} view */
  const submit = async (view) => {
    const id = viewSurface(view)
    if (store.get().busy[id] || !view.view.submit) return
    const values = store.get().values[id] ?? {}
    const problems = problemsOf(blocksOf(view), values, words())
    store.set(({ errors, notices }) => ({
      errors: { ...errors, [view.id]: problems },
      notices: without(notices, view.id),
    }))
    if (Object.keys(problems).length > 0) return
    await waiting(id, 'submit', async () => {
      const answer = await send({ as: me(), type: 'view_submission', viewId: view.id, state: values })
      store.set(({ errors, notices }) => ({
        errors: { ...errors, [view.id]: { ...(answer?.errors ?? {}) } },
        notices:
          answer && !answer.ok && !answer.errors
            ? { ...notices, [view.id]: answer.message ?? answer.error ?? words().failed }
            : notices,
      }))
      await loadState()
    })
  }

  /** @param {PageView} view @param {boolean} isCleared true closes the whole stack */
  const closeView = async (view, isCleared) => {
    await send({ as: me(), type: 'view_closed', viewId: view.id, isCleared })
    await loadState()
  }

  /** @param {string} channel @param {PageMessage} message @returns {Surface} */
  const surfaceOfMessage = (channel, message) => {
    const id = `msg:${channel}:${message.ts}`
    const model = store.get()
    return {
      kind: 'message',
      id,
      values: model.values[id] ?? {},
      errors: {},
      busy: model.busy[id] ?? null,
      change: (blockId, element, state) => change(id, blockId, element, state),
      act: (blockId, element, action) =>
        asking(element.confirm, () =>
          waiting(id, `${blockId}/${element.action_id}`, async () => {
            /** @type {any} */
            const act = {
              as: me(),
              type: 'message_action',
              channel,
              ts: message.ts,
              ...(message.threadTs === null ? {} : { threadTs: message.threadTs }),
              action: { ...action, block_id: blockId, action_id: element.action_id },
              state: store.get().values[id] ?? {},
            }
            await send(act)
            trial.acted(store.get(), 'message')
            await loadState()
          }),
        ),
    }
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
      if (answer?.ok) trial.commanded()
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
    surfaceOfView,
    surfaceOfMessage,
    submit,
    closeView,
    dropToast,
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
      store.set({ thread: ts === null ? null : { ts, messages: null }, hint: null })
      void loadThread()
    },
  }
}

/** @typedef {ReturnType<typeof createActions>} Actions */
