import { appMethods } from './app.ts'
import type { Methods } from './call.ts'
import { chatMethods } from './chat.ts'
import { conversationReadMethods } from './conversation-reads.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { markMethods } from './marks.ts'
import { peopleMethods } from './people.ts'
import { viewMethods } from './views.ts'

/** Every method that the workspace has; any other answers `unknown_method`. */
export const methods: Methods = {
  ...appMethods,
  ...chatMethods,
  ...markMethods,
  ...conversationMethods,
  ...conversationReadMethods,
  ...viewMethods,
  ...peopleMethods,
  ...fileMethods,
}
