import { createServer } from 'node:http'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { sendHttp } from '../../src/playground/bot/http-delivery.ts'
import type { Json } from '../../src/playground/json.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS, FORM_ACTIONS, SCREEN_ACTION_IDS, sentenceField } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from './bot.ts'
import { ANA, BEN, CARLA, LEAD, PR, type Story, storyOf } from './story.ts'

/**
 * A bot with restricted escalations in every state that has words of its own, and a hand that writes Slack's payloads
 * itself, signed: any id, in any place, as any member.
 */

export const COLLEAGUE = 'U0COLLEAGUE'
const FILER = 'U0HIDDEN'
/** Every word that anybody wrote about the restricted ones begins so. */
const MARK = 'sealedword'
/** Also in each of those texts: whoever looks for it finds nothing. */
export const WORD = 'lighthouse'
/** Who filed them is nobody else's business either. */
export const SECRETS = [MARK, 'Hidden Filer']

export type Sent = readonly [kind: 'interactive' | 'slash_commands' | 'events_api', payload: Json]

/** How many are under way at a time: more would only wait for each other. */
const AT_A_TIME = 8

export const text = (value: string): Json => ({ type: 'plain_text_input', value })
export const option = (value: string): Json => ({ type: 'static_select', selected_option: { value } })
const person = (id: string): Json => ({ type: 'users_select', selected_user: id })
/** Every input of every form, filled: each form takes its own. */
export const FILLED: Readonly<Record<string, Json>> = {
  [FIELDS.text]: text('Forged.'),
  [FIELDS.audience]: option('requester'),
  [FIELDS.decision]: option('kept_up'),
  [FIELDS.reason]: text('Forged.'),
  [sentenceField('kept_up')]: text('Forged.'),
  [FIELDS.person]: person(BEN),
  [FIELDS.people]: { type: 'multi_users_select', selected_users: [BEN] },
  [FIELDS.newSeverity]: option('sev1'),
  [FIELDS.number]: text('1'),
  [FIELDS.why]: option('worse'),
}

export const PRESSES: readonly string[] = [
  ...new Set([...Object.values(ACTION_IDS), ...Object.values(SCREEN_ACTION_IDS), ...FORM_ACTIONS]),
  ...['open_channel', 'view_timeline', FIELDS.decision, FIELDS.category, FIELDS.severity],
]

/** Presses that go by what the view holds, rather than by the button's value. */
export const REDRAWING: readonly string[] = [
  ...[FIELDS.decision, FIELDS.category, FIELDS.severity, SCREEN_ACTION_IDS.resolveMore, SCREEN_ACTION_IDS.fileMore],
  ...[SCREEN_ACTION_IDS.listNext, SCREEN_ACTION_IDS.timelineNext, SCREEN_ACTION_IDS.homeNext],
]

export type SealedBench = Awaited<ReturnType<typeof startSealedBench>>

export async function startSealedBench() {
  const responses: string[] = []
  const listener = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      responses.push(Buffer.concat(chunks).toString())
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const responseUrl = `http://127.0.0.1:${address.port}/`
  const bot: RunningBot = await startBot({
    workspace: {
      seed: extendedSeed({
        people: [
          { id: COLLEAGUE, name: 'Colleague' },
          { id: FILER, name: 'Hidden Filer', locale: 'en-GB' },
        ],
        channels: [{ id: 'C0GENERAL', name: 'general', members: [FILER, COLLEAGUE, ANA, BEN, CARLA, LEAD, PR, 'bot'] }],
      }),
    },
  })
  const story = storyOf(bot)
  const ids = await restrictedOnes(story)
  const rows = await bot.database.db.read((q) => q.execute(sql`select max(id)::int as id from requests`))

  /** Sends them all, and gives each answer, and after them all that the bot said or tried to show in return. */
  async function forged(all: readonly Sent[]): Promise<{ readonly answers: readonly string[]; readonly said: string }> {
    bot.slack.clearCalls()
    responses.length = 0
    const to = { url: bot.eventsUrl, secret: bot.slack.signingSecret, timeout: 3_000 }
    const answers: string[] = []
    for (let at = 0; at < all.length; at += AT_A_TIME) {
      const some = all.slice(at, at + AT_A_TIME)
      const replies = await Promise.all(some.map(([kind, payload]) => sendHttp(to, kind, payload, null)))
      for (const reply of replies) {
        expect(reply.kind).toBe('ok')
        answers.push(reply.kind === 'ok' ? JSON.stringify(reply.body) : '')
      }
      await bot.vigia.idle()
    }
    return {
      answers,
      said: [...answers, ...responses, ...bot.slack.calls().map((call) => JSON.stringify(call))].join('\n'),
    }
  }

  function from(who: string): Json {
    return {
      team: { id: bot.slack.teamId, domain: 'playground' },
      user: { id: who, username: who, name: who, team_id: bot.slack.teamId },
      api_app_id: bot.slack.appId,
      token: 'forged',
      trigger_id: 'forged',
    }
  }

  function press(who: string, actionId: string, value: string, view: Json | null = null): Sent {
    const place =
      view === null
        ? {
            container: { type: 'message', message_ts: '1.000001', channel_id: 'C0INTAKE', is_ephemeral: false },
            channel: { id: 'C0INTAKE', name: 'escalations' },
            message: { type: 'message', ts: '1.000001', text: '' },
            response_url: responseUrl,
          }
        : { container: { type: 'view', view_id: 'V0FORGED' }, view }
    const actions = [{ type: 'button', action_id: actionId, block_id: 'forged', value, action_ts: '1.000002' }]
    return ['interactive', { type: 'block_actions', ...from(who), ...place, state: { values: {} }, actions }]
  }

  function submit(
    who: string,
    callbackId: string,
    metadata: string,
    values: Readonly<Record<string, Json>> = {},
  ): Sent {
    const view = modal(callbackId, metadata, values)
    return ['interactive', { type: 'view_submission', ...from(who), view, response_urls: [] }]
  }

  function command(who: string, text: string): Sent {
    const typed = { command: '/escalate', text, user_id: who, user_name: who, team_id: bot.slack.teamId }
    const place = { channel_id: 'C0GENERAL', channel_name: 'general', trigger_id: 'forged', response_url: responseUrl }
    return ['slash_commands', { ...typed, ...place, token: 'forged', api_app_id: bot.slack.appId }]
  }

  function event(inner: Json): Sent {
    const { teamId, appId, botUserId } = bot.slack
    const about = { token: 'forged', type: 'event_callback', team_id: teamId, api_app_id: appId, event_id: 'Ev0FORGED' }
    return [
      'events_api',
      { ...about, authorizations: [{ team_id: teamId, user_id: botUserId, is_bot: true }], event: inner },
    ]
  }

  /** All that could have changed. */
  async function records(): Promise<unknown> {
    return bot.database.db.read(async (q) => [
      [
        ...(await q.execute(
          sql`select id, status, owner_id, requester_id, severity, version from escalations order by id`,
        )),
      ],
      [...(await q.execute(sql`select count(*)::int from timeline where event <> 'access_requested'`))],
      [...(await q.execute(sql`select count(*)::int from followers`))],
      [...(await q.execute(sql`select count(*)::int from participants`))],
      [...(await q.execute(sql`select count(*)::int from requests where kind <> 'access'`))],
    ])
  }

  return {
    ...{ bot, story, ids, forged, press, submit, command, event, records },
    /** A request that is still open: somebody asked to withdraw one of them. */
    requestId: Number(rows[0]?.id),
    async stop() {
      await bot.stop()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}

/** How a modal comes back whose inputs hold this. */
export function modal(callbackId: string, metadata: string, values: Readonly<Record<string, Json>> = {}): Json {
  return {
    ...{ id: 'V0FORGED', root_view_id: 'V0FORGED', type: 'modal', callback_id: callbackId, hash: '1.forged' },
    private_metadata: metadata,
    blocks: Object.keys(values).map((field) => ({ type: 'input', block_id: field })),
    state: { values: Object.fromEntries(Object.entries(values).map(([key, held]) => [key, { [key]: held }])) },
  }
}

/** One in each state that has words of its own. */
async function restrictedOnes(story: Story): Promise<readonly number[]> {
  let nr = 0
  const filed = () => {
    nr += 1
    const body = `${MARK} ${WORD} body, https://example.com/${MARK}/${nr}`
    return story.file(FILER, { category: 'threats', severity: 'sev2', summary: `${MARK} ${WORD} summary`, body })
  }
  const unclaimed = await filed()
  const waiting = await filed()
  await story.claim(ANA, waiting)
  await story.does(ANA, waiting, 'write_update', { [FIELDS.text]: `${MARK} ${WORD} team`, [FIELDS.audience]: 'team' })
  await story.does(FILER, waiting, 'withdraw', { [FIELDS.why]: `${MARK} ${WORD} withdrawal` })
  await story.does(ANA, waiting, 'ask_requester', { [FIELDS.text]: `${MARK} ${WORD} question` })
  const resolved = await filed()
  await story.claim(ANA, resolved)
  await story.resolve(ANA, resolved, {
    [FIELDS.reason]: `${MARK} ${WORD} reason`,
    [FIELDS.rule]: `${MARK} ${WORD} rule`,
  })
  const withdrawn = await filed()
  await story.does(FILER, withdrawn, 'withdraw', { [FIELDS.why]: `${MARK} ${WORD} gone` })
  const duplicate = await filed()
  await story.does(ANA, duplicate, 'link', { [FIELDS.number]: String(unclaimed) })
  return [unclaimed, waiting, resolved, withdrawn, duplicate]
}
