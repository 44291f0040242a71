import { escNumber } from '../domain/escalation/words.ts'
import type { WayMessage } from '../domain/paging/ways.ts'
import type { DeliveryOutcome } from '../outbox/outcome.ts'
import type { Clock, Vault } from '../ports.ts'
import { webhookSecret } from '../usecases/ways/webhook-secret.ts'
import type { Http } from './http.ts'
import { outcomeOf, type Try } from './outcome.ts'
import { webhookSignature } from './signature.ts'

/** What is posted, as docs/webhook.md says. A restricted page has neither category nor language. */
export function webhookBody(message: WayMessage): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case 'page':
      return {
        version: 1,
        type: 'page',
        id: `page-${message.attemptId}`,
        isRepeat: message.isRepeat,
        number: escNumber(message.escalationId),
        severity: message.severity,
        ...(message.categoryShort === null ? {} : { category: message.categoryShort.en }),
        ...(message.contentLanguage === null ? {} : { contentLanguage: message.contentLanguage }),
        claimBy: message.claimBy?.toISOString() ?? null,
        link: message.link,
      }
    case 'follow_up':
      return {
        version: 1,
        type: message.action,
        id: `${message.action}-${message.attemptId}`,
        number: escNumber(message.escalationId),
      }
    case 'code':
      return { version: 1, type: 'code', code: message.code }
    case 'test':
      return { version: 1, type: 'test' }
  }
}

/** `machine`: signatures tell machine time, so that the receiver can refuse what is old. */
export function createWebhook(made: { readonly vault: Vault; readonly machine: Clock }, http: Http) {
  return {
    async send(address: string, message: WayMessage, at: Try): Promise<DeliveryOutcome> {
      const body = JSON.stringify(webhookBody(message))
      const timestamp = String(Math.floor(made.machine.now().getTime() / 1000))
      const answer = await http.post(address, {
        headers: {
          'content-type': 'application/json',
          'x-vigia-timestamp': timestamp,
          'x-vigia-signature': webhookSignature(webhookSecret(made.vault, address), timestamp, body),
        },
        body,
        now: at.now,
      })
      return outcomeOf(answer, at, { name: 'webhook' })
    },
  }
}
