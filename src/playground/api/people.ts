import type { Json } from '../json.ts'
import type { User } from '../model.ts'
import { type Api, type Args, type Methods, paged, refuse, userOf } from './call.ts'

/** Seconds east of Greenwich at an instant (epoch ms). */
function offsetAt(zone: string, now: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '')
  if (!match) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
  return match[1] === '-' ? -seconds : seconds
}

export function userWire(api: Pick<Api, 'ws' | 'scopes'>, user: User, withLocale: boolean): Json {
  const { team } = api.ws.state
  const isStranger = user.teamId !== team.id
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.handle,
    deleted: user.isDeleted,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetAt(user.tz, api.ws.now()),
    profile: {
      title: user.title,
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.realName,
      display_name_normalized: user.realName,
      status_text: '',
      status_emoji: '',
      team: user.teamId,
      ...(api.scopes.has('users:read.email') && !user.isBot ? { email: `${user.handle}@playground.example` } : {}),
    },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    ...(isStranger ? { is_stranger: true } : {}),
    updated: 0,
    ...(withLocale ? { locale: user.locale } : {}),
  }
}

function minutesOf(user: User, now: number): { readonly from: number; readonly to: number } | null {
  if (!user.dnd) return null
  const localMidnight = Math.floor((now / 1000 + offsetAt(user.tz, now)) / 86_400) * 86_400 - offsetAt(user.tz, now)
  const from = localMidnight + user.dnd.fromMinute * 60
  const length = ((user.dnd.toMinute - user.dnd.fromMinute + 1440) % 1440) * 60
  // Of today's and tomorrow's hours of quiet: the one that is on, or comes next.
  return from + length > now / 1000 ? { from, to: from + length } : { from: from + 86_400, to: from + 86_400 + length }
}

function dndWire(api: Api, user: User): Json {
  const next = minutesOf(user, api.ws.now())
  return {
    dnd_enabled: next !== null,
    next_dnd_start_ts: next?.from ?? 1,
    next_dnd_end_ts: next?.to ?? 1,
  }
}

function groupWire(api: Api, id: string, withUsers: boolean): Json {
  const group = api.ws.state.userGroups[id]
  if (!group) return refuse('no_such_subteam')
  return {
    id: group.id,
    team_id: api.ws.state.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_delete: group.isDisabled ? 1 : 0,
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  }
}

function setGroup(api: Api, args: Args): Json {
  if (!api.usersMayEditGroups) refuse('permission_denied')
  const id = args.need('usergroup')
  const group = api.ws.state.userGroups[id]
  if (!group) return refuse('no_such_subteam')
  const users = args.ids('users')
  if (users.length === 0) refuse('no_users_provided')
  if (users.some((user) => !api.ws.state.users[user] || api.ws.state.users[user]?.isDeleted)) refuse('invalid_users')
  group.users = [...users]
  return { usergroup: groupWire(api, id, true) }
}

export const peopleMethods: Methods = {
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    run: (api, args) => ({ user: userWire(api, userOf(api, args.need('user')), args.flag('include_locale')) }),
  },
  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    run: (api, args) => {
      const { page, next } = paged(Object.values(api.ws.state.users), args, 1000)
      const members = page.map((user) => userWire(api, user, args.flag('include_locale')))
      return { members, cache_ts: api.ws.seconds(), response_metadata: { next_cursor: next } }
    },
  },
  'dnd.info': {
    tier: 3,
    scopes: ['dnd:read'],
    run: (api, args) => ({
      ...dndWire(api, userOf(api, args.text('user') || api.ws.botUserId)),
      snooze_enabled: false,
      snooze_endtime: 0,
      snooze_remaining: 0,
    }),
  },
  'dnd.teamInfo': {
    tier: 2,
    scopes: ['dnd:read'],
    run: (api, args) => {
      const users = args.ids('users')
      if (users.length > 50) refuse('too_many_users')
      return { users: Object.fromEntries(users.map((id) => [id, dndWire(api, userOf(api, id))])) }
    },
  },
  'usergroups.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    run: (api, args) => {
      const groups = Object.values(api.ws.state.userGroups).filter(
        (group) => args.flag('include_disabled') || !group.isDisabled,
      )
      return { usergroups: groups.map((group) => groupWire(api, group.id, args.flag('include_users'))) }
    },
  },
  'usergroups.users.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    run: (api, args) => {
      const group = api.ws.state.userGroups[args.need('usergroup')]
      return group ? { users: group.users } : refuse('no_such_subteam')
    },
  },
  'usergroups.users.update': { tier: 2, scopes: ['usergroups:write'], run: setGroup },
}
