import type { BlockKitProblem } from '../block-kit/check.ts'
import { validateBlocks, validateMessage, validateView } from '../block-kit.ts'
import { asJson, type Json } from '../json.ts'
import { randomName } from '../workspace.ts'
import { type Answer, type Api, type Args, type Methods, memberChannelOf, refuse } from './call.ts'

function validated(args: Args): Answer {
  const view = args.json('view')
  const message = args.json('message')
  const blocks = args.json('blocks')
  if (view === undefined && message === undefined && blocks === undefined) refuse('invalid_arguments')
  const problems: readonly BlockKitProblem[] = [
    ...(view === undefined ? [] : validateView(view)),
    ...(message === undefined ? [] : validateMessage(asJson(message))),
    ...(blocks === undefined ? [] : validateBlocks(blocks)),
  ]
  if (problems.length === 0) return {}
  const messages = problems.map((problem) => `[ERROR] ${problem.message} [json-pointer:${problem.path}]`)
  return refuse(view === undefined ? 'invalid_blocks' : 'invalid_view', { response_metadata: { messages } })
}

function addBookmark(api: Api, args: Args): Answer {
  const channel = memberChannelOf(api, args.need('channel_id'))
  if (channel.isArchived) refuse('is_archived')
  if (args.need('type') !== 'link') refuse('invalid_bookmark_type')
  const link = args.need('link')
  if (!URL.canParse(link)) refuse('invalid_link')
  if (channel.bookmarks.length >= 100) refuse('too_many_bookmarks')
  const bookmark: Json = {
    id: `Bk${randomName(9)}`,
    channel_id: channel.id,
    title: args.need('title'),
    link,
    emoji: args.text('emoji'),
    icon_url: '',
    type: 'link',
    date_created: api.ws.seconds(),
    app_id: api.ws.state.app.appId,
  }
  channel.bookmarks.push(bookmark)
  return { bookmark }
}

/** What concerns the app itself, and what fits nowhere else. */
export const appMethods: Methods = {
  'api.test': {
    tier: 'special',
    token: 'none',
    run: (_api, args) => (args.text('error') ? refuse(args.text('error'), { args: args.raw }) : { args: args.raw }),
  },
  'auth.test': {
    tier: 'special',
    run: (api) => {
      const { team, app } = api.ws.state
      return {
        url: `${api.ws.baseUrl()}/`,
        team: team.name,
        user: api.ws.state.users[app.botUserId]?.handle ?? 'bot',
        team_id: team.id,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
      }
    },
  },
  'blocks.validate': { tier: 'special', token: 'none', run: (_api, args) => validated(args) },
  'bookmarks.add': { tier: 2, scopes: ['bookmarks:write'], run: addBookmark },
  'bookmarks.list': {
    tier: 3,
    scopes: ['bookmarks:read'],
    run: (api, args) => ({ bookmarks: memberChannelOf(api, args.need('channel_id')).bookmarks }),
  },
  'apps.connections.open': {
    tier: 3,
    token: 'app',
    run: (api) => (api.connections() >= 10 ? refuse('too_many_websockets') : { url: api.socketUrl() }),
  },
}
