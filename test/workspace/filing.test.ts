import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALLBACK_IDS, detailField, FIELDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { buttonsOn, inputsIn } from '../support/person.ts'
import { ANA, BEN, CARLA, DAN, hasButton, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

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

const records = async (): Promise<number> => {
  const rows = await bot.database.db.read((q) => q.execute(sql`select count(*)::int as count from escalations`))
  return Number(rows[0]?.count)
}

describe('the form', () => {
  const languages = [
    {
      who: SUPPORT,
      title: 'File an escalation',
      submit: 'File',
      about: 'What is it about?',
      names: 'Leave out names.',
      only: '🔒 Only the team that handles this will see it.',
      quiet: 'Nobody is woken. First answer by',
      wakes: '⚠ Pages the 3 people on call at once',
      hint: 'This is missing.',
      filed: (id: string) => `✓ ${id} is filed`,
      open: 'Open it',
      paged: 'Paged: Specialist A',
    },
    {
      who: PR,
      title: 'Registrar escalamiento',
      submit: 'Registrar',
      about: '¿De qué se trata?',
      names: 'Sin nombres.',
      only: '🔒 Solo lo verá el equipo que lo atiende.',
      quiet: 'No se despierta a nadie. Primera respuesta',
      wakes: '⚠ Alerta enseguida a las 3 personas de guardia',
      hint: 'Falta este dato.',
      filed: (id: string) => `✓ ${id} quedó registrado`,
      open: 'Abrir',
      paged: 'Alerta enviada a Specialist A',
    },
  ]

  test.each(languages)(
    'opens with five inputs, keeps what was typed, and turns into the answer: $title',
    async (say) => {
      const { who } = say
      await story.command(who, 'some words that I typed')
      const form = () => story.top(who, CALLBACK_IDS.file)
      const first = form()
      expect(first.title).toBe(say.title)
      expect(first.says).toContain(say.about)
      expect(inputsIn(first)).toEqual([
        FIELDS.category,
        FIELDS.summary,
        FIELDS.body,
        FIELDS.severity,
        FIELDS.contentLanguage,
      ])
      expect(first.says).toContain('some words that I typed')
      expect(first.says).toContain(say.quiet)

      // Typed, and not sent: what makes the form be drawn again loses none of it.
      await story.fill(who, { [FIELDS.body]: 'A long story with <tags> & *stars*.' })
      await story.fill(who, { [FIELDS.severity]: 'sev1' })
      expect(form().says).toContain(say.wakes)
      await story.fill(who, { [FIELDS.category]: 'threats' })
      expect(form().says).toContain(say.only)
      expect(form().says).toContain(say.names)
      await story.fill(who, { [FIELDS.category]: 'press' })
      expect(form().says).not.toContain(say.only)
      expect(inputsIn(form())).toContain(detailField('outlet'))
      await story.press(who, form(), SCREEN_ACTION_IDS.fileMore)
      expect(inputsIn(form())).toContain(FIELDS.neededBy)
      const { state, id, rootViewId } = form()
      expect(state[FIELDS.body]?.[FIELDS.body]).toMatchObject({ value: 'A long story with <tags> & *stars*.' })
      expect(state[FIELDS.summary]?.[FIELDS.summary]).toMatchObject({ value: 'some words that I typed' })
      expect(state[FIELDS.severity]?.[FIELDS.severity]).toMatchObject({ selected_option: { value: 'sev1' } })
      expect([id, rootViewId]).toEqual([first.id, first.rootViewId])

      // What is wrong is said where it is, and nothing is lost.
      await story.fill(who, { [FIELDS.body]: '   ' })
      const wrong = await story.submit(who)
      expect(Object.keys(wrong ?? {})).toEqual([FIELDS.body])
      expect(wrong?.[FIELDS.body]).toContain(say.hint)
      const before = await records()
      await story.fill(who, { [FIELDS.body]: 'They ask why it is gone.' })
      expect(await story.submit(who)).toBeNull()
      expect(await records()).toBe(before + 1)

      const answer = story.top(who, CALLBACK_IDS.filed)
      expect(answer.id).toBe(first.id)
      expect(answer.says).toContain(say.filed(answer.title))
      expect(answer.says).toContain(say.paged)
      expect(buttonsOn(answer)).toEqual([say.open])
      // Closing it doesn't bring the form back.
      await story.as(who).close()
      expect(story.as(who).viewStack()).toEqual([])
    },
  )

  test('a category that is needed is asked for at its field', async () => {
    await story.command(SUPPORT)
    await story.fill(SUPPORT, {
      [FIELDS.category]: 'trusted_flagger',
      [FIELDS.summary]: 'A notice',
      [FIELDS.body]: 'See it.',
    })
    expect(Object.keys((await story.submit(SUPPORT)) ?? {})).toEqual([detailField('flagger')])
    await story.closeForms(SUPPORT)
  })

  test('two quick choices leave the form as the later one drew it', async () => {
    await story.command(SUPPORT)
    await Promise.all([
      story.as(SUPPORT).fill({ [FIELDS.category]: 'threats' }),
      story.as(SUPPORT).fill({ [FIELDS.severity]: 'sev1' }),
    ])
    await bot.settled()
    expect(story.top(SUPPORT).says).toContain('🔒')
    await story.closeForms(SUPPORT)
  })
})

describe('other ways in', () => {
  test('the global shortcut opens the same form, empty', async () => {
    expect(await story.as(SUPPORT).globalShortcut('file_escalation')).toEqual({ ok: true })
    await bot.settled()
    expect(story.top(SUPPORT, CALLBACK_IDS.file).state[FIELDS.summary]?.[FIELDS.summary]?.value ?? null).toBeNull()
    await story.closeForms(SUPPORT)
  })

  test.each([
    { who: SUPPORT, warning: 'The team will read this text; edit it as you like.' },
    { who: PR, warning: 'El equipo leerá este texto; puede editarlo.' },
  ])('a message shortcut brings its text and its link, and posts nothing there: $warning', async ({ who, warning }) => {
    const there = () => story.as(who).channel('C0SUPPORT').everything()
    const said = there()
    const asked = said.find((message) => message.text.includes('periodista'))
    if (asked === undefined) throw new Error('the message is not there')
    await story.as(who).messageShortcut(asked, 'escalate_message')
    await bot.settled()
    const form = story.top(who, CALLBACK_IDS.file)
    expect(form.says).toContain(warning)
    const body = form.state[FIELDS.body]?.[FIELDS.body]?.value
    expect(body).toContain('Un periodista pregunta por el vídeo https://video.example/watch/8812 antes de las seis.')
    expect(body).toContain(`/archives/C0SUPPORT/p${asked.ts.replace('.', '')}`)
    await story.fill(who, { [FIELDS.category]: 'press', [FIELDS.summary]: `Video ${who}` })
    await story.submit(who)
    await story.closeForms(who)
    expect(there()).toEqual(said)
  })

  test('a workspace that nobody set up posts and pages nobody, and says so to whoever files', async () => {
    const { unsetSettings } = await import('../../src/settings/unset.ts')
    const unset = await startBot({ settings: unsetSettings })
    try {
      const silent = storyOf(unset)
      for (const [who, sentence] of [
        [SUPPORT, 'Vigía is not set up here yet'],
        [PR, 'Vigía aún no está configurada aquí'],
      ] as const) {
        await silent.command(who, 'something urgent')
        expect(silent.top(who, CALLBACK_IDS.notice).says).toContain(sentence)
        await silent.closeForms(who)
      }
      await silent.as(LEAD).openHome()
      await unset.settled()
      expect(hasButton(silent.as(LEAD).home() ?? silent.top(LEAD), SCREEN_ACTION_IDS.homeSetUp)).toBe(true)
      await unset.advance({ days: 2 })
      expect(unset.callsOf('chat.postMessage')).toEqual([])
      expect(silent.news()).toEqual({})
      unset.expectSound()
    } finally {
      await unset.stop()
    }
  })
})

test('a sev4 pages nobody: it is on the card only', () => {
  const texts = [ANA, BEN, CARLA, DAN].flatMap((who) =>
    story
      .as(who)
      .notifications()
      .map((one) => one.text),
  )
  expect(texts.filter((text) => text.startsWith('SEV4') && text.includes('claim by'))).toEqual([])
  expect(texts.some((text) => text.startsWith('SEV3') && text.includes('claim by'))).toBe(true)
})

test('while Slack takes nothing from us the answer says that the page is still to come; then it comes', async () => {
  const first = await story.file(SUPPORT, { severity: 'sev4', summary: 'Before the outage', body: 'Nothing much.' })
  bot.slack.faults.set({ method: 'chat.postMessage', kind: 'http_500', times: null })
  bot.slack.faults.set({ method: 'chat.update', kind: 'http_500', times: null })
  await story.claim(BEN, first)
  await story.does(BEN, first, 'write_update', { [FIELDS.text]: 'Nobody reads this yet.' })
  await story.command(SUPPORT)
  await story.fillFiling(SUPPORT, { severity: 'sev1', summary: 'In the outage', body: 'It goes on.' })
  expect(await story.submit(SUPPORT)).toBeNull()
  const answer = story.top(SUPPORT, CALLBACK_IDS.filed)
  expect(answer.says).toContain('Slack is not answering right now. Paged as soon as it does: Specialist A')
  expect(answer.says).not.toContain('just now')
  await story.closeForms(SUPPORT)
  bot.slack.faults.clear()
  await bot.advance({ minutes: 2 })
  expect(story.as(ANA).dms().at(-1)?.says).toContain('In the outage')
})
