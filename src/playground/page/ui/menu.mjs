import { useEffect, useLayoutEffect, useRef, useState } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'

/** @typedef {{ key: string, label: string, note?: string, isCurrent?: boolean, pick: () => unknown }} MenuItem */

/**
 * A button with a menu below it.
 * @param {{ label: string, button: any, items: readonly MenuItem[], empty?: string, kind?: string }} props
 */
export function Menu({ label, button, items, empty, kind = 'ghost' }) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef(/** @type {HTMLSpanElement | null} */ (null))
  const list = useRef(/** @type {HTMLSpanElement | null} */ (null))
  const [style, setStyle] = useState(/** @type {Record<string, string>} */ ({}))
  useEffect(() => {
    if (!isOpen) return
    const away = (/** @type {MouseEvent} */ event) => {
      if (!box.current?.contains(/** @type {globalThis.Node} */ (event.target))) setOpen(false)
    }
    document.addEventListener('mousedown', away)
    return () => document.removeEventListener('mousedown', away)
  }, [isOpen])
  useLayoutEffect(() => {
    const at = box.current?.getBoundingClientRect()
    const size = list.current?.getBoundingClientRect()
    if (!isOpen || !at || !size) return
    const isAbove = at.bottom + size.height + 8 > window.innerHeight && at.top > window.innerHeight / 2
    setStyle({
      left: `${Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8))}px`,
      ...(isAbove ? { bottom: `${window.innerHeight - at.top + 4}px` } : { top: `${at.bottom + 4}px` }),
    })
    list.current?.querySelector('button')?.focus()
  }, [isOpen])
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (!isOpen) return
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
    if (event.key === 'ArrowDown') buttons[(at + 1) % buttons.length]?.focus()
    else if (event.key === 'ArrowUp') buttons.at(at - 1)?.focus()
    else if (event.key === 'Escape') {
      setOpen(false)
      box.current?.querySelector('button')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`<span class="menu-box" ref=${box} onKeyDown=${onKeyDown}>
    <button
      type="button"
      class=${kind}
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      aria-label=${typeof button === 'string' ? undefined : label}
      title=${typeof button === 'string' ? undefined : label}
      onClick=${() => setOpen(!isOpen)}
    >
      ${button}
    </button>
    ${
      isOpen &&
      html`<span class="menu" role="menu" ref=${list} style=${style} aria-label=${label}>
        ${items.length === 0 && html`<span class="menu-empty">${empty}</span>`}
        ${items.map(
          (item) =>
            html`<button
              key=${item.key}
              type="button"
              role="menuitem"
              aria-current=${item.isCurrent ? 'true' : undefined}
              onClick=${() => {
                setOpen(false)
                item.pick()
              }}
            >
              <span>${item.label}</span>
              ${item.note && html`<small>${item.note}</small>`}
            </button>`,
        )}
      </span>`
    }
  </span>`
}
