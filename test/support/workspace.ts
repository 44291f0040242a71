import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import {
  type Playground,
  type PlaygroundOptions,
  type SlackManifest,
  startPlayground,
} from '../../src/playground/start.ts'

/** What a workspace needs to know of an app where the project's manifest isn't the point of the test. */
export const smallManifest: SlackManifest = {
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [{ command: '/escalate', description: 'File an escalation', should_escape: true }],
    shortcuts: [
      { name: 'Escalate', type: 'global', callback_id: 'escalate_global' },
      { name: 'Escalate this', type: 'message', callback_id: 'escalate_message' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: ['chat:write', 'commands', 'im:write', 'im:history', 'users:read', 'channels:read', 'groups:read'],
      bot_optional: [
        'channels:manage',
        'channels:join',
        'channels:history',
        'groups:write',
        'groups:history',
        'im:read',
        'pins:write',
        'pins:read',
        'reactions:write',
        'bookmarks:write',
        'usergroups:read',
        'usergroups:write',
        'dnd:read',
        'files:write',
      ],
    },
  },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: {
      bot_events: ['app_home_opened', 'message.im', 'message.groups', 'member_joined_channel', 'user_change'],
    },
  },
}

/** The project's own manifest (HTTP), as the workspace reads it. */
export async function projectManifest(): Promise<SlackManifest> {
  const file = new URL('../../manifest/http.yaml', import.meta.url)
  return existsSync(file) ? parse(await readFile(file, 'utf8')) : smallManifest
}

/** A workspace on a free port, in memory, with the project's manifest; stop it when done. */
export async function startWorkspace(overrides: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  const manifest = overrides.manifest ?? (await projectManifest())
  return startPlayground({ eventRetryDelays: [0, 50, 100], ...overrides, manifest })
}
