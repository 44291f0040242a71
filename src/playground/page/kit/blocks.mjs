import { useContext } from '/vendor/preact-hooks.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { domId, Interactive } from './elements.mjs'
import { Markdown } from './markdown.mjs'
import { RichText, Table } from './rich-text.mjs'
import { idOf } from './state.mjs'
import { plainOf, safeUrl, TextOf } from './text.mjs'

/** @import { Block, RichElement, Surface } from '../types.d.ts' */

/** @typedef {{ block: Block, blockId: string, surface: Surface }} BlockProps */

/** @param {BlockProps} props */
function Section({ block, blockId, surface }) {
  return html`<div class="block section">
    <div class="section-body">
      ${block.text && html`<div class="text"><${TextOf} text=${block.text} /></div>`}
      ${
        block.fields &&
        html`<div class="fields">
          ${block.fields.map((field, at) => html`<div key=${at} class="text"><${TextOf} text=${field} /></div>`)}
        </div>`
      }
    </div>
    ${
      block.accessory &&
      html`<div class="accessory">
        <${Interactive} surface=${surface} blockId=${blockId} element=${block.accessory} isDispatching=${true} />
      </div>`
    }
  </div>`
}

/** @param {BlockProps} props */
function Context({ block }) {
  return html`<div class="block context">
    ${(block.elements ?? []).map((element, at) =>
      element.type === 'image'
        ? html`<img key=${at} src=${safeUrl(element.image_url ?? '')} alt=${element.alt_text} />`
        : html`<span key=${at} class="text"><${TextOf} text=${element} /></span>`,
    )}
  </div>`
}

/** @param {BlockProps} props */
function Actions({ block, blockId, surface }) {
  return html`<div class="block actions">
    ${(block.elements ?? []).map(
      (element) =>
        html`<${Interactive} key=${element.action_id} surface=${surface} blockId=${blockId} element=${element} isDispatching=${true} />`,
    )}
  </div>`
}

/** @param {BlockProps} props */
function Input({ block, blockId, surface }) {
  const { words } = useContext(Reading)
  const { element } = block
  if (!element) return null
  const error = surface.errors[blockId]
  const base = domId(surface, blockId, element.action_id)
  const described = [error && `${base}-error`, block.hint && `${base}-hint`].filter(Boolean).join(' ')
  return html`<div class=${error ? 'block input has-error' : 'block input'}>
    <label id=${`${base}-label`} for=${base} class="input-label">
      ${plainOf(block.label)}
    </label>
    ${block.optional && html`<span class="optional">${words.optional}</span>`}
    <${Interactive}
      surface=${surface}
      blockId=${blockId}
      element=${element}
      isDispatching=${block.dispatch_action === true}
      labelledBy=${`${base}-label`}
      describedBy=${described || undefined}
      isInvalid=${error !== undefined}
    />
    ${error && html`<p class="input-error" id=${`${base}-error`} role="alert">${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${base}-hint`}>${plainOf(block.hint)}</p>`}
  </div>`
}

/** @param {BlockProps} props */
function Image({ block }) {
  return html`<figure class="block image">
    ${block.title && html`<figcaption><${TextOf} text=${block.title} /></figcaption>`}
    <img src=${safeUrl(block.image_url ?? '')} alt=${block.alt_text} />
  </figure>`
}

/** @type {Record<string, (props: BlockProps) => any>} */
const kinds = {
  section: Section,
  context: Context,
  actions: Actions,
  input: Input,
  image: Image,
  header: ({ block }) => html`<h3 class="block header"><${TextOf} text=${block.text} /></h3>`,
  divider: () => html`<hr class="block divider" />`,
  rich_text: ({ block }) =>
    html`<div class="block"><${RichText} elements=${/** @type {RichElement[]} */ (block.elements ?? [])} /></div>`,
  table: ({ block }) => html`<div class="block"><${Table} block=${block} /></div>`,
  markdown: ({ block }) =>
    html`<div class="block"><${Markdown} source=${typeof block.text === 'string' ? block.text : ''} /></div>`,
}

/** Everything that a bot may send, drawn as Slack draws it. @param {{ blocks: readonly Block[], surface: Surface }} props */
export function Blocks({ blocks, surface }) {
  return html`<div class=${`blocks on-${surface.kind}`}>
    ${blocks.map((block, index) => {
      const Kind = kinds[block.type]
      const blockId = idOf(block, index)
      return Kind
        ? html`<${Kind} key=${blockId} block=${block} blockId=${blockId} surface=${surface} />`
        : html`<div key=${blockId} class="block unknown">${block.type}</div>`
    })}
  </div>`
}
