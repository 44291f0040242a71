import { afterEach, describe, expect, it } from 'vitest'
import { asJson, asText } from '../../src/playground/json.ts'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import {
  callApi,
  createEndings,
  form,
  openForm,
  plain,
  type RawApp,
  rawApp,
  smallWorkspace,
} from '../support/raw-app.ts'

const endings = createEndings()
afterEach(endings.run)
const workspace = (overrides: Partial<PlaygroundOptions> = {}) => smallWorkspace(endings, overrides)
async function lastTrigger(playground: Playground, app: RawApp): Promise<unknown> {
  const person = playground.as('U0REQUESTER1')
  const top = person.topView()
  if (!top) throw new Error('no form')
  await person.click(top, 'more')
  return app.received.at(-1)?.payload.trigger_id
}

function triggeredAt(trigger: unknown): number {
  return Number(asText(trigger).split('.')[1])
}

describe('commands', () => {
  it('carry no thread, hide the names of private channels, and turn names into ids', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const lead = playground.as('U0LEAD1')
    await lead.command('C0INTAKE', '/escalate', 'ask @Specialist A <b> & see https://a.example/x.')
    expect(app.received[0]?.payload).toMatchObject({
      command: '/escalate',
      channel_id: 'C0INTAKE',
      channel_name: 'privategroup',
      user_id: 'U0LEAD1',
      team_id: 'T0PLAYGROUND',
      is_enterprise_install: 'false',
      text: 'ask <@U0SPECIALISTA|specialist.a> &lt;b&gt; &amp; see <https://a.example/x>.',
    })
    expect(app.received[0]?.payload).not.toHaveProperty('thread_ts')
    const said = await lead.say('C0INTAKE', 'root')
    expect(await lead.command('C0INTAKE', '/escalate', '', said.ts)).toMatchObject({
      ok: false,
      error: 'not_in_thread',
    })
    expect(await lead.command('C0INTAKE', '/unknown')).toMatchObject({ ok: false, error: 'unknown_command' })
    expect(await lead.command('C0SUPPORT', '/escalate')).toMatchObject({ ok: false, error: 'not_in_channel' })
  })

  it('may be answered at once, for the one who typed', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    app.answer = () => 'Only you read this'
    await playground.as('U0REQUESTER1').command('C0SUPPORT', '/escalate')
    expect(
      playground
        .as('U0REQUESTER1')
        .ephemerals()
        .map((message) => message.says),
    ).toEqual(['Only you read this'])
    expect(playground.as('U0REQUESTER2').sees('Only you read this')).toBe(false)
  })

  it('a response_url is good for five uses', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    await playground.as('U0REQUESTER1').command('C0SUPPORT', '/escalate')
    const url = asText(app.received[0]?.payload.response_url)
    const statuses: number[] = []
    for (let use = 0; use < 6; use += 1) {
      statuses.push((await fetch(url, { method: 'POST', body: JSON.stringify({ text: `use ${use}` }) })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
    expect(playground.as('U0REQUESTER1').ephemerals()).toHaveLength(5)
  })
})

describe('forms', () => {
  it('a trigger opens one form, and only one', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const { opened, triggerId } = await openForm(playground, app)
    expect(opened).toMatchObject({ ok: true, view: { state: { values: {} }, previous_view_id: null } })
    expect(asJson(opened.view).root_view_id).toBe(asJson(opened.view).id)
    expect(await callApi(playground, 'views.open', { trigger_id: triggerId, view: form() })).toMatchObject({
      error: 'exchanged_trigger_id',
    })
    expect(await callApi(playground, 'views.open', { trigger_id: 'made.up', view: form() })).toMatchObject({
      error: 'invalid_trigger_id',
    })
  })

  it('a trigger is dead after three seconds of machine time', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    await playground.as('U0REQUESTER1').command('C0SUPPORT', '/escalate')
    const { trigger_id } = app.received[0]?.payload ?? {}
    await expect.poll(() => Date.now() - triggeredAt(trigger_id), { timeout: 5_000 }).toBeGreaterThan(3_000)
    expect(await callApi(playground, 'views.open', { trigger_id, view: form() })).toMatchObject({
      error: 'expired_trigger_id',
    })
  })

  it('an update with an old hash fails, and typed words survive one with the new', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const { person, opened } = await openForm(playground, app)
    const { id, hash } = asJson(opened.view)
    await person.fill({ words: 'typed' })
    const redrawn = { view_id: id, view: form({ title: plain('Again') }) }
    expect(await callApi(playground, 'views.update', { ...redrawn, hash: 'old' })).toMatchObject({
      error: 'hash_conflict',
    })
    expect(await callApi(playground, 'views.update', { ...redrawn, hash })).toMatchObject({ ok: true })
    expect(person.topView()).toMatchObject({ title: 'Again', state: { words: { words: { value: 'typed' } } } })
    await person.submit()
    expect(await callApi(playground, 'views.update', redrawn)).toMatchObject({ error: 'not_found' })
  })

  it('three lie upon each other, with one root; a fourth is refused', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const { person, opened } = await openForm(playground, app)
    const root = asJson(opened.view).id
    for (let depth = 2; depth <= 3; depth += 1) {
      const pushed = await callApi(playground, 'views.push', {
        trigger_id: await lastTrigger(playground, app),
        view: form(),
      })
      expect(pushed).toMatchObject({ ok: true, view: { root_view_id: root } })
    }
    expect(person.viewStack()).toHaveLength(3)
    expect(
      await callApi(playground, 'views.push', { trigger_id: await lastTrigger(playground, app), view: form() }),
    ).toMatchObject({
      error: 'push_limit_reached',
    })
    app.answer = () => ({ response_action: 'clear' })
    expect(await person.submit()).toEqual({ ok: true })
    expect(person.viewStack()).toEqual([])
  })

  it('an invalid view is refused with its place', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const { opened } = await openForm(playground, app, form({ title: plain('x'.repeat(25)) }))
    expect(opened).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    })
  })

  it('a submission may be answered with another view, and with errors at inputs only', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const { person } = await openForm(playground, app)
    app.answer = () => ({ response_action: 'errors', errors: { nowhere: 'No.' } })
    expect(await person.submit()).toMatchObject({ ok: false, why: 'failed' })
    app.answer = () => ({ response_action: 'update', view: { type: 'modal', title: plain('Done'), blocks: [] } })
    expect(await person.submit()).toMatchObject({ ok: false, why: 'failed' })
    const done = { type: 'modal', title: plain('Done'), blocks: [{ type: 'section', text: plain('Thank you') }] }
    app.answer = () => ({ response_action: 'update', view: done })
    expect(await person.submit()).toEqual({ ok: true })
    expect(person.topView()).toMatchObject({ title: 'Done', hasSubmit: false })
    expect(await person.submit()).toMatchObject({ ok: false, why: 'failed' })
  })

  it('closing is told to the app only where it asked for it', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const first = await openForm(playground, app)
    await first.person.close()
    expect(app.received.map(({ payload }) => payload.type)).not.toContain('view_closed')
    const second = await openForm(playground, app, form({ notify_on_close: true }))
    await second.person.close()
    expect(app.received.at(-1)?.payload).toMatchObject({ type: 'view_closed', is_cleared: false })
  })

  it.each([
    ['present', true, true],
    ['missing_in_actions', false, true],
    ['missing', false, false],
  ] as const)('prefilled inputs that nobody touched: %s', async (prefillQuirk, inAction, inSubmission) => {
    const playground = await workspace({ prefillQuirk })
    const app = await rawApp(endings, playground)
    const { person } = await openForm(playground, app)
    await lastTrigger(playground, app)
    const hasWords = () => 'words' in asJson(asJson(asJson(app.received.at(-1)?.payload.view).state).values)
    expect(hasWords()).toBe(inAction)
    await person.submit()
    expect(hasWords()).toBe(inSubmission)
  })
})
