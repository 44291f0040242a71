import type { Messages } from '../en/messages.ts'

export const messages: Messages = {
  claim: 'Tomar',
}
