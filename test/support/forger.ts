import { createServer } from 'node:http'
import { type Reply, sendHttp } from '../../src/playground/bot/http-delivery.ts'
import { asJson, asText, type Json, parseJson } from '../../src/playground/json.ts'
import { formMetadata } from '../../src/slack/blocks/screens/metadata.ts'
import type { RunningBot } from './bot.ts'

/**
 * Sends what no screen offers: presses and submissions of people who don't see the button, signed as Slack signs them.
 * What follows from them is for the test to settle. What the bot says in return is read at the `response_url`, or in the answer to the submission.
 */
export interface Forger {
  /** What only the presser is told. */
  press(who: string, actionId: string, value: string): Promise<string>
  /** What the form turns into, or what stands at its fields. */
  submit(who: string, form: Submission): Promise<string>
  stop(): Promise<void>
}

export interface Submission {
  readonly callbackId: string
  readonly escalationId: number
  /** Input → what it holds, as Slack wraps it: `{ value }`, `{ selected_user }` … */
  readonly values: Readonly<Record<string, Json>>
}

export async function startForger(bot: RunningBot): Promise<Forger> {
  const told = new Map<string, string>()
  let sent = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      told.set(request.url ?? '', asText(asJson(parseJson(Buffer.concat(chunks).toString())).text))
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { port } = address

  const send = (payload: Json): Promise<Reply> =>
    sendHttp({ url: bot.eventsUrl, secret: bot.slack.signingSecret, timeout: 3_000 }, 'interactive', payload, null)
  const from = (who: string): Json => {
    const user = bot.slack.state().users[who]
    if (user === undefined) throw new Error(`nobody is ${who}`)
    return {
      team: { id: bot.slack.teamId, domain: 'playground' },
      user: { id: who, username: user.handle, name: user.handle, team_id: user.teamId },
      api_app_id: bot.slack.appId,
      token: 'forged',
      trigger_id: 'forged',
    }
  }

  return {
    async press(who, actionId, value) {
      sent += 1
      const path = `/${sent}`
      await send({
        type: 'block_actions',
        ...from(who),
        container: { type: 'message', message_ts: '1.000001', channel_id: 'C0INTAKE', is_ephemeral: false },
        channel: { id: 'C0INTAKE', name: 'escalations' },
        message: { type: 'message', ts: '1.000001', text: '' },
        state: { values: {} },
        response_url: `http://127.0.0.1:${port}${path}`,
        actions: [{ type: 'button', action_id: actionId, block_id: 'forged', value, action_ts: '1.000002' }],
      })
      await bot.vigia.idle()
      return told.get(path) ?? ''
    },
    async submit(who, { callbackId, escalationId, values }) {
      const reply = await send({
        type: 'view_submission',
        ...from(who),
        view: {
          id: 'V0FORGED',
          root_view_id: 'V0FORGED',
          type: 'modal',
          callback_id: callbackId,
          private_metadata: formMetadata({ escalationId, version: 1 }),
          blocks: Object.keys(values).map((field) => ({ type: 'input', block_id: field })),
          state: { values: Object.fromEntries(Object.entries(values).map(([key, held]) => [key, { [key]: held }])) },
        },
        response_urls: [],
      })
      await bot.vigia.idle()
      if (reply.kind !== 'ok') throw new Error(`${callbackId}: ${JSON.stringify(reply)}`)
      return JSON.stringify(reply.body)
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
