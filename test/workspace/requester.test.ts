import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, hasButton, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

const dmOf = (who: string, id: number) => story.message(who, `dm:${id}:${who}`)

/** By the requester's own buttons: [More…], then the one in the modal. */
async function byMore(
  who: string,
  id: number,
  action: 'withdraw' | 'add_follower' | 'hand_to_colleague',
  values: Record<string, string | readonly string[]>,
) {
  await story.press(who, dmOf(who, id), ACTION_IDS.more)
  await story.byForm(who, story.top(who, CALLBACK_IDS.more), action, values)
}

async function resolved(): Promise<number> {
  const id = await story.file(PR, { severity: 'sev2' })
  await story.claim(BEN, id)
  story.news()
  await story.does(BEN, id, 'resolve', {
    [FIELDS.decision]: 'kept_up',
    [FIELDS.rule]: '4.2',
    [FIELDS.reason]: 'Cobertura informativa.',
  })
  return id
}
const decisionOf = (who: string) => story.messages(who, 'decision:').at(-1) ?? story.inDm(who, ACTION_IDS.rateYes)

// First, while nothing else is open: a week passes.
test('an escalation whose days are over is closed, silently', async () => {
  const id = await resolved()
  story.news()
  await bot.advance({ days: 7 })
  expect(story.card(id).says).toContain('▪ Closed')
  expect(
    Object.values(story.news())
      .flat()
      .filter((text) => text.includes(`ESC-${id}`)),
  ).toEqual([])
  expect(hasButton(decisionOf(PR), ACTION_IDS.reopen)).toBe(true)
})

describe('withdrawing', () => {
  test('takes effect at once while nobody has it, and every page says that nothing is to be done', async () => {
    const id = await story.file(PR, { severity: 'sev1' })
    story.news()
    await byMore(PR, id, 'withdraw', { [FIELDS.why]: 'Se resolvió solo.' })
    expect(story.card(id).says).toContain('✕ Withdrawn')
    expect(actionsOn(story.card(id))).toEqual([ACTION_IDS.reopen])
    for (const who of [ANA, BEN, CARLA]) {
      const page = story.as(who).dms().at(-1)
      expect(page?.says).toMatch(/Withdrawn|Retirado/)
      expect(page && actionsOn(page)).toEqual([])
    }
    expect(story.news()).toEqual({})
  })

  test('after a claim is a request to the owner, who is asked once; everything goes on until they agree', async () => {
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    story.news()
    await story.press(PR, dmOf(PR, id), ACTION_IDS.more)
    await story.press(PR, story.top(PR, CALLBACK_IDS.more), 'withdraw')
    await story.fill(PR, { [FIELDS.why]: 'Ya no hace falta.' })
    await story.submit(PR)
    expect(story.top(PR, CALLBACK_IDS.notice).says).toContain('✓ Enviado.')
    await story.closeForms(PR)
    expect(story.card(id).says).toContain('● Specialist B since')
    expect(dmOf(PR, id).says).toContain('Usted pidió retirarlo')
    expect(story.news()).toEqual({ [BEN]: [expect.stringContaining('withdrawal asked for')] })
    await story.press(BEN, story.inDm(BEN, ACTION_IDS.acceptRequest), ACTION_IDS.acceptRequest)
    expect(story.card(id).says).toContain('✕ Withdrawn')
    expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · retirado`] })
    await story.does(PR, id, 'reopen', { [FIELDS.text]: 'Volvió.' })
    expect(story.card(id).says).toContain('● Specialist B since')
  })

  test('that the owner doesn’t agree to is told, and it stays open', async () => {
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    await byMore(PR, id, 'withdraw', { [FIELDS.why]: 'Ya no hace falta.' })
    story.news()
    await story.press(BEN, story.inDm(BEN, ACTION_IDS.declineRequest), ACTION_IDS.declineRequest)
    expect(story.card(id).says).toContain('● Specialist B since')
    expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · sigue abierto`] })
  })
})

describe('other people', () => {
  test('who else should know gets a DM of their own and every line that the requester gets, and may do less', async () => {
    const id = await story.file(PR, { severity: 'sev1' })
    await byMore(PR, id, 'add_follower', { [FIELDS.people]: [SUPPORT] })
    expect(dmOf(SUPPORT, id).says).toContain('You follow this escalation.')
    expect(hasButton(dmOf(SUPPORT, id), ACTION_IDS.stillUrgent)).toBe(false)
    story.news()
    await story.claim(BEN, id)
    await story.resolve(BEN, id)
    expect(story.news()[SUPPORT]).toEqual([`<@${SUPPORT}> ESC-${id} · claimed`, expect.stringContaining('decided')])
  })

  test('a colleague takes the request over; who handed it on goes on following', async () => {
    const id = await story.file(PR, { severity: 'sev2' })
    await byMore(PR, id, 'hand_to_colleague', { [FIELDS.person]: SUPPORT })
    expect(actionsOn(dmOf(SUPPORT, id))).toContain(ACTION_IDS.stillUrgent)
    expect(actionsOn(dmOf(PR, id))).not.toContain(ACTION_IDS.stillUrgent)
    await story.claim(BEN, id)
    story.news()
    await story.does(BEN, id, 'ask_requester', { [FIELDS.text]: 'Which one?' })
    expect(Object.keys(story.news())).toEqual([SUPPORT])
    await story.byForm(SUPPORT, dmOf(SUPPORT, id), 'answer', { [FIELDS.text]: 'The second.' })
    expect(story.card(id).says).toContain('● Specialist B since')
  })
})

describe('still urgent', () => {
  test('no news is a line to the owner, once per half hour, and never a page', async () => {
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    story.news()
    await story.byForm(PR, dmOf(PR, id), 'still_urgent', { [FIELDS.why]: 'no_news' })
    expect(story.news()).toEqual({ [BEN]: [`<@${BEN}> ESC-${id} · asked for news`] })
    await story.press(PR, dmOf(PR, id), ACTION_IDS.stillUrgent)
    await story.fill(PR, { [FIELDS.why]: 'no_news' })
    const wrong = await story.submit(PR)
    const said = wrong === null ? story.top(PR).says : Object.values(wrong).join()
    expect(said).toContain('Eso se hizo hace poco. Puede repetirlo')
    await story.closeForms(PR)
    expect(story.news()).toEqual({})
    await bot.advance({ minutes: 30 })
    await story.byForm(PR, dmOf(PR, id), 'still_urgent', { [FIELDS.why]: 'no_news' })
    expect(Object.keys(story.news())).toEqual([BEN])
  })

  test('it got worse: the owner is asked whether the severity should go up', async () => {
    const id = await story.file(PR, { severity: 'sev3' })
    await story.claim(BEN, id)
    story.news()
    await story.byForm(PR, dmOf(PR, id), 'still_urgent', { [FIELDS.why]: 'worse', [FIELDS.text]: 'Está en la radio.' })
    expect(story.news()).toEqual({ [BEN]: [`<@${BEN}> ESC-${id} · it got worse`] })
    expect(story.as(LEAD).sees('Está en la radio.')).toBe(true)
  })
})

describe('a decision', () => {
  test('is one DM with the reason, a sentence to say, a survey and a way to reopen', async () => {
    const id = await resolved()
    expect(story.news()).toEqual({ [PR]: [`SEV2 · ESC-${id} · odio · idioma del contenido sin confirmar · resuelto`] })
    const decision = decisionOf(PR)
    expect(decision.says).toContain(`✓ ESC-${id} resuelto: se mantiene publicado`)
    expect(decision.says).toContain('Motivo: Cobertura informativa.')
    expect(decision.says).toContain('Puede decir:')
    expect(decision.says).toContain('¿Le sirvió?')
    expect(actionsOn(decision)).toEqual([ACTION_IDS.rateYes, ACTION_IDS.rateNo, ACTION_IDS.reopen])
    await story.press(PR, decision, ACTION_IDS.rateNo)
    expect(decisionOf(PR).says).toContain('👎 Gracias.')
    expect(actionsOn(decisionOf(PR))).toEqual([ACTION_IDS.reopen])
    await story.command(LEAD, `show ${id}`)
    await story.press(LEAD, story.top(LEAD), 'view_timeline')
    expect(story.top(LEAD).says).toContain('Requester 1 did not find the decision helpful')
    await story.closeForms(LEAD)
  })

  test('is reopened by the requester, and by the team; its message loses its buttons', async () => {
    const id = await resolved()
    await story.byForm(PR, decisionOf(PR), 'reopen', { [FIELDS.text]: 'Sigue en Francia.' })
    expect(story.card(id).says).toContain('● Specialist B since')
    expect(decisionOf(PR).says).toContain('↩ Reabierto')
    expect(actionsOn(decisionOf(PR))).toEqual([])
    expect(Object.keys(story.news()).toSorted()).toEqual([PR, BEN].toSorted())
    await story.resolve(BEN, id)
    await story.byForm(DAN, story.card(id), 'reopen', { [FIELDS.text]: 'The wrong list.' })
    expect(story.card(id).says).toContain('● Specialist B since')
    await story.resolve(BEN, id)
    expect(hasButton(decisionOf(PR), ACTION_IDS.rateYes)).toBe(true)
  })
})
