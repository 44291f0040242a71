import { z } from 'zod'
import type { WayMessage } from '../domain/paging/ways.ts'
import type { DeliveryOutcome } from '../outbox/outcome.ts'
import type { Http } from './http.ts'
import { outcomeOf, type Try } from './outcome.ts'
import { smsText } from './sms.ts'
import { callTwiml } from './twiml.ts'

export interface TwilioConfig {
  readonly accountSid: string
  readonly authToken: string
  /** A number of this account, E.164. */
  readonly from: string
  /** Without a slash at its end. */
  readonly apiUrl: string
  /** Null: no callbacks, so no answers and no calls. */
  readonly publicUrl: string | null
}

/** Our own addresses that Twilio calls; `PUBLIC_URL` stands before them. */
export const TWILIO_PATHS = {
  sms: '/twilio/sms',
  keys: '/twilio/keys',
  status: '/twilio/status',
} as const

type Sent = Exclude<WayMessage, { kind: 'follow_up' }>

/** Seconds that a phone rings: voicemail answers after about as long. */
const RING_SECONDS = '25'

const made = z.object({ sid: z.string() })
const refused = z.object({ code: z.number().int() })

export interface Twilio {
  sendSms(to: string, message: Sent, at: Try): Promise<DeliveryOutcome>
  call(to: string, message: Sent, at: Try): Promise<DeliveryOutcome>
}

/** Twilio's REST API of 2010-04-01. A refusal keeps Twilio's own code (`twilio_21610`: they answered STOP). */
export function createTwilio(config: TwilioConfig, http: Http): Twilio {
  const { accountSid, authToken, from, apiUrl, publicUrl } = config
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

  async function create(what: 'Messages' | 'Calls', fields: Readonly<Record<string, string>>, at: Try) {
    const answer = await http.post(`${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${what}.json`, {
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ From: from, ...fields }).toString(),
      now: at.now,
    })
    return outcomeOf(answer, at, {
      name: 'twilio',
      idOf: (body) => made.safeParse(body).data?.sid ?? null,
      codeOf: (body) => refused.safeParse(body).data?.code.toString() ?? null,
    })
  }

  const statusCallback = (message: Sent): Record<string, string> =>
    message.kind === 'page' && publicUrl !== null
      ? { StatusCallback: `${publicUrl}${TWILIO_PATHS.status}?attempt=${message.attemptId}` }
      : {}

  return {
    sendSms: (to, message, at) =>
      create('Messages', { To: to, Body: smsText(message, publicUrl !== null), ...statusCallback(message) }, at),
    call: (to, message, at) => {
      if (publicUrl === null) throw new Error('nobody is called without a public address')
      return create(
        'Calls',
        { To: to, Twiml: callTwiml(message, publicUrl), Timeout: RING_SECONDS, ...statusCallback(message) },
        at,
      )
    },
  }
}
