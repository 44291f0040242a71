import { api } from './api.mjs'
import { wordsFor } from './words.mjs'
/** @import { PageAct, PageActAnswer, Toast } from './types.d.ts' */
/** @import { Store } from './store.mjs' */

/**
 * How everything on the page speaks to the workspace: a request that fails becomes a toast, never a page that stands
 * still.
 * @param {Store} store
 */
export function createWire(store) {
  let toastCount = 0
  const words = () => wordsFor(store.get().state?.me.locale ?? navigator.language)

  /** @param {number} id */
  const dropToast = (id) => store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))

  /** @param {Omit<Toast, 'id'>} toast */
  const tell = (toast) => {
    toastCount += 1
    const id = toastCount
    store.set(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...toast, id }] }))
    setTimeout(() => dropToast(id), toast.tone === 'problem' ? 12_000 : 8000)
  }

  /** @template T @param {Promise<T>} asked @returns {Promise<T | null>} */
  const attempt = async (asked) => {
    try {
      return await asked
    } catch {
      tell({ tone: 'problem', title: words().failed, text: words().offline })
      return null
    }
  }

  /** One act of the person's; what the form itself can say (a refused submission) isn't told twice.
   * @param {PageAct} act @returns {Promise<PageActAnswer | null>} */
  const send = async (act) => {
    const answer = await attempt(api.act(act))
    if (answer && !answer.ok && !answer.errors && act.type !== 'view_submission' && act.type !== 'mark_read') {
      tell({ tone: 'problem', title: words().failed, text: answer.message ?? answer.error ?? '' })
    }
    return answer
  }

  return { words, me: () => store.get().as ?? '', tell, dropToast, attempt, send }
}

/** @typedef {ReturnType<typeof createWire>} Wire */
