import { useContext, useEffect, useRef, useState } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { Icon } from './icons.mjs'
import { Menu } from './menu.mjs'
/** @import { PaneProps } from './strip.mjs' */

/** @typedef {{ key: string, insert: string, label: string, note: string }} Suggestion */

/**
 * Where one writes. A line that begins with a slash is a command, everything else a message.
 * @param {PaneProps & { channel: string, threadTs: string | null, label: string }} props
 */
export function Composer({ channel, threadTs, label, model, store, actions }) {
  const { words, people, me } = useContext(Reading)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [isDismissed, setDismissed] = useState(false)
  const [isSending, setSending] = useState(false)
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  const id = `composer-${threadTs ?? channel}`

  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])
  useEffect(() => {
    const node = field.current
    if (!node) return
    node.style.height = 'auto'
    node.style.height = `${Math.min(node.scrollHeight, 220)}px`
  }, [text])

  /** @returns {Suggestion[]} */
  const suggest = () => {
    if (isDismissed) return []
    if (threadTs === null && /^\/[\w-]*$/.test(text)) {
      return (model.state?.commands ?? [])
        .filter((command) => command.command.startsWith(text))
        .map((command) => ({
          key: command.command,
          insert: `${command.command} `,
          label: `${command.command} ${command.usageHint}`.trim(),
          note: command.description,
        }))
    }
    const mention = /(?:^|\s)@([^@\n]*)$/.exec(text)
    if (mention?.[1] === undefined) return []
    const wanted = mention[1].toLowerCase()
    return people
      .filter(
        (person) =>
          person.id !== me.id && person.name.toLowerCase().startsWith(wanted) && person.name.length > wanted.length,
      )
      .slice(0, 8)
      .map((person) => ({
        key: person.id,
        insert: `${text.slice(0, text.length - wanted.length)}${person.name} `,
        label: `@${person.name}`,
        note: person.title,
      }))
  }
  const suggestions = suggest()
  const current = suggestions[Math.min(at, suggestions.length - 1)]

  /** @param {string} next */
  const write = (next) => {
    setText(next)
    setAt(0)
    setDismissed(false)
    if (model.hint) store.set({ hint: null })
  }
  const send = async () => {
    if (text.trim() === '' || isSending) return
    setSending(true)
    const typed = text
    setText('')
    const isSent = await actions.say(typed, channel, threadTs)
    // What failed comes back, unless one has begun to write something else.
    if (!isSent) setText((now) => (now === '' ? typed : now))
    setSending(false)
    field.current?.focus()
  }
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.isComposing) return
    const isCompleted = current && current.insert.trim() === text.trim()
    if (current && (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !isCompleted)))
      write(current.insert)
    else if (current && event.key === 'ArrowDown') setAt((at + 1) % suggestions.length)
    else if (current && event.key === 'ArrowUp') setAt((at - 1 + suggestions.length) % suggestions.length)
    else if (current && event.key === 'Escape') setDismissed(true)
    else if (event.key === 'Enter' && !event.shiftKey) void send()
    else return
    event.preventDefault()
  }
  const shortcuts = model.state?.shortcuts.filter((shortcut) => shortcut.kind === 'global') ?? []
  const hint = model.hint?.channel === channel && model.hint.threadTs === threadTs ? model.hint.text : null
  return html`<div class="composer-area">
    ${hint && html`<p class="composer-hint" role="alert"><${Icon} name="eye" /> ${words.onlyYou}: ${hint}</p>`}
    ${
      suggestions.length > 0 &&
      html`<div class="suggestions" role="listbox" id=${`${id}-list`} aria-label=${text.startsWith('/') ? words.commands : words.people}>
        ${suggestions.map(
          (suggestion, index) =>
            html`<div
              key=${suggestion.key}
              id=${`${id}-${index}`}
              role="option"
              aria-selected=${suggestion === current ? 'true' : 'false'}
              onMouseDown=${(/** @type {MouseEvent} */ event) => {
                event.preventDefault()
                write(suggestion.insert)
              }}
            >
              <strong>${suggestion.label}</strong> <small>${suggestion.note}</small>
            </div>`,
        )}
      </div>`
    }
    <div class="composer">
      ${
        threadTs === null &&
        html`<${Menu}
          label=${words.shortcuts}
          button=${html`<${Icon} name="bolt" />`}
          empty=${words.noShortcuts}
          items=${shortcuts.map((shortcut) => ({
            key: shortcut.callbackId,
            label: shortcut.name,
            pick: () => actions.globalShortcut(shortcut.callbackId),
          }))}
        />`
      }
      <textarea
        ref=${field}
        rows="1"
        aria-label=${label}
        placeholder=${label}
        value=${text}
        aria-autocomplete="list"
        aria-controls=${suggestions.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant=${current ? `${id}-${suggestions.indexOf(current)}` : undefined}
        onInput=${(/** @type {any} */ event) => write(event.currentTarget.value)}
        onKeyDown=${onKeyDown}
      ></textarea>
      <button type="button" class="send" aria-label=${words.send} disabled=${text.trim() === '' || isSending} onClick=${send}>
        <${Icon} name="send" />
      </button>
    </div>
  </div>`
}
