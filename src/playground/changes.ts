import type { Api } from './api/call.ts'
import { userWire } from './api/people.ts'
import type { User } from './model.ts'
import { userById, type Workspace } from './workspace.ts'

/** What an administrator or the person themself may change about somebody. */
export type PersonChange = Partial<
  Pick<User, 'realName' | 'title' | 'tz' | 'locale' | 'isRestricted' | 'isAdmin' | 'isDeleted' | 'dnd'>
>

/** Changes somebody, and tells the app as Slack does. */
export function changePerson(ws: Workspace, api: Api, userId: string, to: PersonChange): void {
  const user = userById(ws, userId)
  if (!user) throw new Error(`there is nobody with the id ${userId} in this workspace`)
  Object.assign(user, to)
  if (to.isDeleted) {
    for (const channel of Object.values(ws.state.channels)) {
      if (channel.kind !== 'im') channel.members = channel.members.filter((member) => member !== userId)
    }
  }
  ws.changed({ type: 'channels', users: null })
  ws.tellApp({
    name: 'user_change',
    scopes: ['users:read'],
    event: { type: 'user_change', user: userWire(api, user, true), cache_ts: ws.seconds(), event_ts: ws.nextTs() },
  })
}
