import { createHmac } from 'node:crypto'
import type { PersonActor } from '../../src/domain/actor.ts'
import type { WayKind } from '../../src/domain/paging/ways.ts'
import { type Route, serve } from '../../src/http/server.ts'
import { twilioRoutes } from '../../src/http/twilio.ts'
import { createPagers, createWayDeliver, type Pagers } from '../../src/pagers/pagers.ts'
import type { Log } from '../../src/ports.ts'
import { machineClock } from '../../src/system/clock.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createVault } from '../../src/system/vault.ts'
import type { Deps } from '../../src/usecases/deps.ts'
import { addWay } from '../../src/usecases/ways/add-way.ts'
import { sendCode } from '../../src/usecases/ways/send-code.ts'
import { verifyWay } from '../../src/usecases/ways/verify-way.ts'
import type { WayView } from '../../src/usecases/ways/ways-of.ts'
import { MONDAY_NIGHT, testWorld, type World } from './builders.ts'
import { type EmulatedTwilio, startTwilio } from './emulated-twilio.ts'
import {
  type MailServer,
  type PagerDutyServer,
  startMailServer,
  startPagerDuty,
  startWebhookReceiver,
  type WebhookReceiver,
} from './pager-servers.ts'
import { relayOver, SENT } from './relay-kit.ts'

/** The seeded people and a real Postgres, with every way set up against a server of its protocol. Slack takes everything. */
export interface PagerWorld extends World {
  readonly deps: Deps
  readonly pagers: Pagers
  readonly twilio: EmulatedTwilio
  readonly mail: MailServer
  readonly pagerDuty: PagerDutyServer
  readonly webhook: WebhookReceiver
  readonly publicUrl: string
  /** What we answered whoever called us: status and body. */
  readonly answers: readonly { readonly path: string; readonly status: number; readonly body: string }[]
  /** Every line that was logged, as one text. */
  logged(): string
  /** All that is due by now has been sent. */
  settled(): Promise<void>
  /** Added and proved with the code that came. */
  way(person: PersonActor, kind: WayKind, typed: string, delayMinutes?: number): Promise<WayView>
  /** Twilio's request, signed by the account's token, or as somebody else would. */
  callBack(
    path: string,
    params: Readonly<Record<string, string>>,
    token?: string,
  ): Promise<{ status: number; body: string }>
}

export async function pagerWorld(start: string = MONDAY_NIGHT): Promise<PagerWorld> {
  const world = await testWorld(start)
  const routes: Route[] = []
  const answers: { path: string; status: number; body: string }[] = []
  const server = await serve(routes, { host: '127.0.0.1', port: 0 })
  const publicUrl = `http://127.0.0.1:${server.port}`
  const twilio = await startTwilio(`${publicUrl}/twilio/sms`)
  const mail = await startMailServer()
  const pagerDuty = await startPagerDuty()
  const webhook = await startWebhookReceiver()
  const lines: string[] = []
  const line = (...said: unknown[]) =>
    void lines.push(said.map((one) => (one instanceof Error ? one.stack : JSON.stringify(one))).join(' '))
  const log: Log = { debug: line, info: line, warn: line, error: line }
  const { authToken } = twilio
  const pagers = createPagers(
    {
      vault: createVault(new Uint8Array(32).fill(7)),
      publicUrl,
      twilio: { accountSid: twilio.accountSid, authToken, from: twilio.from, apiUrl: twilio.url },
      mail: { url: mail.url, from: 'Vigía <vigia@example.com>' },
      pagerDuty: { apiUrl: pagerDuty.url },
      webhookHosts: [new URL(webhook.url).host],
    },
    { clock: world.clock, machine: machineClock },
  )
  const deps: Deps = { ...world.deps, log, otherWays: pagers }
  for (const route of twilioRoutes({ deps, authToken, publicUrl, deadline, log })) routes.push(recorded(route, answers))
  const byWay = createWayDeliver(deps)
  const relay = relayOver(deps, async (row, keepLease) =>
    row.kind === 'page_way' || row.kind === 'page_follow_up' ? byWay(row, keepLease) : SENT,
  )
  const settled = async () => void (await relay.runUntilIdle())

  return {
    ...world,
    deps,
    pagers,
    twilio,
    mail,
    pagerDuty,
    webhook,
    publicUrl,
    answers,
    settled,
    logged: () => lines.join('\n'),
    async way(person, kind, typed, delayMinutes = 0) {
      const added = await addWay(deps, person, { kind, typed, delayMinutes })
      if (!added.ok) throw new Error(added.refusal.code)
      if (added.value.secret !== null) webhook.trust(added.value.secret)
      const wayId = added.value.id
      const sent = await sendCode(deps, person, { wayId })
      if (!sent.ok) throw new Error(JSON.stringify(sent.refusal))
      const proved = await verifyWay(deps, person, { wayId, code: await codeOf(kind) })
      if (!proved.ok) throw new Error(JSON.stringify(proved.refusal))
      return proved.value
    },
    async callBack(path, params, token = authToken) {
      const body = new URLSearchParams(params)
      const signed = `${publicUrl}${path}${Object.keys(params)
        .sort()
        .map((key) => key + params[key])
        .join('')}`
      const signature = createHmac('sha1', token).update(signed).digest('base64')
      const response = await fetch(`${publicUrl}${path}`, {
        method: 'POST',
        body,
        headers: { 'x-twilio-signature': signature },
      })
      return { status: response.status, body: await response.text() }
    },
    async end() {
      await relay.stop()
      await pagers.stop()
      await Promise.all([server.stop(), twilio.stop(), mail.stop(), pagerDuty.stop(), webhook.stop()])
      await world.end()
    },
  }

  /** The code, read where it came. */
  async function codeOf(kind: WayKind): Promise<string> {
    const text = {
      sms: async () => (await twilio.messages()).at(-1)?.body,
      voice: async () => /is ([\d, ]+)|es ([\d, ]+)/.exec(twilio.spoken.at(-1) ?? '')?.[0].replace(/\D/g, ''),
      email: async () => mail.letters.at(-1)?.raw,
      pagerduty: async () => JSON.stringify(pagerDuty.events.at(-1)),
      webhook: async () => JSON.stringify(webhook.hooks.at(-1)?.body),
    }[kind]
    const code = /\b(\d{6})\b/.exec((await text()) ?? '')?.[1]
    if (code === undefined) throw new Error(`no code came by ${kind}`)
    return code
  }
}

function recorded(route: Route, answers: { path: string; status: number; body: string }[]): Route {
  return {
    ...route,
    handler: (request, response) => {
      const end = response.end.bind(response)
      response.end = ((chunk?: unknown, ...rest: never[]) => {
        answers.push({
          path: request.url ?? '',
          status: response.statusCode,
          body: typeof chunk === 'string' ? chunk : '',
        })
        return end(chunk, ...rest)
      }) as typeof response.end
      route.handler(request, response)
    },
  }
}
