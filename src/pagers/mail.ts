import { createTransport } from 'nodemailer'
import type { WayMessage } from '../domain/paging/ways.ts'
import { pageSummary, wayWordsOf } from '../i18n/ways.ts'
import type { DeliveryOutcome } from '../outbox/outcome.ts'
import { later, sent, type Try } from './outcome.ts'

export interface MailConfig {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which is encrypted before anything is said. */
  readonly url: string
  readonly from: string
}

/** Of machine time, for each step. */
const TIMEOUT_MS = 5_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

type Mailed = Exclude<WayMessage, { kind: 'follow_up' }>

interface Letter {
  readonly subject: string
  readonly text: string
}

export function letterOf(message: Mailed): Letter {
  const { mail } = wayWordsOf(message.locale)
  switch (message.kind) {
    case 'page': {
      const summary = pageSummary(message)
      const where = message.link === null ? mail.inSlack : mail.open(message.link)
      return { subject: summary, text: `${summary}\n\n${where}\n\n-- \n${mail.why}\n` }
    }
    case 'code':
      return { subject: mail.codeSubject(message.code), text: `${mail.code(message.code)}\n` }
    case 'test':
      return { subject: mail.testSubject, text: `${mail.test}\n\n-- \n${mail.why}\n` }
  }
}

export function createMail(config: MailConfig, timeoutMs = TIMEOUT_MS) {
  const isHere = LOOPBACK.has(new URL(config.url).hostname)
  const transport = createTransport(
    {
      url: config.url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      requireTLS: !isHere,
    },
    { from: config.from },
  )
  const host = config.from.slice(config.from.lastIndexOf('@') + 1).replace(/>$/, '')
  return {
    async send(to: string, message: Mailed, at: Try): Promise<DeliveryOutcome> {
      const letter = letterOf(message)
      // The same message keeps its id: mail programs show a repeat once.
      const messageId = message.kind === 'page' ? { messageId: `<vigia-page-${message.attemptId}@${host}>` } : {}
      try {
        const info = await transport.sendMail({
          to,
          ...letter,
          ...messageId,
          priority: 'high',
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return sent(info.messageId)
      } catch (error) {
        return failed(error, at)
      }
    },
    stop: () => transport.close(),
  }
}

/** Before the message itself was handed over nothing has taken effect; after it nobody knows. */
function failed(error: unknown, at: Try): DeliveryOutcome {
  if (!(error instanceof Error)) throw error
  const fields = new Map<string, unknown>(Object.entries(error))
  const status = fields.get('responseCode')
  if (typeof status === 'number') {
    const code = `smtp_${status}`
    return status >= 500 ? { kind: 'unroutable', error: code } : later(code, at)
  }
  const code = fields.get('code')
  if (typeof code !== 'string') throw error
  const isSent = fields.get('command') === 'DATA'
  return isSent ? { kind: 'unknown', error: `smtp_${code.toLowerCase()}` } : later(`smtp_${code.toLowerCase()}`, at)
}
