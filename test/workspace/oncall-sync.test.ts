import { afterEach, describe, expect, test } from 'vitest'
import { scheduleNamed } from '../../src/db/stores/oncall/schedules.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { VACANCY_ACTIONS } from '../../src/slack/blocks/duty/vacancy.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { editSchedule } from '../../src/usecases/oncall/apply-settings.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, hasButton, INTAKE, LEAD, PR, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid: Ben is on call and Dan his backup; in December a weekend has no primary. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  userGroup: 'S0ONCALL',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [ANA, BEN], backup: [DAN] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20' },
      rotations: { primary: [{ id: ANA, from: '2026-11-01', to: '2026-12-11' }], backup: [CARLA] },
    },
  },
}
/** Lead 1 reads English in New York, Carla Spanish in Madrid. */
const SETTINGS = {
  ...playgroundSettings,
  teams: playgroundSettings.teams.map((team) => ({ ...team, leads: [LEAD, CARLA] })),
}
const OTHER_GROUP = { id: 'S0OTHER', handle: 'other', name: 'Other', users: [PR] }
const GROUP = { id: 'S0ONCALL', handle: 'oncall', name: 'On call', users: [LEAD] }

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function begin({
  entries = [CORE],
  mayEditUserGroups = true,
  refused,
  lost,
  intake,
}: {
  readonly entries?: readonly unknown[]
  readonly mayEditUserGroups?: boolean
  readonly refused?: { readonly method: string; readonly error: string }
  readonly lost?: string
  /** Who is in the intake channel, instead of the whole team and the bot. */
  readonly intake?: readonly string[]
} = {}): Promise<void> {
  const channels =
    intake === undefined ? [] : [{ id: INTAKE, name: 'escalations', kind: 'private' as const, members: intake }]
  bot = await startBot({
    settings: { ...SETTINGS, schedules: scheduled(...entries) },
    workspace: { seed: extendedSeed({ userGroups: [GROUP, OTHER_GROUP], channels }), mayEditUserGroups },
  })
  story = storyOf(bot)
  if (refused !== undefined) bot.slack.faults.set({ ...refused, kind: 'error', times: null })
  if (lost !== undefined) bot.slack.faults.set({ method: lost, kind: 'reset_after', times: 1 })
  await bot.settled()
}

/** As by `vigia schedules apply`. */
async function edit(entry: unknown): Promise<void> {
  const { deps } = bot.vigia
  const row = await deps.db.read((q) => scheduleNamed(q, 'core'))
  const [wanted] = scheduled(entry)
  if (row === null || wanted === undefined) throw new Error('no schedule core')
  const { id: scheduleId, version } = row
  const actor = { kind: 'job', name: 'settings' } as const
  const edited = await editSchedule(deps, actor, { scheduleId, version, rules: wanted.rules, reason: null })
  expect(edited.ok).toBe(true)
  await bot.settled()
}

const plain = (text: string) => text.replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
const members = () => bot.slack.state().userGroups.S0ONCALL?.users
const topic = () => bot.slack.channels().find((one) => one.id === INTAKE)?.topic?.value
const setting = () => bot.callsOf('usergroups.users.update')
const lastDm = (who: string, words: string) => {
  const found = story
    .as(who)
    .dms()
    .findLast((one) => one.says.includes(words))
  if (found === undefined) throw new Error(`${who} has no DM with ${words}`)
  return { message: found, says: plain(found.says) }
}

describe('the user group and the topic follow who is on call', () => {
  test('primary and backup, at each handoff, and nothing is set twice', async () => {
    await begin()
    expect(members()).toEqual([BEN, DAN])
    expect(topic()).toBe('On call: Specialist B · backup Specialist D')
    expect(setting()).toHaveLength(1)
    await bot.advanceTo(new Date('2026-11-25T09:00:00Z'))
    expect(members()).toEqual([ANA, DAN])
    expect(topic()).toBe('On call: Specialist A · backup Specialist D')
    expect(setting()).toHaveLength(2)
    expect(bot.callsOf('conversations.setTopic')).toHaveLength(2)
  })

  test('of several schedules with one group everybody is in it; a lead of the day isn’t', async () => {
    const rotations = { primary: [CARLA], lead: [LEAD] }
    const night = {
      ...CORE,
      name: 'night',
      setsTopic: false,
      layers: { weekday: { ...CORE.layers.weekday, rotations } },
    }
    await begin({ entries: [CORE, night] })
    expect(members()).toEqual([BEN, CARLA, DAN])
    expect(topic()).toBe('On call: Specialist B · backup Specialist D')
  })

  test('where nobody is on call the group keeps whom it has, and nobody is troubled', async () => {
    const alone = { weekday: { ...CORE.layers.weekday, rotations: { primary: [BEN] } } }
    await begin({ entries: [{ ...CORE, layers: alone }] })
    expect(members()).toEqual([BEN])
    story.news()
    // A Saturday, with no layer for it.
    await bot.advanceTo(new Date('2026-11-28T12:00:00Z'))
    expect(members()).toEqual([BEN])
    expect(topic()).toBe('On call: nobody')
    expect(setting().every((call) => call.answered !== 'reset' && call.answered.ok)).toBe(true)
  })

  test('where the bot may not edit groups each lead is told once, and topic and pages go on', async () => {
    await begin({ mayEditUserGroups: false })
    expect(setting().map((call) => call.answered)).toEqual([{ ok: false, error: 'permission_denied', status: 200 }])
    expect(members()).toEqual([LEAD])
    expect(topic()).toBe('On call: Specialist B · backup Specialist D')
    expect(lastDm(LEAD, 'user group').says).toContain('Everything else goes on')
    expect(lastDm(CARLA, 'grupo de usuarios').says).toContain('solo algunos pueden editar grupos')
    await bot.advanceTo(new Date('2026-11-27T09:00:00Z'))
    // Tried at each change and no oftener, told once.
    expect(setting()).toHaveLength(4)
    expect(
      story
        .as(LEAD)
        .dms()
        .filter((one) => one.says.includes('user group')),
    ).toHaveLength(1)
    await story.file(PR, { severity: 'sev1' })
    expect(story.messages(ANA, 'page:')).toHaveLength(1)
  })

  test.each([
    ['usergroups.users.update', 'plan_upgrade_required', 'paid plan', 'plan pagado'],
    ['usergroups.users.update', 'not_allowed_token_type', 'Bots may not', 'los bots no pueden'],
    ['conversations.setTopic', 'restricted_action', 'Only some may set topics', 'solo algunos pueden cambiar temas'],
    ['conversations.setTopic', 'something_new', 'Slack answered `something_new`', 'Slack respondió `something_new`'],
  ])(
    '%s, refused as %s, is told in words; once it is permitted the next change follows',
    async (method, error, en, es) => {
      await begin({ refused: { method, error } })
      expect(
        story
          .as(LEAD)
          .dms()
          .filter((one) => one.says.includes(en)),
      ).toHaveLength(1)
      expect(lastDm(CARLA, es).says).toContain('Todo lo demás sigue')
      bot.slack.faults.clear(method)
      await bot.advanceTo(new Date('2026-11-25T09:00:00Z'))
      expect(members()).toEqual([ANA, DAN])
      expect(topic()).toBe('On call: Specialist A · backup Specialist D')
    },
  )

  test('refused again after it was mended, it is news again', async () => {
    const refused = { method: 'conversations.setTopic', error: 'restricted_action' }
    const told = () =>
      story
        .as(LEAD)
        .dms()
        .filter((one) => one.says.includes('Only some may set topics')).length
    await begin({ refused })
    await bot.advanceTo(new Date('2026-11-25T15:00:00Z'))
    expect(told()).toBe(1)
    bot.slack.faults.clear(refused.method)
    await bot.advanceTo(new Date('2026-11-26T15:00:00Z'))
    bot.slack.faults.set({ ...refused, kind: 'error', times: null })
    await bot.advanceTo(new Date('2026-11-27T15:00:00Z'))
    expect(told()).toBe(2)
  })

  test('outside of its channel the bot asks to be invited, and the group follows all the same', async () => {
    await begin({ intake: [LEAD] })
    expect(lastDm(LEAD, 'topic of').says).toMatch(/invite it/)
    expect(members()).toEqual([BEN, DAN])
  })

  test('rules that no longer set the topic take its names away; another group is filled instead', async () => {
    await begin()
    await edit({ ...CORE, setsTopic: false, userGroup: 'S0OTHER' })
    expect(topic()).toBe('')
    expect(bot.slack.state().userGroups.S0OTHER?.users).toEqual([BEN, DAN])
    await bot.advanceTo(new Date('2026-11-25T09:00:00Z'))
    expect(bot.callsOf('conversations.setTopic')).toHaveLength(2)
    expect(members()).toEqual([BEN, DAN])
  })

  test('after a lost answer the list is sent once more', async () => {
    await begin({ lost: 'usergroups.users.update' })
    await bot.advance({ minutes: 1 })
    expect(members()).toEqual([BEN, DAN])
    expect(setting().map((call) => call.answered === 'reset')).toEqual([true, false])
  })
})

describe('gaps are told', () => {
  test('to each lead in one message at nine, and struck when somebody takes the shift', async () => {
    await begin()
    story.news()
    await bot.advanceTo(new Date('2026-11-25T16:00:00Z'))
    const english = lastDm(LEAD, 'gap')
    expect(english.says).toContain('Fri 11 Dec, 12:00')
    expect(english.says).toContain('nobody on call (primary)')
    expect(lastDm(CARLA, 'hueco').says).toContain('nadie de guardia (principal)')
    expect(story.news()[LEAD]).toHaveLength(1)
    await bot.advanceTo(new Date('2026-11-26T16:00:00Z'))
    // Of the same gaps nobody is told twice: this is the one of Christmas, which comes into sight.
    expect(story.news()[LEAD]).toEqual([expect.stringContaining('25 Dec')])

    const fixes = pressables(english.message.blocks).filter(({ element }) => element.action_id === ONCALL_ACTIONS.fix)
    const [first] = fixes
    await story.press(LEAD, english.message, { action: ONCALL_ACTIONS.fix, value: String(first?.element.value) })
    story.top(LEAD, ONCALL_CALLBACKS.fix)
    await story.fill(LEAD, { [ONCALL_FIELDS.who]: [BEN], [ONCALL_FIELDS.how]: 'assign' })
    await story.submit(LEAD)
    await story.submit(LEAD)
    const struck = lastDm(CARLA, '2 huecos')
    expect(struck.says).toContain('✓')
    expect(struck.says).toContain('Specialist B')
    expect(pressables(struck.message.blocks)).toHaveLength(fixes.length - 1)
  })
})

describe('gaps that an edit opens', () => {
  test('are told at once, the near ones and the far ones in one message, and struck once another edit fills them', async () => {
    await begin()
    const { weekday, weekend } = CORE.layers
    story.news()
    await edit({ ...CORE, layers: { weekday, weekend: { ...weekend, rotations: { primary: [], backup: [CARLA] } } } })
    const told = lastDm(LEAD, 'gaps')
    expect(told.says).toContain('4 new gaps in core')
    expect(actionsOn(told.message)).toEqual(Array.from({ length: 4 }, () => ONCALL_ACTIONS.fix))
    expect(lastDm(CARLA, 'huecos nuevos').says).toContain('Cubrir')
    await edit({
      ...CORE,
      layers: { weekday, weekend: { ...weekend, rotations: { primary: [ANA], backup: [CARLA] } } },
    })
    const struck = lastDm(LEAD, 'gaps')
    expect(actionsOn(struck.message)).toEqual([])
    expect(struck.says.match(/✓ .*: Specialist A/g)).toHaveLength(4)
    expect(
      story
        .as(LEAD)
        .dms()
        .filter((one) => one.says.includes('gap')),
    ).toHaveLength(1)
  })
})

describe('somebody who was deactivated', () => {
  test('leaves slots that each lead is asked about once; what was decided shows, by whom', async () => {
    await begin()
    story.news()
    await bot.slack.change(DAN, { isDeleted: true })
    await bot.settled()
    const asked = lastDm(CARLA, 'ya no está')
    expect(asked.says).toContain('Specialist D ya no está')
    expect(asked.says).toContain('respaldo')
    expect(hasButton(asked.message, VACANCY_ACTIONS.cover)).toBe(true)
    expect(story.news()).toMatchObject({ [CARLA]: [expect.any(String)], [LEAD]: [expect.any(String)] })
    expect(members()).toEqual([BEN])
    expect(topic()).toBe('On call: Specialist B')
    await story.press(LEAD, lastDm(LEAD, 'has left').message, VACANCY_ACTIONS.cover)
    story.top(LEAD, ONCALL_CALLBACKS.fix)
    await story.closeForms(LEAD)
    await story.press(CARLA, asked.message, VACANCY_ACTIONS.remove)
    expect(lastDm(LEAD, 'has left').says).toContain('✓ removed by Specialist C')
    expect(lastDm(CARLA, 'ya no está').says).toContain('✓ lo quitó Specialist C')
    for (const who of [LEAD, CARLA]) {
      expect(
        story
          .as(who)
          .dms()
          .some((one) => hasButton(one, VACANCY_ACTIONS.remove)),
      ).toBe(false)
    }
  })

  test('and came back: the question is over', async () => {
    await begin()
    await bot.slack.change(DAN, { isDeleted: true })
    await bot.settled()
    await bot.slack.change(DAN, { isDeleted: false })
    await bot.settled()
    expect(lastDm(LEAD, 'has left').says).toContain('✓ Specialist D is back')
    expect(topic()).toBe('On call: Specialist B · backup Specialist D')
  })

  test('gives back what they had, and it is paged again', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(DAN, id)
    story.news()
    await bot.slack.change(DAN, { isDeleted: true })
    await bot.settled()
    expect(story.card(id).says).not.toContain('Specialist D since')
    expect(Object.keys(story.news())).toContain(BEN)
  })
})
