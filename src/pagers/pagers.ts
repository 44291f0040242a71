import { WAY_KINDS, type WayKind } from '../domain/paging/ways.ts'
import type { DeliveryOutcome } from '../outbox/outcome.ts'
import type { Deliver } from '../outbox/relay.ts'
import type { Clock, Vault } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import type { OtherWays } from '../usecases/ways/other-ways.ts'
import { followUpDelivery, pageWayDelivery } from '../usecases/ways/view.ts'
import { createHttp } from './http.ts'
import { createMail, type MailConfig } from './mail.ts'
import { createPagerDuty } from './pagerduty.ts'
import { createTwilio, type TwilioConfig } from './twilio.ts'
import { createWebhook } from './webhook.ts'

/** What is set up; null or empty: that way isn't offered. */
export interface PagersConfig {
  readonly vault: Vault
  readonly publicUrl: string | null
  readonly twilio: Omit<TwilioConfig, 'publicUrl'> | null
  readonly mail: MailConfig | null
  readonly pagerDuty: { readonly apiUrl: string } | null
  readonly webhookHosts: readonly string[]
}

export interface Pagers extends OtherWays {
  stop(): Promise<void>
}

/** The ways outside Slack. Opens nothing before it sends. `machine` is the machine's own clock, for signatures. */
export function createPagers(config: PagersConfig, made: { readonly clock: Clock; readonly machine: Clock }): Pagers {
  const { vault, publicUrl, webhookHosts } = config
  const http = createHttp()
  const twilio = config.twilio === null ? null : createTwilio({ ...config.twilio, publicUrl }, http)
  const mail = config.mail === null ? null : createMail(config.mail)
  const pagerDuty = config.pagerDuty === null ? null : createPagerDuty(config.pagerDuty, http)
  const webhook = createWebhook({ vault, machine: made.machine }, http)
  const isSetUp: Readonly<Record<WayKind, boolean>> = {
    sms: twilio !== null,
    // Keys come back by a callback: without an address of ours nobody is called.
    voice: twilio !== null && publicUrl !== null,
    email: mail !== null,
    pagerduty: pagerDuty !== null,
    webhook: webhookHosts.length > 0,
  }
  return {
    offered: WAY_KINDS.filter((kind) => isSetUp[kind]),
    webhookHosts,
    publicUrl,
    vault,
    async send({ kind, address }, message, tries = 1): Promise<DeliveryOutcome> {
      const at = { now: made.clock.now(), tries }
      if (!isSetUp[kind]) return { kind: 'unroutable', error: 'not_set_up' }
      if (kind === 'pagerduty' && pagerDuty !== null) return pagerDuty.send(address, message, at)
      if (kind === 'webhook') return webhook.send(address, message, at)
      if (message.kind === 'follow_up') throw new Error(`${kind} follows nothing up`)
      if (kind === 'email' && mail !== null) return mail.send(address, message, at)
      if (kind === 'sms' && twilio !== null) return twilio.sendSms(address, message, at)
      if (kind === 'voice' && twilio !== null) return twilio.call(address, message, at)
      throw new Error(`${kind} is set up and can't be sent by`)
    },
    async stop() {
      mail?.stop()
      await http.stop()
    },
  }
}

/** Delivers what goes by another way than Slack: asks what it says now, sends it, says what came of it. */
export function createWayDeliver(deps: Deps): Deliver {
  return async (row, keepLease) => {
    const { intent } = row
    if (intent.kind !== 'page_way' && intent.kind !== 'page_follow_up') throw new Error(`${intent.kind} goes by Slack`)
    const { attemptId } = intent
    const delivery =
      intent.kind === 'page_way'
        ? await pageWayDelivery(deps, { attemptId, isRepeat: row.isUncertain })
        : await followUpDelivery(deps, intent)
    if (delivery === null) return { kind: 'moot' }
    const { otherWays } = deps
    if (delivery.kind === 'not_set_up' || otherWays === undefined) return { kind: 'unroutable', error: 'not_set_up' }
    if (!(await keepLease())) return { kind: 'retry', at: deps.clock.now(), error: 'lease_lost' }
    return otherWays.send(delivery.to, delivery.message, row.attempts)
  }
}
