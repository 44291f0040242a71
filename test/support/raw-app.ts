import { createServer } from 'node:http'
import { verifySlackRequest } from '@slack/bolt'
import { asJson, type Json, parseJson } from '../../src/playground/json.ts'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { smallManifest, startWorkspace } from './workspace.ts'

/** What was started, stopped again in reverse order: call it after each test. */
export interface Endings {
  readonly add: (end: () => Promise<unknown>) => void
  readonly run: () => Promise<void>
}

export function createEndings(): Endings {
  const endings: (() => Promise<unknown>)[] = []
  return {
    add: (end) => {
      endings.push(end)
    },
    run: async () => {
      for (const end of endings.splice(0).reverse()) await end()
    },
  }
}

/** A workspace with the small manifest that is stopped after the test. */
export async function smallWorkspace(
  endings: Endings,
  overrides: Partial<PlaygroundOptions> = {},
): Promise<Playground> {
  const playground = await startWorkspace({ manifest: smallManifest, ...overrides })
  endings.add(playground.stop)
  return playground
}

/** One Web API call with the app's token: Slack's answer, whatever its HTTP status. */
export async function callApi(
  playground: Playground,
  method: string,
  args: Json = {},
  token = playground.botToken,
): Promise<Json> {
  const response = await fetch(`${playground.apiUrl}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  })
  return asJson(await response.json())
}

export interface Received {
  readonly payload: Json
  readonly retryNum: string | undefined
}

export interface RawApp {
  readonly received: readonly Received[]
  /** What the next requests are answered with; a number is a bare status. */
  answer: (payload: Json) => unknown
}

/** An app with nothing but Slack's wire: it checks signatures, keeps what came, and answers what it is told. */
export async function rawApp(endings: Endings, playground: Playground): Promise<RawApp> {
  const received: Received[] = []
  const app: RawApp = { received, answer: () => '' }
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    verifySlackRequest({
      signingSecret: playground.signingSecret,
      body,
      headers: {
        'x-slack-signature': String(incoming.headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(incoming.headers['x-slack-request-timestamp']),
      },
    })
    const form = Object.fromEntries(new URLSearchParams(body))
    const isForm = incoming.headers['content-type'] === 'application/x-www-form-urlencoded'
    const payload = asJson(isForm ? (form.payload === undefined ? form : parseJson(form.payload)) : parseJson(body))
    received.push({ payload, retryNum: incoming.headers['x-slack-retry-num']?.toString() })
    const answer = app.answer(payload)
    if (typeof answer === 'number') response.writeHead(answer).end()
    else if (typeof answer === 'string') response.writeHead(200).end(answer)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  endings.add(() => new Promise((resolve) => server.close(resolve)))
  playground.connect(`http://127.0.0.1:${address.port}/`)
  return app
}

export const plain = (text: string) => ({ type: 'plain_text', text })

export const form = (more: Json = {}): Json => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: plain('Words'),
      element: { type: 'plain_text_input', action_id: 'words', initial_value: 'prefilled' },
    },
    { type: 'actions', block_id: 'more', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] },
  ],
  ...more,
})

/** Somebody types the command, and the app opens a form with the trigger that it got. */
export async function openForm(playground: Playground, app: RawApp, view = form()) {
  const person = playground.as('U0REQUESTER1')
  await person.command('C0SUPPORT', '/escalate')
  const { trigger_id } = app.received.at(-1)?.payload ?? {}
  const opened = await callApi(playground, 'views.open', { trigger_id, view })
  return { person, triggerId: trigger_id, opened }
}
