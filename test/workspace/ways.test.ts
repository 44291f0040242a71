import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenView } from '../../src/playground/driver.ts'
import { WAY_ACTIONS, WAY_CALLBACKS, WAY_FIELDS } from '../../src/slack/blocks/screens/ways-ids.ts'
import { createVault } from '../../src/system/vault.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { type EmulatedTwilio, startTwilio } from '../support/emulated-twilio.ts'
import { type MailServer, startMailServer } from '../support/pager-servers.ts'
import { buttonsOn } from '../support/person.ts'
import { ANA, BEN, hasButton, PR, type Story, storyOf } from '../support/story.ts'

/** "How you are reached", in the workspace: Home, its forms, and what comes by the ways. */

async function homeOf(bot: RunningBot, story: Story, who: string): Promise<SeenView> {
  await story.as(who).openHome()
  await bot.vigia.idle()
  const home = story.as(who).home()
  if (home === null) throw new Error(`${who} has no Home`)
  return home
}

describe('where nothing but Slack is set up', () => {
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

  test('Home shows Slack alone, and a test page goes there', async () => {
    const home = await homeOf(bot, story, BEN)
    expect(home.says).toContain('*How you are reached*\n1. Slack DM · at once')
    expect(hasButton(home, WAY_ACTIONS.change)).toBe(false)
    await story.press(BEN, home, WAY_ACTIONS.test)
    await expect.poll(() => story.top(BEN).says).toContain('✓ Slack DM: sent')
    expect(story.as(BEN).dms().at(-1)?.says).toContain('This is your test page. Nothing to do.')
    await story.closeForms(BEN)
  })

  test('a requester reads nothing of it: no page reaches them', async () => {
    expect((await homeOf(bot, story, PR)).says).not.toContain('localizamos')
  })
})

describe('where SMS and e-mail are set up', () => {
  let bot: RunningBot
  let story: Story
  let twilio: EmulatedTwilio
  let mail: MailServer
  beforeAll(async () => {
    twilio = await startTwilio('http://127.0.0.1:9/none')
    mail = await startMailServer()
    const { accountSid, authToken, from, url: apiUrl } = twilio
    bot = await startBot({
      pagers: {
        vault: createVault(new Uint8Array(32).fill(9)),
        publicUrl: null,
        twilio: { accountSid, authToken, from, apiUrl },
        mail: { url: mail.url, from: 'vigia@example.com' },
        pagerDuty: null,
        webhookHosts: [],
      },
    })
    story = storyOf(bot)
  })
  afterAll(async () => {
    bot.expectSound()
    await Promise.all([bot.stop(), twilio.stop(), mail.stop()])
  })

  const openAdd = async (who: string) => {
    await story.press(who, await homeOf(bot, story, who), WAY_ACTIONS.change)
    await story.press(who, story.top(who, WAY_CALLBACKS.list), WAY_ACTIONS.add)
    return story.top(who, WAY_CALLBACKS.add)
  }

  test('a number is added, proved by the code that came, and stands in Home', async () => {
    const form = await openAdd(ANA)
    // Without a public address nobody is called, so calls aren't offered.
    expect(form.says).not.toContain('Llamada')
    await story.fill(ANA, { [WAY_FIELDS.address]: '600' })
    expect(await story.submit(ANA)).toEqual({ [WAY_FIELDS.address]: 'Ahí no se puede llegar. Mira el ejemplo.' })
    await story.fill(ANA, { [WAY_FIELDS.address]: '+52 55 5010 0042' })
    expect(await story.submit(ANA)).toBeNull()
    const code = /\d{6}/.exec((await twilio.messages()).at(-1)?.body ?? '')?.[0] ?? ''
    story.top(ANA, WAY_CALLBACKS.code)
    await story.fill(ANA, { [WAY_FIELDS.code]: code === '000000' ? '000001' : '000000' })
    expect(await story.submit(ANA)).toEqual({ [WAY_FIELDS.code]: 'No es el código. Intentos que quedan: 4.' })
    await story.fill(ANA, { [WAY_FIELDS.code]: code })
    expect(await story.submit(ANA)).toBeNull()
    expect(story.top(ANA, WAY_CALLBACKS.list).says).toContain('✓ Mensaje de texto (SMS) ••42: confirmado')
    await story.closeForms(ANA)
    expect((await homeOf(bot, story, ANA)).says).toContain('2. Mensaje de texto (SMS) ••42 · al momento · sin probar')
  })

  test('a test page comes by all of them, and Home remembers when', async () => {
    await story.press(ANA, await homeOf(bot, story, ANA), WAY_ACTIONS.test)
    await expect.poll(() => story.top(ANA).says).toContain('✓ Mensaje de texto (SMS) ••42: enviado')
    expect((await twilio.messages()).at(-1)?.body).toBe('Vigia: esta es tu alerta de prueba. No tienes que hacer nada.')
    await story.closeForms(ANA)
    await bot.advance({ days: 9 })
    expect((await homeOf(bot, story, ANA)).says).toContain('probado hace 9 días')
  })

  test('a sev1 comes by SMS too, and asks for no answer that would reach nobody', async () => {
    const id = await story.file(PR, { severity: 'sev1' })
    await bot.settled()
    const text = (await twilio.messages()).at(-1)
    expect(text?.to).toBe('+525550100042')
    expect(text?.body).toMatch(new RegExp(`^Vigia SEV1 ESC-${id} .*\\. Responde en Slack\\.$`))
  })

  test('order and delay are changed, and a way is removed, from its own line', async () => {
    const list = await (async () => {
      await story.press(ANA, await homeOf(bot, story, ANA), WAY_ACTIONS.change)
      return story.top(ANA, WAY_CALLBACKS.list)
    })()
    expect(buttonsOn(list)).toEqual(['Orden, espera', 'Quitar', 'Nueva vía'])
    await story.press(ANA, list, WAY_ACTIONS.edit)
    await story.fill(ANA, { [WAY_FIELDS.delay]: '5' })
    expect(await story.submit(ANA)).toBeNull()
    expect(story.top(ANA, WAY_CALLBACKS.list).says).toContain('a los 5 min')
    await story.press(ANA, story.top(ANA, WAY_CALLBACKS.list), WAY_ACTIONS.remove)
    expect(story.top(ANA, WAY_CALLBACKS.list).says).toContain('Por ahora, solo Slack.')
    await story.closeForms(ANA)
    expect((await homeOf(bot, story, ANA)).says).not.toContain('••42')
  })

  test('what the provider refuses is said where the code is waited for', async () => {
    await openAdd(BEN)
    await story.fill(BEN, { [WAY_FIELDS.kind]: 'email', [WAY_FIELDS.address]: 'specialist.b@example.com' })
    mail.refuseNext(550)
    expect(await story.submit(BEN)).toBeNull()
    expect(story.top(BEN, WAY_CALLBACKS.code).says).toContain('It could not be sent (smtp_550).')
    await story.closeForms(BEN)
  })
})
