import { z } from 'zod'
import { escNumber, type Severity } from '../domain/escalation/words.ts'
import type { WayMessage } from '../domain/paging/ways.ts'
import { pageSummary, wayWordsOf } from '../i18n/ways.ts'
import type { DeliveryOutcome } from '../outbox/outcome.ts'
import type { Http } from './http.ts'
import { outcomeOf, type Try } from './outcome.ts'

const SEVERITIES: Readonly<Record<Severity, 'critical' | 'error' | 'warning' | 'info'>> = {
  sev1: 'critical',
  sev2: 'error',
  sev3: 'warning',
  sev4: 'info',
}

/** PagerDuty's limit of a summary. */
const LONGEST_SUMMARY = 1024

const accepted = z.object({ dedup_key: z.string() })

/** An event of PagerDuty's Events API v2, without its routing key. */
export function pagerDutyEvent(message: WayMessage): Readonly<Record<string, unknown>> {
  switch (message.kind) {
    case 'page':
      return {
        event_action: 'trigger',
        dedup_key: dedupKey(message.escalationId),
        client: 'Vigía',
        ...(message.link === null ? {} : { links: [{ href: message.link, text: escNumber(message.escalationId) }] }),
        payload: {
          summary: pageSummary(message).slice(0, LONGEST_SUMMARY),
          source: 'vigia',
          severity: SEVERITIES[message.severity],
          class: message.severity,
          timestamp: message.askedAt.toISOString(),
        },
      }
    case 'follow_up':
      return { event_action: message.action, dedup_key: dedupKey(message.escalationId) }
    case 'code':
      return note('code', wayWordsOf(message.locale).mail.codeSubject(message.code))
    case 'test':
      return note('test', wayWordsOf(message.locale).mail.testSubject)
  }
}

/** Every page of one escalation is one alert there, however often somebody is paged. */
function dedupKey(escalationId: number): string {
  return `vigia-${escalationId}`
}

function note(what: string, summary: string): Readonly<Record<string, unknown>> {
  return {
    event_action: 'trigger',
    dedup_key: `vigia-${what}`,
    client: 'Vigía',
    payload: { summary, source: 'vigia', severity: 'info', class: what },
  }
}

/** `apiUrl` without a slash at its end; the routing key is the way's address. */
export function createPagerDuty(config: { readonly apiUrl: string }, http: Http) {
  return {
    async send(routingKey: string, message: WayMessage, at: Try): Promise<DeliveryOutcome> {
      const answer = await http.post(`${config.apiUrl}/v2/enqueue`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key: routingKey, ...pagerDutyEvent(message) }),
        now: at.now,
      })
      return outcomeOf(answer, at, {
        name: 'pagerduty',
        idOf: (body) => accepted.safeParse(body).data?.dedup_key ?? null,
      })
    },
  }
}
