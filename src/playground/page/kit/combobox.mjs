import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'

/** @typedef {{ value: string, label: string, description?: string, group?: string }} Choice */

/** Without accents and case, so that "espana" finds España. @param {string} text */
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * A select as Slack draws it: a button that shows what is chosen, a list with a filter below it.
 * @param {{ id: string, choices: readonly Choice[], chosen: readonly string[], isMulti: boolean, placeholder: string,
 *   onChange: (values: string[]) => void, labelledBy?: string, label?: string, describedBy?: string, isInvalid?: boolean,
 *   isFocused?: boolean, max?: number }} props
 */
export function Combobox(props) {
  const { id, choices, chosen, isMulti, placeholder, onChange } = props
  const { words } = useContext(Reading)
  const [isOpen, setOpen] = useState(false)
  const trigger = useRef(/** @type {HTMLButtonElement | null} */ (null))
  const labels = useMemo(() => new Map(choices.map((choice) => [choice.value, choice.label])), [choices])
  useEffect(() => {
    if (props.isFocused) trigger.current?.focus()
  }, [])
  /** @param {boolean} [giveFocusBack] */
  const close = (giveFocusBack = true) => {
    setOpen(false)
    if (giveFocusBack) trigger.current?.focus()
  }
  /** @param {string} value */
  const pick = (value) => {
    if (!isMulti) {
      onChange([value])
      close()
    } else if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value))
    else if (!props.max || chosen.length < props.max) onChange([...chosen, value])
  }
  const shown = chosen.map((value) => labels.get(value) ?? value)
  return html`<span class="combo">
    <button
      type="button"
      id=${id}
      ref=${trigger}
      class="combo-trigger"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded=${isOpen ? 'true' : 'false'}
      aria-controls=${isOpen ? `${id}-list` : undefined}
      aria-label=${props.label}
      aria-labelledby=${props.labelledBy}
      aria-describedby=${props.describedBy}
      aria-invalid=${props.isInvalid ? 'true' : undefined}
      onClick=${() => setOpen(!isOpen)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault()
          setOpen(true)
        }
      }}
    >
      <span class=${shown.length === 0 ? 'combo-value placeholder' : 'combo-value'}>
        ${shown.length === 0 ? placeholder : isMulti ? shown.map((text) => html`<span key=${text} class="chip">${text}</span>`) : shown[0]}
      </span>
      <span class="chevron" aria-hidden="true"></span>
    </button>
    ${
      isMulti &&
      shown.length > 0 &&
      html`<button type="button" class="combo-clear" aria-label=${words.remove(shown.join(', '))} onClick=${() => onChange([])}>×</button>`
    }
    ${isOpen && html`<${List} ...${props} anchor=${trigger} pick=${pick} close=${close} />`}
  </span>`
}

/** @param {any} props */
function List({ id, choices, chosen, isMulti, anchor, pick, close }) {
  const { words } = useContext(Reading)
  const [filter, setFilter] = useState('')
  const wanted = folded(filter)
  /** @type {Choice[]} */
  const shown = choices.filter((/** @type {Choice} */ choice) =>
    folded(`${choice.label} ${choice.description ?? ''}`).includes(wanted),
  )
  const [at, setAt] = useState(
    Math.max(
      0,
      choices.findIndex((/** @type {Choice} */ c) => c.value === chosen[0]),
    ),
  )
  const box = useRef(/** @type {HTMLDivElement | null} */ (null))
  const [style, setStyle] = useState(/** @type {Record<string, string>} */ ({ opacity: '0' }))
  const current = shown[Math.min(at, shown.length - 1)]

  useLayoutEffect(() => {
    /** Fixed beside the trigger, above it where there is more room: a modal that scrolls must not cut it off. */
    const place = () => {
      const rect = anchor.current?.getBoundingClientRect()
      if (!rect || !box.current) return
      const below = window.innerHeight - rect.bottom - 12
      const isAbove = below < 220 && rect.top > below
      const width = Math.min(Math.max(rect.width, 260), window.innerWidth - 16)
      setStyle({
        left: `${Math.max(8, Math.min(rect.left, window.innerWidth - width - 8))}px`,
        width: `${width}px`,
        maxHeight: `${Math.min(340, isAbove ? rect.top - 12 : below)}px`,
        ...(isAbove ? { bottom: `${window.innerHeight - rect.top + 4}px` } : { top: `${rect.bottom + 4}px` }),
      })
    }
    place()
    window.addEventListener('resize', place)
    document.addEventListener('scroll', place, true)
    return () => {
      window.removeEventListener('resize', place)
      document.removeEventListener('scroll', place, true)
    }
  }, [])
  useEffect(() => {
    box.current?.querySelector('input')?.focus()
    const away = (/** @type {MouseEvent} */ event) => {
      const target = /** @type {globalThis.Node} */ (event.target)
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) close(false)
    }
    document.addEventListener('mousedown', away)
    return () => document.removeEventListener('mousedown', away)
  }, [])
  useEffect(() => {
    box.current?.querySelector('.is-current')?.scrollIntoView({ block: 'nearest' })
  }, [at, filter])

  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key]
    if (steps !== undefined) setAt((Math.min(at, shown.length - 1) + steps + shown.length) % Math.max(shown.length, 1))
    else if (event.key === 'Enter') current && pick(current.value)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`<div class="combo-list" ref=${box} style=${style} onKeyDown=${onKeyDown}>
    <input
      class="combo-filter"
      type="text"
      placeholder=${words.find}
      aria-label=${words.find}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${current ? `${id}-${shown.indexOf(current)}` : undefined}
      autocomplete="off"
      value=${filter}
      onInput=${(/** @type {any} */ event) => {
        setFilter(event.currentTarget.value)
        setAt(0)
      }}
    />
    <div class="combo-options" role="listbox" id=${`${id}-list`} aria-multiselectable=${isMulti ? 'true' : undefined}>
      ${shown.length === 0 && html`<p class="combo-none">${words.nothingFound}</p>`}
      ${shown.map((choice, index) => {
        const isChosen = chosen.includes(choice.value)
        const head = choice.group && choice.group !== shown[index - 1]?.group
        return html`${head && html`<div class="combo-group" role="presentation">${choice.group}</div>`}
          <div
            key=${choice.value}
            id=${`${id}-${index}`}
            role="option"
            aria-selected=${isChosen ? 'true' : 'false'}
            class=${`combo-option${choice === current ? ' is-current' : ''}${isChosen ? ' is-chosen' : ''}`}
            onMouseMove=${() => at !== index && setAt(index)}
            onMouseDown=${(/** @type {MouseEvent} */ event) => event.preventDefault()}
            onClick=${() => pick(choice.value)}
          >
            <span>${choice.label}</span>
            ${choice.description && html`<small>${choice.description}</small>`}
          </div>`
      })}
    </div>
  </div>`
}
