import { afterEach, describe, expect, test } from 'vitest'
import { saveSilence } from '../../src/db/stores/people.ts'
import type { SeenView } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { startForger } from '../support/forger.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, GUEST, hasButton, LEAD, PR, type Story, storyOf } from '../support/story.ts'

/**
 * It is Tuesday, 16:00 in Madrid. Carla is away this afternoon and Dan covers; from December on weekends have no primary;
 * Thursday is a public holiday in the United States that the team works through.
 */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  holidays: [{ country: 'US', as: 'ignore' }],
  holidayDates: [{ on: '2026-12-08', name: 'Inmaculada', as: 'holiday' }],
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [ANA, CARLA, BEN], backup: [BEN, DAN, ANA] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20' },
      rotations: { primary: [{ id: DAN, from: '2026-11-01', to: '2026-12-04' }], backup: [CARLA, ANA] },
    },
    holiday: { at: '09:00', anchor: '2026-11-20', rotations: { primary: [BEN], backup: [DAN] } },
  },
  overrides: [{ from: '2026-11-24T15:00', to: '2026-11-24T18:00', replace: CARLA, by: DAN, reason: 'dentist' }],
}

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function begin(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
}

async function oncall(who: string, text = ''): Promise<void> {
  const rooms = story.as(who).channels()
  const room = rooms.find((one) => one.isMember && one.kind !== 'im')
  expect(await story.as(who).command(room?.id ?? '', '/oncall', text)).toEqual({ ok: true })
  await bot.settled()
}

/** The newest note that only they see, with its date tokens as their fallbacks. */
const note = (who: string) => {
  const all = story.as(who).ephemerals()
  const last = all.toSorted((a, b) => a.ts.localeCompare(b.ts)).at(-1)
  if (last === undefined) throw new Error(`${who} was told nothing`)
  return last
}
const plain = (text: string) => text.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
const told = (who: string) => plain(note(who).says)
const read = (who: string, callbackId: string) => plain(story.top(who, callbackId).says)

async function pressFirst(who: string, view: SeenView, action: string): Promise<void> {
  const first = pressables(view.blocks).find(({ element }) => element.action_id === action)
  if (first === undefined) throw new Error(`${who} has no ${action}`)
  await story.press(who, view, { action, value: String(first.element.value) })
}

const openFix = async () => {
  await oncall(LEAD, 'gaps')
  await pressFirst(LEAD, story.top(LEAD, ONCALL_CALLBACKS.gaps), ONCALL_ACTIONS.fix)
}

describe('/oncall', () => {
  test('says who is on call now and next, until when and why, in one’s own language and time', async () => {
    await begin()
    await oncall(CARLA)
    expect(told(CARLA)).toContain('core · Policy operations')
    expect(told(CARLA)).toContain('*principal*: Specialist D hasta 18:00 · cubre (reemplazo) · luego Specialist C')
    expect(told(CARLA)).toContain(
      '*respaldo*: Specialist D hasta mié 25 nov, 09:00 · de guardia (por turno) · luego Specialist A',
    )
    expect(told(CARLA)).toContain('⚠ 3 huecos en los próximos 30 días')
    await oncall(BEN)
    expect(told(BEN)).toContain('*primary*: Specialist D until 12:00 · covering (override) · then Specialist C')
    expect(actionsOn(note(BEN))).toEqual([ONCALL_ACTIONS.openTeam, ONCALL_ACTIONS.openMe, ONCALL_ACTIONS.findCover])
    await oncall(LEAD)
    expect(actionsOn(note(LEAD))).toEqual([ONCALL_ACTIONS.openTeam, ONCALL_ACTIONS.openMe, ONCALL_ACTIONS.openGaps])
  })

  test('whom Slack silences is shown with the end of it', async () => {
    await begin()
    // Once they were looked at they are known.
    await oncall(CARLA)
    const until = new Date('2026-11-24T22:00:00Z')
    await bot.database.db.transact((tx) => saveSilence(tx, DAN, { until, readAt: bot.now() }))
    await oncall(CARLA)
    expect(told(CARLA)).toContain('Specialist D (en silencio hasta 23:00)')
  })

  test.each([
    [ANA, 'equipo', ONCALL_CALLBACKS.team, 'Guardia: dos semanas'],
    [BEN, 'team CORE', ONCALL_CALLBACKS.team, 'On call: two weeks'],
    [BEN, 'team policy', ONCALL_CALLBACKS.team, 'On call: two weeks'],
    [CARLA, 'yo', ONCALL_CALLBACKS.me, 'Mis turnos'],
    [BEN, 'me', ONCALL_CALLBACKS.me, 'My shifts'],
    [ANA, 'feriados', ONCALL_CALLBACKS.holidays, 'Feriados'],
    [CARLA, 'festivos', ONCALL_CALLBACKS.holidays, 'Festivos'],
    [BEN, 'holidays', ONCALL_CALLBACKS.holidays, 'Holidays'],
    [ANA, 'huecos', ONCALL_CALLBACKS.gaps, 'Huecos'],
    [LEAD, 'gaps', ONCALL_CALLBACKS.gaps, 'Gaps'],
  ] as const)('%s may say “%s”', async (who, text, callbackId, title) => {
    await begin()
    await oncall(who, text)
    expect(story.top(who, callbackId).title).toBe(title)
  })

  test('an unknown word is answered with what is possible', async () => {
    await begin()
    await oncall(ANA, 'vacaciones')
    expect(told(ANA)).toContain('Puedes escribir: equipo [nombre], yo, feriados, huecos, permuta')
    await oncall(BEN, 'gaps please')
    expect(told(BEN)).toContain('Possible are: team [name], me, holidays, gaps, swap')
    await oncall(BEN, 'help')
    expect(told(BEN)).toContain('who is on call now and next')
    await oncall(BEN, 'team nowhere')
    expect(told(BEN)).toContain('No schedule of yours has that name.')
  })

  test.each(['', 'team', 'me', 'holidays', 'gaps'])(
    'who is on no team with a schedule reads nothing by “%s”',
    async (text) => {
      await begin()
      for (const who of [PR, GUEST]) {
        await oncall(who, text)
        expect(story.as(who).topView()).toBeNull()
        expect(told(who)).not.toContain('Specialist')
        expect(told(who)).toMatch(/on no team|en ningún equipo/)
      }
    },
  )
})

describe('two weeks', () => {
  test('are a line a day with weekends and holidays marked, turned by two weeks, or a table', async () => {
    await begin()
    await oncall(BEN, 'team')
    expect(read(BEN, ONCALL_CALLBACKS.team)).toContain('*Wed 25 Nov*  03:00 Specialist B · backup Specialist A')
    expect(read(BEN, ONCALL_CALLBACKS.team)).toContain('▪ *Sat 28 Nov*  Specialist D · backup Specialist A')
    expect(read(BEN, ONCALL_CALLBACKS.team)).toContain('▪ *Sat 5 Dec*  ⚠ nobody · backup')
    await story.press(BEN, story.top(BEN), ONCALL_ACTIONS.teamNext)
    expect(read(BEN, ONCALL_CALLBACKS.team)).toContain(
      '★ *Tue 8 Dec* Inmaculada  Specialist C → 03:00 Specialist B · backup Specialist D',
    )
    await story.press(BEN, story.top(BEN), ONCALL_ACTIONS.teamTable)
    expect(read(BEN, ONCALL_CALLBACKS.team)).toMatch(
      /★ Tue 8 Dec +› Specialist C +› Specialist D\n +03:00 Specialist B/,
    )
    await story.press(BEN, story.top(BEN), ONCALL_ACTIONS.teamPrevious)
    expect(read(BEN, ONCALL_CALLBACKS.team)).toMatch(/Wed 25 Nov +03:00 Specialist B +03:00 Specialist A/)
  })
})

describe('my shifts', () => {
  test('are those of the next 60 days, each with a way to find cover, and what was borne', async () => {
    await begin()
    await bot.advance({ days: 2 })
    await oncall(CARLA, 'yo')
    expect(read(CARLA, ONCALL_CALLBACKS.me)).toContain('vie 27 nov, 09:00–18:00*\ncore, principal\n')
    // From 18:00 to 09:00: Tuesday afternoon was Dan's.
    expect(read(CARLA, ONCALL_CALLBACKS.me)).toContain('15 h de guardia\nentre semana 15 h · fines de semana 0 h')
    expect(hasButton(story.top(CARLA), ONCALL_ACTIONS.findCover)).toBe(true)
    await story.closeForms(CARLA)
    // A weekend is confirmed, a weekday isn't: nobody asks.
    await bot.advance({ days: 6 })
    await oncall(CARLA, 'yo')
    expect(read(CARLA, ONCALL_CALLBACKS.me)).toContain('core, respaldo (fin de semana) · sin confirmar')
    expect(read(CARLA, ONCALL_CALLBACKS.me)).not.toContain('core, principal · sin confirmar')
  })
})

describe('holidays', () => {
  const pick = (act: string, on = '2026-12-08') => `[1,"${on}","${act}"]`

  test('are the lead’s to edit, each edit shown before it is saved', async () => {
    await begin()
    await oncall(BEN, 'holidays')
    expect(read(BEN, ONCALL_CALLBACKS.holidays)).toContain('*Thu 26 Nov* · Thanksgiving Day · US · as a working day')
    expect(actionsOn(story.top(BEN))).toEqual([])
    await oncall(LEAD, 'holidays')
    const menu = pressables(story.top(LEAD).blocks).find(
      ({ element }) =>
        element.type === 'overflow' && JSON.stringify(element).includes(pick('strike').replaceAll('"', '\\"')),
    )
    await story.press(LEAD, story.top(LEAD), { block: String(menu?.blockId) }, pick('strike'))
    expect(read(LEAD, ONCALL_CALLBACKS.holidayPreview)).toContain('Tue 8 Dec is no holiday any more')
    expect(read(LEAD, ONCALL_CALLBACKS.holidayPreview)).toContain('Shifts that move')
    expect(read(LEAD, ONCALL_CALLBACKS.holidayPreview)).toMatch(/Specialist D loses .*Tue 8 Dec, 03:00/)
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.done)).toContain('✓ Saved.')
    await story.closeForms(LEAD)
    await oncall(LEAD, 'holidays')
    expect(read(LEAD, ONCALL_CALLBACKS.holidays)).toContain('Tue 8 Dec · struck')
  })

  test('one may be added; a day of the past is refused where it was typed', async () => {
    await begin()
    await oncall(LEAD, 'holidays')
    await story.press(LEAD, story.top(LEAD), ONCALL_ACTIONS.holidayAdd)
    const filled = { [ONCALL_FIELDS.name]: 'Party', [ONCALL_FIELDS.as]: 'weekend' }
    await story.fill(LEAD, { ...filled, [ONCALL_FIELDS.on]: '2026-11-23' })
    expect(Object.keys((await story.submit(LEAD)) ?? {})).toEqual([ONCALL_FIELDS.on])
    await story.fill(LEAD, { [ONCALL_FIELDS.on]: '2026-12-16' })
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.holidayPreview)).toContain('Wed 16 Dec becomes a holiday: Party · as a weekend')
    expect(read(LEAD, ONCALL_CALLBACKS.holidayPreview)).toContain('Gaps that open:')
    expect(await story.submit(LEAD)).toBeNull()
    await story.closeForms(LEAD)
    await oncall(ANA, 'feriados')
    expect(read(ANA, ONCALL_CALLBACKS.holidays)).toContain(
      '*mié 16 dic* · Party · lo agregó el equipo · como fin de semana',
    )
  })
})

describe('Fix', () => {
  test('shows who could take a gap with the reasons, and the week as it will be; who is assigned has it', async () => {
    await begin()
    await openFix()
    expect(read(LEAD, ONCALL_CALLBACKS.fix)).toContain('Fri 4 Dec, 12:00–Mon 7 Dec, 03:00: nobody on call (primary)')
    expect(read(LEAD, ONCALL_CALLBACKS.fix)).toMatch(
      /1\. Specialist B: free · 0 weekends this quarter · New York, Friday afternoon/,
    )
    await story.fill(LEAD, { [ONCALL_FIELDS.who]: [BEN], [ONCALL_FIELDS.how]: 'assign' })
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.fixPreview)).toContain('Specialist B is put on it')
    expect(read(LEAD, ONCALL_CALLBACKS.fixPreview)).toContain('▪ *Sat 5 Dec*  Specialist B · backup')
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.done)).toContain('✓ Specialist B has it, 10:00')
    await story.closeForms(LEAD)
    await oncall(LEAD, 'gaps')
    expect(read(LEAD, ONCALL_CALLBACKS.gaps)).toContain('*2 gaps in the next 30 days*')
  })

  test('asks some, and says until when; assigning takes one person', async () => {
    await begin()
    await openFix()
    await story.fill(LEAD, { [ONCALL_FIELDS.who]: [BEN, DAN], [ONCALL_FIELDS.how]: 'assign' })
    expect(await story.submit(LEAD)).toEqual({ [ONCALL_FIELDS.who]: 'Choose one person to assign.' })
    await story.fill(LEAD, { [ONCALL_FIELDS.how]: 'ask' })
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.fixPreview)).toContain('Asked: Specialist B and Specialist D')
    expect(await story.submit(LEAD)).toBeNull()
    expect(read(LEAD, ONCALL_CALLBACKS.done)).toMatch(
      /✓ asked Specialist (B and Specialist D|D and Specialist B), 10:00/,
    )
    expect(read(LEAD, ONCALL_CALLBACKS.done)).toMatch(/It expires Thu 3 Dec, 10:00/)
  })

  test('is for leads: others find no button, and a press of one is refused', async () => {
    await begin()
    await oncall(LEAD, 'gaps')
    const fix = pressables(story.top(LEAD, ONCALL_CALLBACKS.gaps).blocks).find(
      ({ element }) => element.action_id === ONCALL_ACTIONS.fix,
    )
    await oncall(BEN, 'gaps')
    expect(actionsOn(story.top(BEN, ONCALL_CALLBACKS.gaps))).toEqual([])
    await story.closeForms(BEN)
    const forger = await startForger(bot)
    for (const who of [BEN, PR, GUEST]) {
      expect(await forger.press(who, ONCALL_ACTIONS.fix, String(fix?.element.value))).not.toBe('')
      expect(story.as(who).topView()).toBeNull()
    }
    for (const value of ['', '[]', '[1,"nobody","primary",9,3]', '{"a":1}']) {
      expect(await forger.press(LEAD, ONCALL_ACTIONS.fix, value)).toBe('')
    }
    await forger.stop()
  })
})

describe('App Home', () => {
  test('has my next shift, and for leads the gaps with a way to fix them', async () => {
    await begin()
    const homeOf = async (who: string) => {
      await story.as(who).openHome()
      await bot.vigia.idle()
      const home = story.as(who).home()
      if (home === null) throw new Error(`${who} has no Home`)
      return home
    }
    const carla = await homeOf(CARLA)
    expect(plain(carla.says)).toContain('Tu próximo turno: mar 24 nov, 18:00–mié 25 nov, 09:00')
    expect(hasButton(carla, ONCALL_ACTIONS.fix)).toBe(false)
    const lead = await homeOf(LEAD)
    expect(plain(lead.says)).toContain('*3 gaps in the next 30 days*')
    await pressFirst(LEAD, lead, ONCALL_ACTIONS.fix)
    expect(read(LEAD, ONCALL_CALLBACKS.fix)).toContain('nobody on call (primary)')
    expect(hasButton(await homeOf(PR), ONCALL_ACTIONS.openTeam)).toBe(false)
  })
})
