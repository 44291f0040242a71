import { useContext, useEffect, useRef, useState } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { DateInput, TextInput } from './inputs.mjs'
import { PlaceSelect, StaticSelect, Ticks } from './selects.mjs'
import { plainOf, safeUrl } from './text.mjs'

/** @import { Element, ElementState, Surface } from '../types.d.ts' */

/** @type {Record<string, any>} */
const inputs = {
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  static_select: StaticSelect,
  multi_static_select: StaticSelect,
  users_select: PlaceSelect,
  multi_users_select: PlaceSelect,
  conversations_select: PlaceSelect,
  multi_conversations_select: PlaceSelect,
  channels_select: PlaceSelect,
  multi_channels_select: PlaceSelect,
  radio_buttons: Ticks,
  checkboxes: Ticks,
  datepicker: DateInput,
  timepicker: DateInput,
  datetimepicker: DateInput,
}

/** An id that no other surface on the page has. @param {Surface} surface @param {string} blockId @param {string} part */
export const domId = (surface, blockId, part) => `${surface.id}-${blockId}-${part}`.replace(/[^\w-]/g, '_')

/**
 * One interactive element. Where `isDispatching`, each choice is told to the bot at once, as in `actions` and at a
 * section's side; text is told on Enter, or by letter where the bot asked so.
 * @param {{ surface: Surface, blockId: string, element: Element, isDispatching: boolean, label?: string,
 *   labelledBy?: string, describedBy?: string, isInvalid?: boolean }} props
 */
export function Interactive(props) {
  const { surface, blockId, element, isDispatching } = props
  if (element.type === 'button' || element.type === 'workflow_button') return html`<${Button} ...${props} />`
  if (element.type === 'overflow') return html`<${Overflow} ...${props} />`
  if (element.type === 'image')
    return html`<img class="accessory-image" src=${safeUrl(element.image_url ?? '')} alt=${element.alt_text} />`
  const Input = inputs[element.type]
  if (!Input) return html`<span class="unknown">${element.type}</span>`
  const isText = Input === TextInput
  const isByLetter = element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered')
  const state = surface.values[blockId]?.[element.action_id]
  /** @param {ElementState} next */
  const change = (next) => {
    surface.change(blockId, element, next)
    if (isDispatching && (!isText || isByLetter)) surface.act(blockId, element, next)
  }
  const enter = () => {
    if (isText && isDispatching) surface.act(blockId, element, state ?? { type: element.type, value: null })
    else surface.submit?.()
  }
  return html`<${Input} ...${props} id=${domId(surface, blockId, element.action_id)} state=${state} onChange=${change} onEnter=${enter} />`
}

/** @param {{ surface: Surface, blockId: string, element: Element }} props */
function Button({ surface, blockId, element }) {
  const { follow } = useContext(Reading)
  const isBusy = surface.isBusy(`${blockId}/${element.action_id}`)
  const url = element.url ? safeUrl(element.url) : null
  const press = () => {
    // Slack tells the bot of a press on a link button too, and follows the link without waiting for it.
    surface.act(blockId, element, {
      type: 'button',
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
    })
    if (url && !follow(url)) window.open(url, '_blank', 'noopener')
  }
  return html`<button
    type="button"
    class=${`button ${element.style ?? ''}`}
    aria-busy=${isBusy ? 'true' : undefined}
    aria-label=${element.accessibility_label}
    disabled=${isBusy}
    onClick=${press}
  >
    ${plainOf(element.text)}
  </button>`
}

/** @param {{ surface: Surface, blockId: string, element: Element }} props */
function Overflow({ surface, blockId, element }) {
  const { words, follow } = useContext(Reading)
  const [isOpen, setOpen] = useState(false)
  const box = useRef(/** @type {HTMLSpanElement | null} */ (null))
  useEffect(() => {
    if (!isOpen) return
    const away = (/** @type {MouseEvent} */ event) => {
      if (!box.current?.contains(/** @type {globalThis.Node} */ (event.target))) setOpen(false)
    }
    document.addEventListener('mousedown', away)
    return () => document.removeEventListener('mousedown', away)
  }, [isOpen])
  return html`<span
    class="overflow"
    ref=${box}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape' && isOpen) {
        event.stopPropagation()
        setOpen(false)
      }
    }}
  >
    <button
      type="button"
      class="button icon"
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      aria-label=${words.more}
      onClick=${() => setOpen(!isOpen)}
    >
      ⋯
    </button>
    ${
      isOpen &&
      html`<span class="menu" role="menu">
        ${(element.options ?? []).map(
          (option) =>
            html`<button
              key=${option.value}
              type="button"
              role="menuitem"
              onClick=${() => {
                setOpen(false)
                surface.act(blockId, element, { type: 'overflow', selected_option: option })
                const url = option.url ? safeUrl(option.url) : null
                if (url && !follow(url)) window.open(url, '_blank', 'noopener')
              }}
            >
              ${plainOf(option.text)}
            </button>`,
        )}
      </span>`
    }
  </span>`
}
