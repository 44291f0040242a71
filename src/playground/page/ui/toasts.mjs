import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Mrkdwn } from '../kit/text.mjs'
import { Reading } from '../reading.mjs'
import { Icon } from './icons.mjs'
/** @import { Toast } from '../types.d.ts' */
/** @import { Actions } from '../actions.mjs' */

/** What a phone would show on its lock screen, and what went wrong. @param {{ toasts: Toast[], actions: Actions }} props */
export function Toasts({ toasts, actions }) {
  const { words, open } = useContext(Reading)
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map(
      (toast) =>
        html`<div key=${toast.id} class=${`toast toast-${toast.tone}`}>
          <button
            type="button"
            class="toast-body"
            disabled=${!toast.channel}
            aria-label=${toast.channel ? words.goTo(toast.title) : undefined}
            onClick=${() => {
              if (toast.channel) open(toast.channel, toast.threadTs)
              actions.dropToast(toast.id)
            }}
          >
            <strong>${toast.title}</strong>
            <span class="text"><${Mrkdwn} source=${toast.text} /></span>
          </button>
          <button type="button" class="ghost" aria-label=${words.dismiss} onClick=${() => actions.dropToast(toast.id)}>
            <${Icon} name="close" />
          </button>
        </div>`,
    )}
  </div>`
}
