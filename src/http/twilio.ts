import type { IncomingMessage, ServerResponse } from 'node:http'
import { escNumber } from '../domain/escalation/words.ts'
import { readAnswer, readKey } from '../domain/paging/ways.ts'
import { dateTimeOf, isSoon, timeOf } from '../i18n/format.ts'
import { wayWordsOf } from '../i18n/ways.ts'
import { toGsm7 } from '../pagers/gsm7.ts'
import { isFromTwilio } from '../pagers/signature.ts'
import { TWILIO_PATHS } from '../pagers/twilio.ts'
import { callAgain, spokenAnswer, textAnswer } from '../pagers/twiml.ts'
import type { Deadline, Log } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { type Answered, answerByKey, answerBySms, callOf } from '../usecases/ways/answer.ts'
import { noteNotReceived } from '../usecases/ways/note-not-received.ts'
import { readBody } from './body.ts'
import type { Route } from './server.ts'

/** Twilio waits fifteen seconds; a person holds the phone. */
const PATIENCE_MS = 5_000
const PROVIDER = { kind: 'job', name: 'twilio' } as const
/** What a status means that is no success; all others are on their way, or there. */
const NOT_RECEIVED = new Set(['undelivered', 'failed', 'busy', 'no-answer', 'canceled'])

interface Made {
  readonly deps: Deps
  readonly authToken: string
  /** Where Twilio calls us: the signature is over it. */
  readonly publicUrl: string
  readonly deadline: Deadline
  readonly log: Log
}

/** What Twilio calls back: answers by SMS, keys of a call, and what became of both. Only what its signature vouches for. */
export function twilioRoutes(made: Made): readonly Route[] {
  const route = (path: string, answer: (made: Made, request: Signed) => Promise<string>): Route => ({
    path,
    method: 'POST',
    handler: (request, response) => {
      handle(made, request, response, answer).catch((error: unknown) => {
        made.log.error('twilio_callback_failed', error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    },
  })
  return [route(TWILIO_PATHS.sms, onSms), route(TWILIO_PATHS.keys, onKey), route(TWILIO_PATHS.status, onStatus)]
}

interface Signed {
  readonly query: URLSearchParams
  readonly params: URLSearchParams
}

async function handle(
  made: Made,
  request: IncomingMessage,
  response: ServerResponse,
  answer: (made: Made, request: Signed) => Promise<string>,
): Promise<void> {
  const body = await readBody(request)
  if (body === null) return void response.writeHead(413).end()
  const path = request.url ?? ''
  const params = new URLSearchParams(body)
  const signature = request.headers['x-twilio-signature']
  const isSigned =
    typeof signature === 'string' &&
    isFromTwilio(made.authToken, { url: `${made.publicUrl}${path}`, params, signature })
  if (!isSigned) return void response.writeHead(403).end()
  const query = new URLSearchParams(path.split('?')[1] ?? '')
  const twiml = await made.deadline.race(PATIENCE_MS, answer(made, { query, params }))
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(twiml)
}

async function onSms(made: Made, { params }: Signed): Promise<string> {
  const answered = await answerBySms(made.deps, {
    from: params.get('From') ?? '',
    answer: readAnswer(params.get('Body') ?? ''),
  })
  const text = smsAnswer(answered)
  return textAnswer(text === null ? null : toGsm7(text))
}

function smsAnswer(answered: Answered): string | null {
  if (answered.kind === 'unknown') return null
  const { short } = wayWordsOf(answered.locale)
  if (answered.kind === 'help') return short.help
  const number = escNumber(answered.escalationId)
  if (answered.kind !== 'claimed') return short[answered.kind](number)
  const { firstUpdateBy: by, at, zone, locale } = answered
  return short.claimed(
    number,
    by === null ? null : isSoon(by, at) ? timeOf(by, zone, locale) : dateTimeOf(by, zone, locale),
  )
}

async function onKey(made: Made, { query, params }: Signed): Promise<string> {
  const attemptId = idOf(query)
  const call = attemptId === null ? null : await callOf(made.deps, { attemptId, to: params.get('To') ?? '' })
  if (call === null) return textAnswer(null)
  const key = readKey(params.get('Digits') ?? '')
  // A wrong key is heard as "once more": the keys are said again.
  if (key === null || key === 'repeat') return callAgain(call, made.publicUrl)
  const answered = await answerByKey(made.deps, { page: call.page, verb: key })
  const { call: say } = wayWordsOf(call.locale)
  const text = answered.kind === 'unknown' || answered.kind === 'help' ? say.failed : say[answered.kind]
  return spokenAnswer(text, call.locale)
}

async function onStatus(made: Made, { query, params }: Signed): Promise<string> {
  const status = params.get('MessageStatus') ?? params.get('CallStatus') ?? ''
  const externalId = params.get('MessageSid') ?? params.get('CallSid')
  const attemptId = idOf(query)
  if (attemptId !== null && externalId !== null && NOT_RECEIVED.has(status)) {
    const code = params.get('ErrorCode')
    const error = code !== null && /^\d{1,6}$/.test(code) ? `twilio_${code}` : status
    await noteNotReceived(made.deps, PROVIDER, { attemptId, externalId, error })
  }
  return textAnswer(null)
}

function idOf(query: URLSearchParams): number | null {
  const text = query.get('attempt') ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
