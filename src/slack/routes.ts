import type { App } from '@slack/bolt'
import { registerCommand } from './listeners/command.ts'
import { registerEvents } from './listeners/events.ts'
import { registerFiling } from './listeners/filing.ts'
import { registerForms } from './listeners/forms.ts'
import { registerHome } from './listeners/home.ts'
import { registerOnCall } from './listeners/oncall.ts'
import { registerPaging } from './listeners/paging.ts'
import { registerPresses } from './listeners/presses.ts'
import { registerReading } from './listeners/reading.ts'
import { registerSearch } from './listeners/search.ts'
import type { Surface } from './surface.ts'

/** Every way in from Slack. The manifest's commands, shortcuts and events are held to these by a test. */
export const ENTRY_POINTS = {
  shortcuts: ['file_escalation', 'escalate_message'],
  events: ['app_home_opened', 'message', 'user_change'],
} as const

export function registerRoutes(app: App, surface: Surface): void {
  registerCommand(app, surface)
  registerFiling(app, surface)
  registerPresses(app, surface)
  registerPaging(app, surface)
  registerForms(app, surface)
  registerReading(app, surface)
  registerSearch(app, surface)
  registerOnCall(app, surface)
  registerHome(app, surface)
  registerEvents(app, surface)
}
