import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Blocks } from '../kit/blocks.mjs'
import { Reading } from '../reading.mjs'
import { blocksOf } from '../store.mjs'
import { AppHead } from './pane-head.mjs'
/** @import { PaneProps } from './strip.mjs' */

/** The app's Home, as the bot published it for this person. @param {PaneProps} props */
export function HomePane(props) {
  const { words } = useContext(Reading)
  const { home } = props.model
  return html`<main class="pane">
    <${AppHead} ...${props} tab="home" />
    <div class="scroll home" role="tabpanel" aria-label=${words.home}>
      ${home === undefined && html`<p class="empty" role="status"><span class="spinner"></span></p>`}
      ${home === null && html`<p class="empty">${words.emptyHome}</p>`}
      ${home && html`<${Blocks} blocks=${blocksOf(home)} surface=${props.actions.surfaceOfView(home, 'home')} />`}
    </div>
  </main>`
}
