import { useContext, useEffect, useRef, useState } from '/vendor/preact-hooks.mjs'
import { dayOf, instantOf, timeOf } from '../format/dates.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { stateOf } from './state.mjs'
import { plainOf } from './text.mjs'

/** @import { InputProps } from './selects.mjs' */

const inputTypes = /** @type {Record<string, string>} */ ({ email_text_input: 'email', url_text_input: 'url' })

/** plain_text_input, e-mail, url and number. @param {InputProps} props */
export function TextInput({ id, element, state, onChange, onEnter, label, labelledBy, describedBy, isInvalid }) {
  const field = useRef(/** @type {any} */ (null))
  const value = String(state?.value ?? '')
  useEffect(() => {
    if (element.focus_on_load) field.current?.focus()
  }, [])
  // Slack's long fields grow with what is typed.
  useEffect(() => {
    const node = field.current
    if (!element.multiline || !node) return
    node.style.height = 'auto'
    node.style.height = `${Math.min(Math.max(node.scrollHeight + 2, 88), 320)}px`
  }, [value])
  const common = {
    id,
    ref: field,
    class: 'field',
    value,
    placeholder: plainOf(element.placeholder),
    'aria-label': labelledBy ? undefined : label,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid ? 'true' : undefined,
    onInput: (/** @type {any} */ event) => onChange(stateOf(element, event.currentTarget.value || null)),
    onKeyDown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' || event.isComposing) return
      if (element.multiline ? event.metaKey || event.ctrlKey : true) {
        event.preventDefault()
        onEnter?.()
      }
    },
  }
  const length = [...value].length
  const left = element.max_length === undefined ? null : element.max_length - length
  return html`<div class="text-input">
    ${
      element.multiline
        ? html`<textarea ...${common} rows="3"></textarea>`
        : html`<input
            ...${common}
            type=${inputTypes[element.type] ?? 'text'}
            inputmode=${element.type === 'number_input' ? (element.is_decimal_allowed ? 'decimal' : 'numeric') : undefined}
            autocomplete="off"
          />`
    }
    ${
      left !== null &&
      left <= Math.max(20, (element.max_length ?? 0) * 0.2) &&
      html`<span class=${left < 0 ? 'counter over' : 'counter'} aria-live="polite">${left}</span>`
    }
  </div>`
}

/** datepicker, timepicker and datetimepicker; the last in the acting person's zone, whatever the browser's is.
 * @param {InputProps} props */
export function DateInput({ id, element, state, onChange, label, labelledBy, describedBy, isInvalid }) {
  const { words, me } = useContext(Reading)
  const reader = { zone: me.zone, locale: 'en-GB', now: 0 }
  const seconds = /** @type {number | null} */ (state?.selected_date_time ?? null)
  const [draft, setDraft] = useState(() => ({
    date: seconds === null ? '' : dayOf(seconds * 1000, reader),
    time: seconds === null ? '' : timeOf(seconds * 1000, reader),
  }))
  const name = {
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid ? 'true' : undefined,
  }
  const own = { id, 'aria-labelledby': labelledBy, 'aria-label': labelledBy ? undefined : label }
  if (element.type !== 'datetimepicker') {
    const isDate = element.type === 'datepicker'
    return html`<input
      ...${{ ...own, ...name }}
      class="field field-date"
      type=${isDate ? 'date' : 'time'}
      value=${state?.[isDate ? 'selected_date' : 'selected_time'] ?? ''}
      onChange=${(/** @type {any} */ event) => onChange(stateOf(element, event.currentTarget.value || null))}
    />`
  }
  /** @param {Partial<typeof draft>} part */
  const change = (part) => {
    const next = { ...draft, ...part }
    setDraft(next)
    onChange(stateOf(element, next.date && next.time ? instantOf(next.date, next.time, me.zone) : null))
  }
  return html`<div class="field-pair" role="group" aria-labelledby=${labelledBy} aria-label=${labelledBy ? undefined : label}>
    <input
      ...${name}
      id=${id}
      class="field field-date"
      type="date"
      aria-label=${words.date}
      value=${draft.date}
      onChange=${(/** @type {any} */ event) => change({ date: event.currentTarget.value })}
    />
    <input
      ...${name}
      class="field field-date"
      type="time"
      aria-label=${words.time}
      value=${draft.time}
      onChange=${(/** @type {any} */ event) => change({ time: event.currentTarget.value })}
    />
  </div>`
}
