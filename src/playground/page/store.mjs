/**
 * What the page holds. It keeps no truth of its own: everything but what is being typed is asked of the workspace again.
 * @import { Block, Confirm, PageMessage, PageState, PageView, Place, StateValues, Toast } from './types.d.ts'
 */

/**
 * @typedef {object} Model
 * @property {string | undefined} as who acts
 * @property {PageState | null} state
 * @property {number} clockOffset workspace's clock minus the browser's, in milliseconds
 * @property {number} tick the browser's clock, renewed every few seconds so that times move on
 * @property {Place} place
 * @property {PageMessage[] | null} messages of the place's channel
 * @property {{ ts: string, messages: PageMessage[] | null } | null} thread open beside the channel
 * @property {PageView | null | undefined} home undefined until asked
 * @property {Record<string, StateValues>} values what surfaces hold, by surface id
 * @property {Record<string, Record<string, string>>} errors by view id: block_id → sentence
 * @property {Record<string, string>} notices by view id: what went wrong as a whole
 * @property {Record<string, true>} busy surface and button, joined by a space: what was pressed and isn't answered
 * @property {{ confirm: Confirm, go: () => void } | null} confirm
 * @property {Toast[]} toasts
 * @property {boolean} isConnected
 * @property {boolean} isDrawerOpen the list of channels on a phone
 * @property {boolean} isDeveloperOpen
 * @property {boolean} isMoving the clock is being moved
 * @property {{ channel: string, threadTs: string | null, text: string } | null} hint beside a composer: told to nobody else
 */

/** @type {Model} */
const start = {
  as: undefined,
  state: null,
  clockOffset: 0,
  tick: Date.now(),
  place: { kind: 'home' },
  messages: null,
  thread: null,
  home: undefined,
  values: {},
  errors: {},
  notices: {},
  busy: {},
  confirm: null,
  toasts: [],
  isConnected: true,
  isDrawerOpen: false,
  isDeveloperOpen: false,
  isMoving: false,
  hint: null,
}

/** A value with listeners: the page is small enough to be drawn whole. */
export function createStore() {
  let model = start
  /** @type {Set<() => void>} */
  const listeners = new Set()
  return {
    get: () => model,
    /** @param {Partial<Model> | ((model: Model) => Partial<Model>)} change */
    set: (change) => {
      model = { ...model, ...(typeof change === 'function' ? change(model) : change) }
      for (const listener of listeners) listener()
    },
    /** @param {() => void} listener */
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** @typedef {ReturnType<typeof createStore>} Store */

/** The surface id of a view. @param {PageView} view */
export const viewSurface = (view) => `view:${view.id}`

/** @param {PageView} view @returns {Block[]} */
export const blocksOf = (view) => /** @type {Block[]} */ (view.view.blocks ?? [])

/** @param {Record<string, any>} record @param {string} key @returns {Record<string, any>} */
export function without(record, key) {
  const { [key]: _, ...rest } = record
  return rest
}

/** The workspace's clock as it stands now. @param {Model} model */
export const nowOf = (model) => model.tick + model.clockOffset
