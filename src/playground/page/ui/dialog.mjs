import { useEffect, useRef } from '/vendor/preact-hooks.mjs'

/** The dialogs that are open, the top last: the keyboard belongs to the top one. @type {HTMLElement[]} */
const open = []

/**
 * Keeps the keyboard inside a dialog: focus goes to the first field (or the first button), Tab goes round,
 * Escape closes, and what had the focus before gets it back.
 * @param {() => void} close @param {string} [first] which element gets the focus
 */
export function useDialog(close, first = 'input:not([type=hidden]), textarea, [role=combobox]') {
  const box = useRef(/** @type {HTMLElement | null} */ (null))
  const closing = useRef(close)
  closing.current = close
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement)
    const node = box.current
    if (!node) return
    const isInside = node.contains(document.activeElement)
    const target = node.querySelector(first) ?? node.querySelector('footer button, button')
    if (!isInside && target instanceof HTMLElement) target.focus()
    open.push(node)
    // On the document, since a redraw can take away the button that had the focus, and the focus with it.
    /** @param {KeyboardEvent} event */
    const onKeyDown = (event) => {
      if (open.at(-1) !== node) return
      if (event.key === 'Escape') {
        event.preventDefault()
        closing.current()
        return
      }
      if (event.key !== 'Tab') return
      const stops = [
        ...node.querySelectorAll('button:not([disabled]), input:not([disabled]), textarea, a[href], [tabindex="0"]'),
      ].filter((stop) => stop instanceof HTMLElement && stop.offsetParent !== null)
      const edge = event.shiftKey ? stops[0] : stops.at(-1)
      if (document.activeElement !== edge && node.contains(document.activeElement)) return
      event.preventDefault()
      const next = event.shiftKey ? stops.at(-1) : stops[0]
      if (next instanceof HTMLElement) next.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      open.splice(open.indexOf(node), 1)
      document.removeEventListener('keydown', onKeyDown)
      // The page below is inert until this redraw is over.
      setTimeout(() => {
        const back =
          before?.isConnected && before !== document.body ? before : document.querySelector('.composer textarea')
        if (open.length === 0 && back instanceof HTMLElement) back.focus()
      })
    }
  }, [])
  return box
}
