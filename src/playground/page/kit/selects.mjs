import { useContext, useMemo } from '/vendor/preact-hooks.mjs'
import { withEmoji } from '../format/emoji.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { Combobox } from './combobox.mjs'
import { chosenOptions, optionsOf, stateOf, valueKey } from './state.mjs'
import { plainOf } from './text.mjs'

/** @import { Element, ElementState, Option } from '../types.d.ts' */
/** @import { Choice } from './combobox.mjs' */

/**
 * What every input is handed: its element, the value held, and what names and describes it.
 * @typedef {{ id: string, element: Element, state: ElementState | undefined, onChange: (state: ElementState) => void,
 *   onEnter?: () => void, label?: string, labelledBy?: string, describedBy?: string, isInvalid?: boolean }} InputProps
 */

/** @param {Option} option @param {string} [group] @returns {Choice} */
const choiceOf = (option, group) => ({
  value: option.value,
  label: plainOf(option.text),
  ...(option.description ? { description: plainOf(option.description) } : {}),
  ...(group ? { group } : {}),
})

/** static_select and multi_static_select. @param {InputProps} props */
export function StaticSelect(props) {
  const { element, state, onChange } = props
  const { words } = useContext(Reading)
  const isMulti = element.type.startsWith('multi_')
  const choices = useMemo(
    () => [
      ...(element.options ?? []).map((option) => choiceOf(option)),
      ...(element.option_groups ?? []).flatMap((group) =>
        group.options.map((option) => choiceOf(option, plainOf(group.label))),
      ),
    ],
    [element],
  )
  /** @param {string[]} values */
  const change = (values) => {
    const picked = optionsOf(element).filter((option) => values.includes(option.value))
    onChange(stateOf(element, isMulti ? picked : (picked[0] ?? null)))
  }
  return html`<${Combobox}
    ...${shared(props)}
    choices=${choices}
    chosen=${chosenOptions(state).map((option) => option.value)}
    isMulti=${isMulti}
    placeholder=${element.placeholder ? plainOf(element.placeholder) : isMulti ? words.chooseMany : words.choose}
    onChange=${change}
  />`
}

/** Selects of people, channels and conversations, single and multi. @param {InputProps} props */
export function PlaceSelect(props) {
  const { element, state, onChange } = props
  const { people, channels, words, nameOf, me } = useContext(Reading)
  const isMulti = element.type.startsWith('multi_')
  const choices = useMemo(() => {
    if (element.type.endsWith('users_select')) {
      return people.map((person) => ({
        value: person.id,
        label: person.id === me.id ? `${person.name} (${words.justYou})` : person.name,
        ...(person.title ? { description: person.title } : {}),
      }))
    }
    const kinds = element.type.endsWith('channels_select')
      ? ['public']
      : (element.filter?.include ?? ['public', 'private', 'im'])
    return channels
      .filter((channel) => !channel.isArchived && kinds.includes(channel.kind === 'channel' ? 'public' : channel.kind))
      .map((channel) => ({
        value: channel.id,
        label:
          channel.kind === 'im'
            ? `@${nameOf(channel.name) ?? channel.name}`
            : `${channel.kind === 'private' ? '🔒 ' : '#'}${channel.name}`,
      }))
  }, [element, people, channels])
  const held = state?.[valueKey(element.type) ?? '']
  const chosen = Array.isArray(held) ? held : held ? [held] : []
  return html`<${Combobox}
    ...${shared(props)}
    choices=${choices}
    chosen=${chosen}
    isMulti=${isMulti}
    placeholder=${element.placeholder ? plainOf(element.placeholder) : isMulti ? words.chooseMany : words.choose}
    onChange=${(/** @type {string[]} */ values) => onChange(stateOf(element, isMulti ? values : (values[0] ?? null)))}
  />`
}

/** @param {InputProps} props */
const shared = ({ id, element, label, labelledBy, describedBy, isInvalid }) => ({
  id,
  label: labelledBy ? undefined : (label ?? plainOf(element.placeholder)),
  labelledBy,
  describedBy,
  isInvalid,
  isFocused: element.focus_on_load === true,
  max: element.max_selected_items,
})

/** radio_buttons and checkboxes, with their descriptions. @param {InputProps} props */
export function Ticks({ id, element, state, onChange, label, labelledBy, describedBy }) {
  const isMulti = element.type === 'checkboxes'
  const chosen = new Set(chosenOptions(state).map((option) => option.value))
  /** @param {Option} option @param {boolean} isOn */
  const toggle = (option, isOn) => {
    if (!isMulti) return onChange(stateOf(element, option))
    const values = new Set(chosen)
    isOn ? values.add(option.value) : values.delete(option.value)
    onChange(
      stateOf(
        element,
        (element.options ?? []).filter((other) => values.has(other.value)),
      ),
    )
  }
  return html`<div
    class="ticks"
    role=${isMulti ? 'group' : 'radiogroup'}
    aria-labelledby=${labelledBy}
    aria-label=${labelledBy ? undefined : label}
    aria-describedby=${describedBy}
  >
    ${(element.options ?? []).map(
      (option, index) =>
        html`<label key=${option.value} class="tick">
          <input
            type=${isMulti ? 'checkbox' : 'radio'}
            name=${isMulti ? `${id}-${index}` : id}
            checked=${chosen.has(option.value)}
            onChange=${(/** @type {any} */ event) => toggle(option, event.currentTarget.checked)}
          />
          <span>
            <span class="tick-label">${withEmoji(option.text.text)}</span>
            ${option.description && html`<small class="tick-description">${plainOf(option.description)}</small>`}
          </span>
        </label>`,
    )}
  </div>`
}
