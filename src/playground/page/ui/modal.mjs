import { useContext, useEffect } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Blocks } from '../kit/blocks.mjs'
import { plainOf } from '../kit/text.mjs'
import { Reading } from '../reading.mjs'
import { blocksOf } from '../store.mjs'
import { useDialog } from './dialog.mjs'
import { Avatar, Icon } from './icons.mjs'
/** @import { PageView, Text } from '../types.d.ts' */
/** @import { Model } from '../store.mjs' */
/** @import { Actions } from '../actions.mjs' */

/**
 * The top of the modal stack, as Slack shows it: the views below keep what was typed in them.
 * @param {{ model: Model, view: PageView, depth: number, actions: Actions }} props
 */
export function Modal({ model, view, depth, actions }) {
  const { words } = useContext(Reading)
  const surface = actions.surfaceOfView(view, 'modal')
  const title = /** @type {Text | undefined} */ (view.view.title)
  const submit = /** @type {Text | undefined} */ (view.view.submit)
  const close = /** @type {Text | undefined} */ (view.view.close)
  const isBusy = surface.isBusy('submit')
  const errors = Object.keys(surface.errors)
  const box = useDialog(() => void actions.closeView(view, false))
  useEffect(() => {
    if (errors.length === 0) return
    const bad = box.current?.querySelector('[aria-invalid=true], .has-error input')
    if (bad instanceof HTMLElement) bad.focus()
  }, [errors.join()])
  const notice = model.notices[view.id]
  const titleId = `title-${view.id}`
  return html`<div class="backdrop">
    <form
      class="modal"
      role="dialog"
      aria-modal="true"
      aria-labelledby=${titleId}
      ref=${box}
      novalidate
      onSubmit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault()
        void actions.submit(view)
      }}
    >
      <header>
        ${
          depth > 1 &&
          html`<button type="button" class="ghost" aria-label=${words.back} onClick=${() => actions.closeView(view, false)}>
            <${Icon} name="back" />
          </button>`
        }
        <${Avatar} id="bot" name="" isBot=${true} size="small" />
        <h2 id=${titleId}>${plainOf(title)}</h2>
        <button type="button" class="ghost" aria-label=${words.close} onClick=${() => actions.closeView(view, depth > 1)}>
          <${Icon} name="close" />
        </button>
      </header>
      ${notice && html`<p class="notice" role="alert">${notice}</p>`}
      <div class="modal-body">
        <${Blocks} blocks=${blocksOf(view)} surface=${surface} />
      </div>
      ${
        (submit || close) &&
        html`<footer>
          <button type="button" class="button" onClick=${() => actions.closeView(view, false)}>
            ${close ? plainOf(close) : words.cancel}
          </button>
          ${
            submit &&
            html`<button type="submit" class="button primary" aria-busy=${isBusy ? 'true' : undefined} disabled=${isBusy || view.view.submit_disabled === true}>
              ${plainOf(submit)}
            </button>`
          }
        </footer>`
      }
    </form>
  </div>`
}
