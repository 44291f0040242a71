import { useContext, useEffect, useState } from '/vendor/preact-hooks.mjs'
import { api } from '../api.mjs'
import { timeOf } from '../format/dates.mjs'
import { html } from '../html.mjs'
import { Reading } from '../reading.mjs'
import { Icon } from './icons.mjs'

/** @import { PageFault, PageOutboxRow } from '../types.d.ts' */
/** @import { Store } from '../store.mjs' */

const kinds = /** @type {const} */ (['ratelimited', 'http_500', 'reset_before', 'reset_after', 'latency', 'error'])

/** The outbox and the faults: for whoever builds on this. @param {{ store: Store }} props */
export function Developer({ store }) {
  const { words } = useContext(Reading)
  const [rows, setRows] = useState(/** @type {PageOutboxRow[]} */ ([]))
  const [faults, setFaults] = useState(/** @type {PageFault[]} */ ([]))
  const [methods, setMethods] = useState(/** @type {string[]} */ ([]))
  const load = async () => {
    const [outbox, fault] = await Promise.all([api.outbox().catch(() => null), api.faults().catch(() => null)])
    setRows(outbox?.rows ?? [])
    setFaults(fault?.faults ?? [])
    setMethods(fault?.methods ?? [])
  }
  useEffect(() => {
    void load()
    const timer = setInterval(load, 3000)
    return () => clearInterval(timer)
  }, [])
  return html`<aside class="developer" aria-label=${words.developer}>
    <div class="pane-head">
      <h1>${words.developer}</h1>
      <button type="button" class="ghost" aria-label=${words.close} onClick=${() => store.set({ isDeveloperOpen: false })}>
        <${Icon} name="close" />
      </button>
    </div>
    <div class="scroll">
      <h2>${words.outbox}</h2>
      <${Outbox} rows=${rows} />
      <h2>${words.faults}</h2>
      ${faults.length === 0 && html`<p class="quiet">${words.faultsNone}</p>`}
      ${faults.map(
        (fault) =>
          html`<p key=${fault.method} class="fault">
            <code>${fault.method}</code> ${fault.kind} ${fault.error ?? fault.amount ?? ''} ×${fault.times ?? '∞'}${' '}
            <button type="button" class="button small" onClick=${() => api.clearFaults(fault.method).then(load)}>${words.clear}</button>
          </p>`,
      )}
      ${faults.length > 1 && html`<button type="button" class="button small" onClick=${() => api.clearFaults().then(load)}>${words.clearAll}</button>`}
      <${FaultForm} methods=${methods} done=${load} />
    </div>
  </aside>`
}

/** @param {{ rows: PageOutboxRow[] }} props */
function Outbox({ rows }) {
  const { words, reader } = useContext(Reading)
  if (rows.length === 0) return html`<p class="quiet">${words.outboxEmpty}</p>`
  /** @param {string | null} at */
  const time = (at) => (at === null ? '' : timeOf(Date.parse(at), reader))
  return html`<div class="table-wrap">
    <table>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr key=${row.id} title=${row.lastError ?? ''}>
              <td>${row.kind}</td>
              <td>${row.lane}</td>
              <td>${row.state}</td>
              <td>×${row.attempts}</td>
              <td>${time(row.notBefore ?? row.nextAttemptAt)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** @param {{ methods: string[], done: () => unknown }} props */
function FaultForm({ methods, done }) {
  const { words } = useContext(Reading)
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault()
    const form = /** @type {HTMLFormElement} */ (event.currentTarget)
    const field = (/** @type {string} */ name) => String(new FormData(form).get(name) ?? '').trim()
    await api.setFault({
      method: field('method'),
      kind: field('kind'),
      times: field('times') === '' ? null : Number(field('times')),
      ...(field('amount') === '' ? {} : { amount: Number(field('amount')) }),
      ...(field('error') === '' ? {} : { error: field('error') }),
    })
    form.reset()
    done()
  }
  return html`<form class="fault-form" onSubmit=${submit}>
    <label>${words.method}<input class="field" name="method" list="fault-methods" required placeholder="chat.postMessage" /></label>
    <datalist id="fault-methods">${methods.map((method) => html`<option key=${method} value=${method}></option>`)}</datalist>
    <label>${words.kind}<select class="field" name="kind">${kinds.map((kind) => html`<option key=${kind}>${kind}</option>`)}</select></label>
    <label>${words.times}<input class="field" name="times" type="number" min="1" placeholder=${words.timesHint} /></label>
    <label>${words.amount}<input class="field" name="amount" type="number" min="0" placeholder=${words.amountHint} /></label>
    <label>${words.error}<input class="field" name="error" placeholder="restricted_action" /></label>
    <button type="submit" class="button">${words.set}</button>
  </form>`
}
