import { describe, expect, it } from 'vitest'
import type { MessageContent } from '../../../../src/slack/blocks/kit.ts'
import { card } from '../../../../src/slack/blocks/messages/card.ts'
import { decision } from '../../../../src/slack/blocks/messages/decision.ts'
import { line } from '../../../../src/slack/blocks/messages/line.ts'
import { page } from '../../../../src/slack/blocks/messages/page.ts'
import { requesterDm } from '../../../../src/slack/blocks/messages/requester-dm.ts'
import { workCard } from '../../../../src/slack/blocks/messages/work-card.ts'
import {
  at,
  cardView,
  decisionView,
  everyMessage,
  headOf,
  named,
  PLAIN,
  pageView,
  reader,
  requesterView,
  shownText,
  workCardView,
} from './every-state.ts'

/** As the reader sees it: tokens show their fallback. */
const shown = (content: MessageContent) =>
  shownText(content)
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .split('\n')

const head = headOf(PLAIN, { id: 1042 })
const night = at(-4 * 60 + 2) // 03:02 in New York
const minutes = (count: number) => new Date(night.getTime() + count * 60_000)
const typed = { ...PLAIN, body: 'They call at six' }

describe('the words of SCREENS', () => {
  it('a card', () => {
    const view = cardView(typed, {
      head,
      filedAt: night,
      from: 'PR',
      line: { state: 'unclaimed', claimBy: minutes(15), isLate: false },
      paged: [
        { person: { id: 'U1', name: 'Specialist A' }, at: night, state: 'not_seen' },
        { person: { id: 'U2', name: 'Specialist B' }, at: minutes(5), state: 'waiting' },
      ],
      possibleDuplicates: [1030],
    })
    expect(shown(card(view, reader('en'))).slice(0, 5)).toEqual([
      '*SEV1 · ESC-1042* · Press or high-profile inquiry · ES content',
      'Playlist removed, broadcaster asks',
      '○ Unclaimed · claim by 03:17',
      'Paged: Specialist A 03:02 (not seen) → Specialist B 03:07',
      'From PR · filed 03:02 · possible duplicate of ESC-1030',
    ])
    expect(shown(card(view, reader('es')))[2]).toBe('○ Sin responsable · tomar antes de las 03:17')
  })

  it('a card whose pages went out together says their hour once, in the order of the hours', () => {
    const paged = (name: string, at: Date, state: 'waiting' | 'not_seen' | 'seen') => ({
      person: { id: `U${name}`, name: `Specialist ${name}` },
      at,
      state,
    })
    const view = cardView(typed, {
      filedAt: night,
      paged: [
        paged('D', minutes(5), 'waiting'),
        paged('A', night, 'not_seen'),
        paged('B', night, 'not_seen'),
        paged('C', night, 'seen'),
      ],
    })
    expect(shown(card(view, reader('en')))[3]).toBe(
      'Paged: Specialist A, Specialist B 03:02 (not seen), Specialist C 03:02 (seen) → Specialist D 03:07',
    )
  })

  it('a work card tells the team what the requester read last, and what they were asked', () => {
    const owner = { id: 'U2', name: 'Specialist B' }
    const view = workCardView(typed, {
      line: { state: 'waiting', owner, since: minutes(60), isResolvePaused: true },
      filedAt: night,
      last: { text: '12 tracks checked', at: minutes(30) },
      question: 'Which station?',
    })
    expect(shown(workCard(view, reader('en')))).toEqual(
      expect.arrayContaining(['> Which station?', 'Last: “12 tracks checked” 03:32']),
    )
  })

  it('a claimed, a late and a closed card', () => {
    const owner = { id: 'U2', name: 'Specialist B' }
    const claimed = (state: 'running' | 'due_soon' | 'late') =>
      cardView(typed, {
        filedAt: night,
        line: {
          state: 'claimed',
          owner,
          since: minutes(6),
          deadline: { clock: 'first_update', state, dueAt: minutes(36) },
        },
      })
    const second = (view: ReturnType<typeof cardView>, locale: 'en' | 'es') => shown(card(view, reader(locale)))[2]
    expect(second(claimed('running'), 'en')).toBe('● Specialist B since 03:08 · update by 03:38')
    expect(second(claimed('running'), 'es')).toBe('● Specialist B desde 03:08 · novedad antes de 03:38')
    expect(second(claimed('late'), 'en')).toBe('⚠ Specialist B since 03:08 · update late since 03:38')
    expect(second(claimed('late'), 'es')).toBe('⚠ Specialist B desde 03:08 · novedad con retraso desde 03:38')
    expect(second(claimed('due_soon'), 'en')?.startsWith('◔ ')).toBe(true)
    const resolved = cardView(typed, {
      line: { state: 'resolved', decision: 'kept_up', tookMinutes: 182, isOnTime: true },
    })
    expect(second(resolved, 'en')).toBe('✓ Kept up · 3 h 02 min · on time')
    expect(second(resolved, 'es')).toBe('✓ Se mantiene · 3 h 02 min · en plazo')
    const closed = cardView(typed, { line: { state: 'closed', at: new Date('2026-11-25T15:00:00Z') } })
    expect(second(closed, 'en')).toBe('▪ Closed 25 Nov')
    expect(second(closed, 'es')).toBe('▪ Cerrado 25 nov')
  })

  it('a deadline on another day names the day', () => {
    const line = { state: 'unclaimed', claimBy: new Date('2026-12-01T06:00:00Z'), isLate: false } as const
    const view = cardView(typed, { line, head: headOf(PLAIN, { severity: 'sev3' }) })
    expect(shown(card(view, reader('en')))[2]).toBe('○ Unclaimed · claim by Tue 1 Dec 01:00')
    expect(shown(card(view, reader('es')))[2]).toBe('○ Sin responsable · tomar antes del mar 1 dic 01:00')
  })

  it('one o’clock has its own article in Spanish', () => {
    const line = { state: 'unclaimed', claimBy: new Date('2026-11-27T06:17:00Z'), isLate: false } as const
    const view = cardView(typed, { line, filedAt: new Date('2026-11-27T06:02:00Z') })
    expect(shown(card(view, reader('es')))[2]).toBe('○ Sin responsable · tomar antes de la 01:17')
  })

  it('a requester’s DM', () => {
    const view = requesterView(typed, {
      head,
      line: { state: 'with', owner: { id: 'U2', name: 'Specialist B' }, since: minutes(6) },
      nextNewsBy: minutes(66),
      last: { text: '12 pistas revisadas, faltan 2', at: minutes(29) },
    })
    expect(shown(requesterDm(view, reader('es', 'usted'))).slice(0, 5)).toEqual([
      '*ESC-1042* · Prensa o consulta de alto perfil · sev1',
      'Playlist removed, broadcaster asks',
      '● La atiende Specialist B desde las 03:08',
      'Próxima novedad antes de las 04:08',
      'Última: «12 pistas revisadas, faltan 2» 03:31',
    ])
    expect(shown(requesterDm(view, reader('en', 'usted'))).slice(2, 4)).toEqual([
      '● With Specialist B since 03:08',
      'Next news by 04:08',
    ])
  })

  it('a decision', () => {
    const view = decisionView(typed, {
      head,
      reason: 'news reporting',
      rule: 'exception 4.2',
      sentence: 'We reviewed it',
    })
    expect(shown(decision(view, reader('en', 'usted'))).slice(0, 6)).toEqual([
      '*✓ ESC-1042 decided: kept up*',
      'Why: news reporting',
      'Rule: exception 4.2',
      'By Specialist B, 3 h 02 min after filing',
      'You can say: `We reviewed it`',
      'Was this helpful?',
    ])
    expect(shown(decision(view, reader('es', 'usted'))).slice(0, 1)).toEqual([
      '*✓ ESC-1042 resuelto: se mantiene publicado*',
    ])
  })

  it('a page and its preview', () => {
    const view = pageView(typed, {
      head,
      filedAt: night,
      from: 'PR',
      claimBy: minutes(15),
      neededBy: null,
      team: 'Policy',
    })
    const es = page(view, reader('es'))
    expect(es.text).toBe('SEV1 · ESC-1042 · prensa · contenido en español · tomar antes de las 03:17')
    expect(page(view, reader('en')).text).toBe('SEV1 · ESC-1042 · press · ES content · claim by 03:17')
    expect(shown(es).slice(0, 4)).toEqual([
      '*SEV1 · ESC-1042 · Prensa o consulta de alto perfil*',
      '> Playlist removed, broadcaster asks',
      'Contenido en español · registró PR a las 03:02 · tomar antes de las 03:17',
      'Te toca: de guardia de Policy',
    ])
  })

  it('what becomes of a page', () => {
    const edited = (state: Parameters<typeof pageView>[1], locale: 'en' | 'es') =>
      shown(page(pageView(typed, { head, filedAt: night, ...state }), reader(locale)))
    const owner = { id: 'U2', name: 'Specialist B' }
    const other = { state: { state: 'claimed_by_other', owner, at: minutes(6) } } as const
    expect(edited(other, 'en')[1]).toBe('Specialist B claimed it at 03:08. Nothing to do.')
    expect(edited(other, 'es')[1]).toBe('Lo tomó Specialist B a las 03:08. No tienes que hacer nada.')
    const yours = { state: { state: 'yours', since: minutes(3), firstUpdateBy: minutes(30) } } as const
    expect(edited(yours, 'en')).toContain('✓ You have it since 03:05. First update by 03:32.')
    expect(edited(yours, 'es')).toContain('✓ Es tuyo desde las 03:05. Primera novedad antes de las 03:32.')
    const withdrawn = { state: { state: 'withdrawn', at: minutes(7) } } as const
    expect(edited(withdrawn, 'es')[1]).toBe('Retirado a las 03:09. No tienes que hacer nada.')
    const released = { state: { state: 'released', at: minutes(18), by: null } } as const
    expect(edited(released, 'en')[1]).toBe('You released it at 03:20.')
    expect(edited(released, 'es')[1]).toBe('Lo liberaste a las 03:20.')
    const late = { state: { state: 'live', minutesLate: 12, isRepeat: false } } as const
    expect(edited(late, 'en')).toContain('⚠ 12 min late (Slack didn’t answer).')
  })

  it('a line mentions whom it is for, and names everybody else', () => {
    const view = {
      line: 'update',
      id: 1042,
      mention: 'U0REQUESTER1',
      text: '12 tracks checked',
      by: named(PLAIN),
      audience: 'requester',
      nextNewsBy: minutes(60),
      at: night,
    } as const
    expect(shown(line(view, reader('en', 'usted')))).toEqual([
      '<@U0REQUESTER1> *Update* from Specialist B:',
      '> 12 tracks checked',
      'Next news by 04:02.',
    ])
  })
})

describe('Spanish', () => {
  const ES = everyMessage(typed, 'es').map((one) => ({
    ...one,
    shown: `${one.content.text}\n${shownText(one.content)}`,
  }))

  it('says usted to requesters', () => {
    const familiar =
      /(?<!\p{L})(?:tú|te|ti|tu|tus|tuyo|tienes|puedes|quieres|tómalo|responde|escribe|pulsa|pide)(?!\p{L})/iu
    for (const { name, shown: text } of ES.filter((one) => one.to === 'usted')) expect(text, name).not.toMatch(familiar)
  })

  it('says tú to the team', () => {
    const formal = /(?<!\p{L})(?:usted|su|sus|le|tiene que|puede|responda|escriba|pulse|pida)(?!\p{L})/iu
    for (const { name, shown: text } of ES.filter((one) => one.to === 'tu')) expect(text, name).not.toMatch(formal)
  })

  it('opens what it closes: ¿…? and ¡…!', () => {
    for (const { name, shown: text } of ES) {
      expect(text.match(/\?/g)?.length, name).toBe(text.match(/¿/g)?.length)
      const marks = text.replace(/<!date/g, '')
      expect(marks.match(/!/g)?.length, name).toBe(marks.match(/¡/g)?.length)
    }
  })
})
