/**
 * The line "Try: 1 … 2 … 3 …": which of its steps are done, shared by all windows of this browser.
 * @import { Model } from './store.mjs'
 */

const key = 'playground-tried'
const steps = 3

/** @returns {number[]} */
function done() {
  try {
    const held = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(held) ? held : []
  } catch {
    return []
  }
}

/** @param {number} step */
function finish(step) {
  const before = done()
  if (before.includes(step)) return
  localStorage.setItem(key, JSON.stringify([...before, step]))
}

export const trial = {
  done,
  isOver: () => done().length >= steps,
  commanded: () => finish(1),
  /** A button pressed on a message by somebody who is on call, once a command was typed. @param {Model} model @param {string} where */
  acted: (model, where) => {
    if (where !== 'message' || !done().includes(1)) return
    if (model.state?.onCall.includes(model.as ?? '')) finish(2)
  },
  moved: () => finish(3),
  dismiss: () => {
    for (let step = 1; step <= steps; step++) finish(step)
  },
}
