import { describe, expect, it } from 'vitest'
import type { NotPermitted, Refusal } from '../../../src/domain/escalation/refusal.ts'
import type { TimelineEvent } from '../../../src/domain/escalation/timeline-event.ts'
import { STATUSES } from '../../../src/domain/escalation/words.ts'
import { LOCALES } from '../../../src/domain/language.ts'
import { refusalSentence } from '../../../src/i18n/refusals.ts'
import type { Register } from '../../../src/i18n/register.ts'
import { timelineSentence } from '../../../src/i18n/timeline.ts'

const now = new Date('2026-11-27T08:08:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const NOT_PERMITTED: readonly NotPermitted[] = [
  'stranger',
  'guest',
  'not_specialist',
  'not_requester',
  'not_lead',
  'not_owner_or_lead',
  'restricted',
]

const REFUSALS: readonly Refusal[] = [
  { code: 'already_claimed', ownerId: 'U2', since: ago(125) },
  { code: 'already_yours', since: ago(3) },
  { code: 'not_owner', ownerId: 'U2' },
  { code: 'not_owner', ownerId: null },
  ...STATUSES.map((status) => ({ code: 'wrong_status', status }) as const),
  ...NOT_PERMITTED.map((reason) => ({ code: 'not_permitted', reason }) as const),
  { code: 'not_found' },
  { code: 'stale' },
  { code: 'too_soon', again: ago(-15) },
  { code: 'same_severity' },
  ...(['itself', 'circular', 'target_not_open', 'already_linked'] as const).map(
    (reason) => ({ code: 'cannot_link', reason }) as const,
  ),
  { code: 'already_asked', since: ago(60) },
  { code: 'already_decided', byId: 'U2', at: ago(60) },
  { code: 'already_decided', byId: null, at: ago(60) },
  { code: 'person_not_eligible', personId: 'U2' },
  { code: 'invalid_text', field: 'text', problem: 'empty', max: 3000 },
  { code: 'invalid_text', field: 'text', problem: 'too_long', max: 3000 },
  { code: 'not_set_up' },
]

describe('a refusal', () => {
  const say = (refusal: Refusal, locale: (typeof LOCALES)[number], register: Register) =>
    refusalSentence(refusal, { locale, zone: 'America/New_York', register, now, nameOf: () => 'Specialist B' })

  it('tells who was first, and how long ago', () => {
    const refusal: Refusal = { code: 'already_claimed', ownerId: 'U2', since: ago(125) }
    expect(say(refusal, 'en', 'tu')).toContain('Specialist B claimed it 2 h ago.')
    expect(say(refusal, 'es', 'tu')).toContain('Specialist B lo tomó hace 2 h.')
  })

  it('says when it may be done again, on the reader’s clock', () => {
    const refusal: Refusal = { code: 'too_soon', again: ago(-15) }
    expect(say(refusal, 'en', 'tu')).toContain('from 03:23')
    expect(say(refusal, 'es', 'usted')).toContain('a las 03:23')
  })

  it('says what to do next: two sentences at least, in every language and register', () => {
    for (const locale of LOCALES) {
      for (const register of ['usted', 'tu'] as const) {
        for (const refusal of REFUSALS) {
          const text = say(refusal, locale, register)
          const isTwofold = /[.;:,] \S.*\.$| (?:y|then) .*\.$/.test(text)
          expect(isTwofold, `${locale} ${register} ${JSON.stringify(refusal)}: ${text}`).toBe(true)
          expect(text).not.toMatch(/undefined|null|NaN|\[object/)
        }
      }
    }
  })

  it('says usted to requesters and tú to the team', () => {
    for (const refusal of REFUSALS) {
      expect(say(refusal, 'es', 'usted')).not.toMatch(
        /(?<!\p{L})(?:tú|te|tuyo|tienes|puedes|tómalo|inténtalo|pide|escribe)(?!\p{L})/iu,
      )
      expect(say(refusal, 'es', 'tu')).not.toMatch(
        /(?<!\p{L})(?:usted|puede repetirlo|inténtelo|pida|escriba|espere)(?!\p{L})/iu,
      )
    }
  })
})

const EVENTS: readonly TimelineEvent[] = [
  {
    event: 'escalation_filed',
    facts: { severity: 'sev1', category: 'press', contentLanguage: 'es', isRestricted: false, via: 'command' },
  },
  {
    event: 'escalation_filed',
    facts: { severity: 'sev1', category: 'press', contentLanguage: 'es', isRestricted: true, via: 'command' },
  },
  { event: 'page_sent', facts: { userId: 'U2', minutesLate: 0 } },
  { event: 'page_sent', facts: { userId: 'U2', minutesLate: 12 } },
  { event: 'page_seen', facts: { userId: 'U2' } },
  { event: 'page_passed', facts: { userId: 'U2' } },
  { event: 'escalation_claimed', facts: { ownerId: 'U2', onBehalf: false, from: null } },
  { event: 'escalation_claimed', facts: { ownerId: 'U2', onBehalf: true, from: 'U3' } },
  { event: 'escalation_released', facts: { from: 'U2' } },
  { event: 'handover_offered', facts: { from: 'U2', to: 'U3' } },
  { event: 'handover_declined', facts: { from: 'U2', to: 'U3' } },
  { event: 'escalation_handed_over', facts: { from: 'U2', to: 'U3', how: 'on_duty' } },
  { event: 'escalation_handed_over', facts: { from: 'U2', to: 'U3', how: 'accepted' } },
  { event: 'escalation_handed_over', facts: { from: 'U2', to: 'U3', how: 'forced' } },
  { event: 'update_written', facts: { audience: 'requester', nextBy: null } },
  { event: 'update_written', facts: { audience: 'team', nextBy: null } },
  { event: 'question_asked', facts: { questionId: 1 } },
  { event: 'question_repeated', facts: { questionId: 1, times: 2 } },
  { event: 'question_answered', facts: { questionId: 1 } },
  { event: 'information_added', facts: {} },
  { event: 'still_urgent', facts: { why: 'no_news' } },
  { event: 'still_urgent', facts: { why: 'worse' } },
  { event: 'severity_changed', facts: { from: 'sev3', to: 'sev1', place: 'channel' } },
  { event: 'person_brought_in', facts: { userId: 'U3' } },
  { event: 'requester_brought_in', facts: { userId: 'U3' } },
  { event: 'follower_added', facts: { userId: 'U3' } },
  { event: 'requester_changed', facts: { from: 'U2', to: 'U3' } },
  { event: 'requester_taken_out', facts: { userId: 'U3' } },
  { event: 'requester_still_in', facts: { userId: 'U3', error: 'restricted_action' } },
  { event: 'withdrawal_requested', facts: {} },
  { event: 'withdrawal_declined', facts: {} },
  { event: 'escalation_withdrawn', facts: { how: 'at_once' } },
  { event: 'escalation_withdrawn', facts: { how: 'agreed' } },
  {
    event: 'escalation_resolved',
    facts: { resolutionId: 1, decision: 'kept_up', rootCause: 'policy_unclear' },
  },
  { event: 'escalation_closed', facts: {} },
  { event: 'escalation_reopened', facts: { from: 'closed', round: 2 } },
  { event: 'escalation_linked', facts: { duplicateOf: 1030 } },
  { event: 'duplicate_received', facts: { from: 1043 } },
  { event: 'escalation_unlinked', facts: { duplicateOf: 1030 } },
  { event: 'check_ticked', facts: { obligation: 'eu_removal_order', item: 'preserve', isTicked: true } },
  { event: 'check_ticked', facts: { obligation: 'eu_removal_order', item: 'preserve', isTicked: false } },
  { event: 'access_requested', facts: { userId: 'U3' } },
  { event: 'access_declined', facts: { userId: 'U3' } },
  ...(['claim', 'first_update', 'next_update', 'resolve'] as const).map(
    (clock) => ({ event: 'clock_breached', facts: { clock, dueAt: now.toISOString() } }) as const,
  ),
  { event: 'channel_opened', facts: { channelId: 'C1', name: 'esc-1042', sequence: 0 } },
  { event: 'channel_refused', facts: { error: 'restricted_action', sequence: 0 } },
  { event: 'channel_archived', facts: { channelId: 'C1', sequence: 0 } },
  { event: 'delivery_failed', facts: { kind: 'card', error: 'is_archived' } },
  { event: 'decision_rated', facts: { wasHelpful: true } },
  { event: 'decision_rated', facts: { wasHelpful: false } },
]

describe('the timeline', () => {
  const names = { U1: 'Lead 1', U2: 'Specialist A', U3: 'Specialist B', press: 'press' }
  const actor = { kind: 'person', person: { id: 'U1', name: 'Lead 1' } } as const

  it('has a sentence for every event, different in each language, with nobody’s id in it', () => {
    for (const event of EVENTS) {
      const english = timelineSentence({ actor, event, names }, 'en')
      const spanish = timelineSentence({ actor, event, names }, 'es')
      expect(english, event.event).not.toBe(spanish)
      for (const text of [english, spanish])
        expect(text, event.event).not.toMatch(/undefined|\bU\d\b|\bC1\b|[_*<>]{1}x|NaN/)
    }
    const said = EVENTS.map((event) => timelineSentence({ actor, event, names }, 'es'))
    expect(new Set(said).size).toBe(said.length)
  })

  it('says who did what, from what to what', () => {
    const sentence = (event: TimelineEvent) => timelineSentence({ actor, event, names }, 'en')
    expect(sentence({ event: 'severity_changed', facts: { from: 'sev3', to: 'sev1', place: 'channel' } })).toBe(
      'Lead 1 changed the severity from sev3 to sev1',
    )
    expect(sentence({ event: 'escalation_claimed', facts: { ownerId: 'U2', onBehalf: true, from: null } })).toBe(
      'Lead 1 claimed it for Specialist A',
    )
  })

  it('names the bot’s own job and the command line, and somebody where a name is gone', () => {
    const closed: TimelineEvent = { event: 'escalation_withdrawn', facts: { how: 'at_once' } }
    const by = (kind: 'job' | 'cli') => timelineSentence({ actor: { kind, name: 'close' }, event: closed, names }, 'en')
    expect(by('job')).toBe('Vigía withdrew it')
    expect(by('cli')).toBe('Command line (close) withdrew it')
    expect(timelineSentence({ actor, event: { event: 'page_seen', facts: { userId: 'U9' } }, names }, 'es')).toBe(
      'Alguien vio la alerta',
    )
  })
})
