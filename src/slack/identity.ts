import type { WebClient } from '@slack/web-api'
import type { Log, Wake } from '../ports.ts'
import { failureOf } from './delivery/errors.ts'

export interface Identity {
  readonly botId: string
  readonly botUserId: string
  readonly teamId: string
}

const AGAIN_MS = 2_000
/** Slack's own word that this token will never do. */
const FINAL = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'])

/** Slack refuses the token: nothing works until somebody changes it. */
export class TokenRefused extends Error {
  constructor(code: string) {
    super(`Slack refuses SLACK_BOT_TOKEN (${code}): copy it again from "OAuth & Permissions" of your Slack app`)
    this.name = 'TokenRefused'
  }
}

/** Who we are in Slack, asked once at boot. Slack being away is waited out; a refused token is thrown. */
export async function identify(made: {
  readonly client: WebClient
  readonly wake: Wake
  readonly log: Log
}): Promise<Identity> {
  for (;;) {
    try {
      const answer = await made.client.auth.test()
      const { bot_id: botId, user_id: botUserId, team_id: teamId } = answer
      if (botId !== undefined && botUserId !== undefined && teamId !== undefined) return { botId, botUserId, teamId }
      throw new TokenRefused('no bot token')
    } catch (error) {
      const failure = failureOf(error)
      if (failure === null) throw error
      if (FINAL.has(failure.code)) throw new TokenRefused(failure.code)
      made.log.warn('slack_not_answering_at_start', { error: failure.code })
      await made.wake.sleep(AGAIN_MS)
    }
  }
}
