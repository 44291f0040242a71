/** @import { PageAct, PageActAnswer, PageEvent } from './types.d.ts' */

const token = document.querySelector('meta[name="playground-token"]')?.getAttribute('content') ?? ''

/**
 * One request to the workspace. A token of an earlier start means that the page is older than the server: it loads
 * itself anew, once.
 * @param {string} path under /playground/api/
 * @param {{ method?: string, body?: unknown }} [how]
 * @returns {Promise<any>} the parsed answer
 */
async function ask(path, how = {}) {
  const answer = await fetch(`/playground/api/${path}`, {
    method: how.method ?? 'GET',
    headers: {
      'x-playground-token': token,
      ...(how.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(how.body === undefined ? {} : { body: JSON.stringify(how.body) }),
  })
  if (answer.status === 401 || answer.status === 403) reloadOnce()
  if (!answer.ok && !(answer.headers.get('content-type') ?? '').includes('json')) {
    throw new Error(`${path.split('?')[0]}: ${answer.status}`)
  }
  return answer.json()
}

function reloadOnce() {
  const last = Number(sessionStorage.getItem('reloaded') ?? 0)
  if (Date.now() - last < 10_000) return
  sessionStorage.setItem('reloaded', String(Date.now()))
  location.reload()
}

/** @param {Record<string, string | undefined>} query */
const search = (query) =>
  new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))

export const api = {
  /** @param {string | undefined} as */
  state: (as) => ask(`state?${search({ as })}`),
  /** @param {string} as @param {string} channel @param {string} [thread] */
  messages: (as, channel, thread) => ask(`messages?${search({ as, channel, thread })}`),
  /** @param {string} as @param {boolean} peek true: only look, the bot isn't told */
  home: (as, peek) => ask(`home?${search({ as, peek: peek ? '1' : undefined })}`),
  /** @param {PageAct} act @returns {Promise<PageActAnswer>} */
  act: (act) => ask('act', { method: 'POST', body: act }),
  /** @param {unknown} move */
  clock: (move) => ask('clock', { method: 'POST', body: move }),
  outbox: () => ask('outbox'),
  faults: () => ask('faults'),
  /** @param {unknown} fault */
  setFault: (fault) => ask('faults', { method: 'POST', body: fault }),
  /** @param {string} [method] without one: all of them */
  clearFaults: (method) => ask(`faults?${search({ method })}`, { method: 'DELETE' }),
}

/**
 * Listens for what happens in the workspace, for ever; the browser connects again by itself.
 * @param {string} as
 * @param {{ event: (event: PageEvent) => void, connected: (isConnected: boolean) => void }} on
 * @returns {() => void} stops listening
 */
export function listen(as, on) {
  const source = new EventSource(`/playground/api/events?${search({ as, token })}`)
  source.onmessage = (message) => on.event(JSON.parse(message.data))
  source.onopen = () => on.connected(true)
  source.onerror = () => {
    on.connected(false)
    // A refused stream isn't tried again by the browser: the server was started anew and wants its new token.
    if (source.readyState === EventSource.CLOSED) setTimeout(reloadOnce, 2000)
  }
  return () => source.close()
}
