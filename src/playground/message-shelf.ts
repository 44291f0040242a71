import type { Message } from './model.ts'
import type { Workspace } from './workspace.ts'

export function messagesOf(ws: Workspace, channelId: string): Message[] {
  const list = ws.state.messages[channelId] ?? []
  ws.state.messages[channelId] = list
  return list
}

export function messageAt(ws: Workspace, channelId: string, ts: string): Message | undefined {
  return messagesOf(ws, channelId).find((message) => message.ts === ts)
}

export function repliesTo(ws: Workspace, channelId: string, ts: string): readonly Message[] {
  return messagesOf(ws, channelId).filter((message) => message.threadTs === ts && message.ephemeralFor === null)
}
