import { problemsOf } from './kit/state.mjs'
import { blocksOf, viewSurface, without } from './store.mjs'
import { trial } from './trial.mjs'
/** @import { Confirm, Element, ElementState, PageMessage, PageView, Surface } from './types.d.ts' */
/** @import { Store } from './store.mjs' */
/** @import { Wire } from './wire.mjs' */
/** @import { Loading } from './loading.mjs' */

/** What presses and keystrokes on blocks do, wherever the blocks stand.
 * @param {Store} store @param {Wire} wire @param {Loading} loading */
export function createSurfaces(store, { me, send, words }, { loadState }) {
  /** Marks a surface as waiting for the bot while `go` runs. @param {string} surface @param {string} what @param {() => Promise<unknown>} go */
  const waiting = async (surface, what, go) => {
    store.set(({ busy }) => ({ busy: { ...busy, [`${surface} ${what}`]: true } }))
    try {
      await go()
    } finally {
      store.set(({ busy }) => ({ busy: without(busy, `${surface} ${what}`) }))
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
      isBusy: (what) => model.busy[`${id} ${what}`] === true,
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
    if (store.get().busy[`${id} submit`] || !view.view.submit) return
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
      isBusy: (what) => model.busy[`${id} ${what}`] === true,
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

  return { surfaceOfView, surfaceOfMessage, submit, closeView }
}
