import { describe, expect, it } from 'vitest'
import type { StateLine } from '../../../../src/domain/escalation/views.ts'
import { parseEscalationValue, parsePartValue } from '../../../../src/slack/blocks/ids.ts'
import { card } from '../../../../src/slack/blocks/messages/card.ts'
import { decision } from '../../../../src/slack/blocks/messages/decision.ts'
import { page } from '../../../../src/slack/blocks/messages/page.ts'
import { requesterDm } from '../../../../src/slack/blocks/messages/requester-dm.ts'
import {
  at,
  buttonsOf,
  cardView,
  decisionView,
  everyMessage,
  headOf,
  named,
  PLAIN,
  pageView,
  reader,
  requesterView,
} from './every-state.ts'

const labels = (content: { readonly blocks: unknown }) => buttonsOf(content.blocks).map((one) => one.label)
const owner = named(PLAIN)

describe('the card’s buttons follow its state', () => {
  const unclaimed: StateLine = { state: 'unclaimed', claimBy: at(15), isLate: false }
  const states: readonly (readonly [StateLine, readonly string[]])[] = [
    [unclaimed, ['Claim', 'Open', 'Actions…']],
    [{ state: 'nobody_on_call', since: at(0) }, ['Claim', 'Open', 'Actions…']],
    [{ state: 'claimed', owner, since: at(6), deadline: null }, ['Open', 'Actions…']],
    [{ state: 'waiting', owner, since: at(6), isResolvePaused: true }, ['Open', 'Actions…']],
    [{ state: 'resolved', decision: 'kept_up', tookMinutes: 1, isOnTime: true }, ['Reopen', 'Open']],
    [{ state: 'closed', at: at(9) }, ['Open']],
    [{ state: 'duplicate', of: 1 }, ['Open']],
    [{ state: 'withdrawn', reason: null }, ['Reopen']],
  ]
  for (const [line, expected] of states) {
    it(`${line.state}: ${expected.join(', ')}`, () => {
      expect(labels(card(cardView(PLAIN, { line }), reader('en')))).toEqual(expected)
    })
  }

  it('restricted: Claim and Request access', () => {
    const head = headOf(PLAIN, { isRestricted: true })
    expect(labels(card(cardView(PLAIN, { head, line: unclaimed }), reader('en')))).toEqual(['Claim', 'Request access'])
  })
})

describe('the requester’s buttons', () => {
  it('are tools while it is open, with Answer first where something is needed of them', () => {
    expect(labels(requesterDm(requesterView(PLAIN), reader('es', 'usted')))).toEqual([
      'Agregar información',
      'Sigue siendo urgente',
      'Más…',
    ])
    const line = { state: 'needs_answer', question: 'Which?', askedAt: at(1) } as const
    expect(labels(requesterDm(requesterView(PLAIN, { line }), reader('en', 'usted')))[0]).toBe('Answer')
  })

  it('say “Añadir” in Spain', () => {
    expect(labels(requesterDm(requesterView(PLAIN), reader('es-ES', 'usted')))[0]).toBe('Añadir información')
  })

  it('are nobody’s where somebody only follows', () => {
    expect(labels(requesterDm(requesterView(PLAIN, { isFollower: true }), reader('en', 'usted')))).toEqual([])
    expect(labels(decision(decisionView(PLAIN, { isFollower: true }), reader('en', 'usted')))).toEqual([])
  })

  it('ask once whether the decision helped; reopening stays until it is used', () => {
    const asked = (over: Parameters<typeof decisionView>[1]) =>
      labels(decision(decisionView(PLAIN, over), reader('en')))
    expect(asked({})).toEqual(['👍 Yes', '👎 No', 'Reopen'])
    expect(asked({ wasHelpful: false })).toEqual(['Reopen'])
    expect(asked({ wasHelpful: false, isReopened: true })).toEqual([])
  })
})

describe('the page’s buttons', () => {
  const pressed = (over: Parameters<typeof pageView>[1]) => labels(page(pageView(PLAIN, over), reader('es')))

  it('are Tomar, Visto and No puedo while it lives, tools for whoever has it, none when it is over', () => {
    expect(pressed({})).toEqual(['Tomar', 'Visto, dame 10 min', 'No puedo'])
    expect(pressed({ state: { state: 'seen', at: at(1) } })).toEqual(['Tomar', 'No puedo'])
    expect(pressed({ state: { state: 'yours', since: at(1), firstUpdateBy: null } })).toEqual([
      'Escribir novedad',
      'Abrir',
      'Liberar',
    ])
    expect(pressed({ state: { state: 'claimed_by_other', owner, at: at(1) } })).toEqual([])
    expect(pressed({ state: { state: 'seen_by_other', by: owner, at: at(6) } })).toEqual([])
    expect(pressed({ state: { state: 'passed', at: at(6), to: [owner] } })).toEqual([])
    expect(pressed({ state: { state: 'replaced' } })).toEqual([])
  })

  it('of a restricted one are Ver, Tomar and No puedo', () => {
    expect(pressed({ head: headOf(PLAIN, { isRestricted: true }) })).toEqual(['Ver', 'Tomar', 'No puedo'])
  })
})

describe('values of buttons', () => {
  it('are ids that can be read back, on every button of every message', () => {
    const seen = new Set<string>()
    for (const { name, content } of everyMessage(PLAIN, 'en')) {
      for (const value of JSON.stringify(content.blocks).matchAll(/"value":"([^"]*)"/g)) {
        const known = parseEscalationValue(value[1]) ?? parsePartValue(value[1])
        expect(known?.escalationId, name).toBe(999_999_999)
        seen.add(value[1] ?? '')
      }
    }
    expect(seen).toEqual(new Set(['999999999', '999999999/999999999', '999999999/7']))
  })

  it('that are malformed mean nothing', () => {
    for (const value of ['', '0', '01', '-1', '1042 ', '1042:', '1042:x', '1e3', '10000000000', undefined]) {
      expect(parseEscalationValue(value), String(value)).toBeNull()
    }
    for (const value of ['', '1042', '1042/', '/7', '1042/0', '1042/7/8', undefined]) {
      expect(parsePartValue(value), String(value)).toBeNull()
    }
    expect(parseEscalationValue('1042:7')).toEqual({ escalationId: 1042, version: 7 })
    expect(parseEscalationValue('1042')).toEqual({ escalationId: 1042, version: null })
    expect(parsePartValue('1042/57')).toEqual({ escalationId: 1042, partId: 57 })
  })
})
