import { html } from '../html.mjs'
import { plainOf, TextOf } from '../kit/text.mjs'
import { useDialog } from './dialog.mjs'
/** @import { Model, Store } from '../store.mjs' */

/** Slack's confirmation before a dangerous press. @param {{ asked: NonNullable<Model['confirm']>, store: Store }} props */
export function ConfirmDialog({ asked: { confirm, go }, store }) {
  const close = () => store.set({ confirm: null })
  const box = useDialog(close, 'footer button:last-child')
  return html`<div class="backdrop backdrop-confirm">
    <div class="modal confirm" role="alertdialog" aria-modal="true" aria-labelledby="confirm-title" aria-describedby="confirm-text" ref=${box}>
      <header><h2 id="confirm-title">${plainOf(confirm.title)}</h2></header>
      <div class="modal-body text" id="confirm-text"><${TextOf} text=${confirm.text} /></div>
      <footer>
        <button type="button" class="button" onClick=${close}>${plainOf(confirm.deny)}</button>
        <button
          type="button"
          class=${`button ${confirm.style ?? 'primary'}`}
          onClick=${() => {
            close()
            go()
          }}
        >
          ${plainOf(confirm.confirm)}
        </button>
      </footer>
    </div>
  </div>`
}
