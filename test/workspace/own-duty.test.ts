import { afterEach, describe, expect, test } from 'vitest'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { OWN_ACTIONS, OWN_CALLBACKS, OWN_FIELDS } from '../../src/slack/blocks/duty/own.ts'
import { ONCALL_CALLBACKS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, hasButton, LEAD, PR, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid: Carla until tomorrow at 09:00, then Dan, Ana, Ben. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  keptDaysAYear: 2,
  holidayDates: [
    { on: '2026-12-08', name: 'Inmaculada', as: 'ignore' },
    { on: '2026-12-07', name: 'Fiesta', as: 'weekend' },
  ],
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'monday 09:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [BEN, CARLA, DAN, ANA] },
    },
  },
}

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function started(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
  story.news()
}

async function oncall(who: string, text: string): Promise<void> {
  const room = story
    .as(who)
    .channels()
    .find((one) => one.isMember && one.kind !== 'im')
  expect(await story.as(who).command(room?.id ?? '', '/oncall', text)).toEqual({ ok: true })
  await bot.settled()
}

const plain = (says: string) => says.replace(/<!date[^|]*\|([^>]*)>/g, '$1')

describe('/oncall cover', () => {
  test('typed in Spanish, shown as it was understood, saved, told to whom it relieves, and undone', async () => {
    await started()
    await oncall(ANA, `cubrir @Specialist D hasta el jueves a las 9`)
    const form = story.top(ANA, OWN_CALLBACKS.cover)
    expect(form.says).toContain('La guardia de quién')
    expect(await story.submit(ANA)).toBeNull()
    const preview = plain(story.top(ANA, OWN_CALLBACKS.coverPreview).says)
    // Ana is in Mexico City: nine there is sixteen in Madrid, where Dan's day ends at nine.
    expect(preview).toContain('Specialist A cubre a Specialist D: *mar 24 nov, 09:00–jue 26 nov, 09:00*')
    expect(preview).toContain('• mié 25 nov, 02:00–jue 26 nov, 02:00 (core, principal)')
    expect(await story.submit(ANA)).toBeNull()
    expect(Object.keys(story.news())).toEqual([DAN])
    const done = story.top(ANA, ONCALL_CALLBACKS.done)
    await story.press(ANA, done, OWN_ACTIONS.undoOverride)
    const undone = story.top(ANA, ONCALL_CALLBACKS.done)
    expect(undone.says).toContain('✓ Deshecho')
    expect(hasButton(undone, OWN_ACTIONS.undoOverride)).toBe(false)
    expect(Object.keys(story.news())).toEqual([DAN])
    await story.closeForms(ANA)
    await oncall(ANA, 'yo')
    expect(story.top(ANA, ONCALL_CALLBACKS.me).says).not.toContain('cubres')
  })

  test('[Undo] of what was undone meanwhile says so in its place: no button stays', async () => {
    await started()
    await oncall(ANA, `cubrir @Specialist D hasta el jueves a las 9`)
    await story.submit(ANA)
    await story.submit(ANA)
    const done = story.top(ANA, ONCALL_CALLBACKS.done)
    await oncall(DAN, 'me')
    await story.press(DAN, story.top(DAN, ONCALL_CALLBACKS.me), OWN_ACTIONS.undoOverride)
    await story.press(ANA, done, OWN_ACTIONS.undoOverride)
    const after = story.top(ANA, ONCALL_CALLBACKS.done)
    expect(after.says).not.toContain('✓')
    expect(hasButton(after, OWN_ACTIONS.undoOverride)).toBe(false)
  })

  test('stands in /oncall me of both, and either may undo it', async () => {
    await started()
    await oncall(ANA, `cubrir @Specialist D hasta el jueves a las 9`)
    await story.submit(ANA)
    await story.submit(ANA)
    await story.closeForms(ANA)
    await oncall(DAN, 'me')
    const mine = story.top(DAN, ONCALL_CALLBACKS.me)
    expect(mine.says).toContain('you are covered by Specialist A')
    await story.press(DAN, mine, OWN_ACTIONS.undoOverride)
    expect(story.top(DAN, ONCALL_CALLBACKS.me).says).not.toContain('covered by')
  })

  test('what can’t be read is said at its field, and what was typed stays', async () => {
    await started()
    await oncall(BEN, `cover @Specialist C until whenever`)
    expect(await story.submit(BEN)).toEqual({ [OWN_FIELDS.until]: expect.stringContaining('can’t read that') })
    await story.fill(BEN, { [OWN_FIELDS.until]: '1 November 2027 01:30' })
    // In New York that comes on the seventh: this one is once.
    await story.fill(BEN, { [OWN_FIELDS.until]: '7 November 2027 01:30' })
    const twice = await story.submit(BEN)
    expect(twice?.[OWN_FIELDS.until]).toContain('2027-11-07 01:30 -04:00')
    await story.fill(BEN, { [OWN_FIELDS.until]: '14 March 2027 02:30' })
    expect((await story.submit(BEN))?.[OWN_FIELDS.until]).toContain('01:30 or 03:30')
    await story.fill(BEN, { [OWN_FIELDS.until]: 'yesterday 9:00' })
    expect(await story.submit(BEN)).not.toBeNull()
  })

  test('nobody puts somebody else on duty but a lead; without effect it isn’t saved', async () => {
    await started()
    await oncall(BEN, `cover @Specialist B until thursday 9`)
    expect((await story.submit(BEN))?.[OWN_FIELDS.person]).toBeDefined()
    await story.closeForms(BEN)
    await oncall(BEN, `cover @Requester 1 until thursday 9`)
    expect((await story.submit(BEN))?.[OWN_FIELDS.person]).toBeDefined()
    await story.closeForms(BEN)
    await oncall(LEAD, `cover @Specialist C until tomorrow 9:00`)
    await story.fill(LEAD, { [OWN_FIELDS.by]: BEN })
    expect(await story.submit(LEAD)).toBeNull()
    expect(story.top(LEAD, OWN_CALLBACKS.coverPreview).says).toContain('Specialist B covers Specialist C')
    expect(await story.submit(LEAD)).toBeNull()
    expect(Object.keys(story.news()).sort()).toEqual([BEN, CARLA].sort())
  })

  test('an outsider is refused', async () => {
    await started()
    await oncall(PR, `cover @Specialist C until tomorrow 9:00`)
    expect(await story.submit(PR)).not.toBeNull()
  })
})

describe('/oncall keep', () => {
  test('days of one’s own, charged to the allowance, given back; too many are refused there', async () => {
    await started()
    await oncall(DAN, 'keep')
    expect(story.top(DAN, OWN_CALLBACKS.keep).says).toContain('left: 2 of 2 in 2026, 2 of 2 in 2027')
    await story.fill(DAN, { [OWN_FIELDS.first]: '2026-12-14', [OWN_FIELDS.last]: '2026-12-16' })
    expect(Object.keys((await story.submit(DAN)) ?? {})).toEqual([OWN_FIELDS.charge])
    await story.fill(DAN, { [OWN_FIELDS.last]: '2026-12-15' })
    expect(await story.submit(DAN)).toBeNull()
    const preview = story.top(DAN, OWN_CALLBACKS.keepPreview).says
    expect(preview).toContain('You keep Mon 14 Dec–Tue 15 Dec. Turns that begin then pass you over.')
    expect(preview).toContain('Left in 2026: 0 of 2 days.')
    expect(preview).toContain('− You are no longer on call: ')
    expect(preview).toContain('+ You are on call instead: ')
    expect(await story.submit(DAN)).toBeNull()
    expect(story.top(DAN, ONCALL_CALLBACKS.done).says).toContain('✓ You keep Mon 14 Dec–Tue 15 Dec.')
    await story.closeForms(DAN)
    await oncall(DAN, 'me')
    const mine = story.top(DAN, ONCALL_CALLBACKS.me)
    expect(mine.says).toContain('0 of 2 days left')
    await story.press(DAN, mine, OWN_ACTIONS.giveBack)
    // Drawn again where it was pressed.
    expect(story.top(DAN, ONCALL_CALLBACKS.me).says).toContain('2 of 2 days left')
  })

  test('a public holiday is traded for another day', async () => {
    await started()
    await oncall(CARLA, 'reservar')
    await story.fill(CARLA, {
      [OWN_FIELDS.first]: '2026-12-16',
      [OWN_FIELDS.last]: '2026-12-16',
      [OWN_FIELDS.charge]: '2026-12-07',
    })
    expect(await story.submit(CARLA)).toBeNull()
    expect(story.top(CARLA, OWN_CALLBACKS.keepPreview).says).toContain('A cambio del lun 7 dic.')
    expect(await story.submit(CARLA)).toBeNull()
    await story.closeForms(CARLA)
    await oncall(CARLA, 'yo')
    expect(story.top(CARLA, ONCALL_CALLBACKS.me).says).toContain('lun 7 dic')
  })

  test('a turn that has begun isn’t moved: cover is to be found', async () => {
    await started()
    await oncall(CARLA, 'keep')
    await story.fill(CARLA, { [OWN_FIELDS.first]: '2026-11-25', [OWN_FIELDS.last]: '2026-11-25' })
    expect((await story.submit(CARLA))?.[OWN_FIELDS.first]).toBeDefined()
  })
})

describe('a trigger lives three seconds', () => {
  test.each([
    ['cover', 'cover @Specialist C until tomorrow 9:00', 'Cover'],
    ['keep', 'keep', 'Days you keep'],
  ])('the view of /oncall %s stands before its form is looked up', async (_, typed, title) => {
    await started()
    // What it is drawn with doesn't reach it.
    bot.slack.faults.set({ method: 'views.update', kind: 'error', error: 'not_found', times: 1 })
    await oncall(BEN, typed)
    const view = story.top(BEN, OWN_CALLBACKS.opening)
    expect(view.says).toContain('One moment…')
    expect(view.says).toContain(title)
    bot.slack.faults.clear()
    await story.closeForms(BEN)
  })
})
