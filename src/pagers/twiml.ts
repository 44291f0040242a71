import type { Locale } from '../domain/language.ts'
import type { WayMessage, WayPage } from '../domain/paging/ways.ts'
import { spelled, wayWordsOf } from '../i18n/ways.ts'
import { TWILIO_PATHS } from './twilio.ts'

/** TwiML, what Twilio reads aloud or sends. Everything that stands between its tags is escaped here. */

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** The voice of Spain for whoever reads that Spanish. */
function voiceOf(locale: Locale): string {
  return locale === 'es-ES' ? 'es-ES' : wayWordsOf(locale).call.language
}

function say(text: string, locale: Locale): string {
  return `<Say language="${voiceOf(locale)}">${escaped(text)}</Say>`
}

const response = (...parts: readonly string[]) => `${HEAD}<Response>${parts.join('')}</Response>`

/**
 * What is heard when somebody answers: severity and number, then the keys, twice. It ends by itself: an answered call is
 * no acknowledgement, because voicemail answers too.
 */
export function callTwiml(message: Exclude<WayMessage, { kind: 'follow_up' }>, publicUrl: string): string {
  const { call } = wayWordsOf(message.locale)
  const { locale } = message
  switch (message.kind) {
    case 'page':
      return callAgain(message, publicUrl)
    case 'code': {
      const digits = spelled(message.code)
      return response(say(call.code(digits), locale), '<Pause length="1"/>', say(call.codeAgain(digits), locale))
    }
    case 'test':
      return response(say(call.test, locale))
  }
}

/** The page itself, as it is heard first and again. Of what is restricted nothing more is told, and of the others neither. */
export function callAgain(
  page: Pick<WayPage, 'attemptId' | 'severity' | 'escalationId' | 'locale'>,
  publicUrl: string,
): string {
  const { call } = wayWordsOf(page.locale)
  const action = `${publicUrl}${TWILIO_PATHS.keys}?attempt=${page.attemptId}`
  const text = `${call.page(page.severity, spelled(page.escalationId))} ${call.keys}`
  const spoken = say(text, page.locale)
  const gather = `<Gather action="${escaped(action)}" method="POST" numDigits="1" timeout="6">${spoken}</Gather>`
  return response(gather, gather)
}

/** What is said after a key, before the call ends. */
export function spokenAnswer(text: string, locale: Locale): string {
  return response(say(text, locale), '<Hangup/>')
}

/** An answer to an SMS; null: none at all. */
export function textAnswer(text: string | null): string {
  return text === null ? response() : response(`<Message>${escaped(text)}</Message>`)
}
