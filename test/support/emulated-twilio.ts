import { createServer } from 'node:http'
import { createEmulator } from 'emulate'
import { z } from 'zod'

/** `emulate`'s Twilio: takes messages and calls, signs its callbacks, and sends nothing. */
export interface EmulatedTwilio {
  readonly url: string
  readonly accountSid: string
  readonly authToken: string
  readonly from: string
  /** What was sent by us, in order. */
  messages(): Promise<readonly { readonly sid: string; readonly to: string; readonly body: string }[]>
  calls(): Promise<readonly { readonly sid: string; readonly to: string }[]>
  /** Every SMS that it took, in order and however many: to whom, and what it said. */
  readonly texts: readonly { readonly to: string; readonly body: string }[]
  /** TwiML of the calls that were asked for, in order: Twilio reads it aloud, and gives it to nobody. */
  readonly spoken: readonly string[]
  /** Somebody sends an SMS to our number: Twilio calls us, signed. */
  receive(from: string, body: string): Promise<void>
  /** What became of a message or a call: Twilio calls us, signed. */
  report(sid: string, status: string): Promise<void>
  stop(): Promise<void>
}

const ACCOUNT = 'AC00000000000000000000000000000000'
const TOKEN = 'token-of-the-emulated-account'
const FROM = '+15550100000'

const list = z.object({
  messages: z.array(z.object({ sid: z.string(), to: z.string(), body: z.string(), direction: z.string() })).default([]),
  calls: z.array(z.object({ sid: z.string(), to: z.string() })).default([]),
})

/** `smsUrl`: whom it calls when an SMS comes in. */
export async function startTwilio(smsUrl: string): Promise<EmulatedTwilio> {
  const emulator = await createEmulator({
    service: 'twilio',
    port: 0,
    seed: {
      twilio: {
        account: { sid: ACCOUNT, auth_token: TOKEN },
        phone_numbers: [{ phone_number: FROM, sms_url: smsUrl }],
      },
    },
  })
  const spoken: string[] = []
  const texts: { to: string; body: string }[] = []
  const front = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString('utf8')
    const asked = new URLSearchParams(body)
    const twiml = asked.get('Twiml')
    if (twiml !== null) spoken.push(twiml)
    const answer = await fetch(`${emulator.url}${request.url}`, {
      method: 'POST',
      body,
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
    })
    const text = asked.get('Body')
    if (text !== null && answer.ok) texts.push({ to: asked.get('To') ?? '', body: text })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const address = front.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`
  const api = `${emulator.url}/2010-04-01/Accounts/${ACCOUNT}`
  const read = async (what: string) =>
    list.parse(await (await fetch(`${api}/${what}.json?PageSize=500`, { headers: { authorization } })).json())
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const response = await fetch(`${emulator.url}${path}`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(fields),
    })
    if (!response.ok) throw new Error(`the emulator refused ${path}: ${response.status} ${await response.text()}`)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    spoken,
    texts,
    accountSid: ACCOUNT,
    authToken: TOKEN,
    from: FROM,
    messages: async () =>
      (await read('Messages')).messages.filter((one) => one.direction === 'outbound-api').toReversed(),
    calls: async () => (await read('Calls')).calls,
    receive: (from, body) => post('/_twilio/simulate/inbound-message', { From: from, To: FROM, Body: body }),
    report: (sid, status) =>
      sid.startsWith('CA')
        ? post('/_twilio/simulate/call-status', { CallSid: sid, Status: status })
        : post('/_twilio/simulate/message-status', { MessageSid: sid, Status: status }),
    stop: async () => {
      front.closeAllConnections()
      front.close()
      await emulator.close()
    },
  }
}
