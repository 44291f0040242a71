import type { App } from '@slack/bolt'
import { hear } from '../../usecases/escalation/hear.ts'
import { unavailability } from '../../usecases/unavailable.ts'
import { helpAnswer, sentenceAnswer } from '../blocks/screens/answers.ts'
import { failureSentence, readerFor, type Surface, sentenceOf } from '../surface.ts'
import { unescaped } from './command.ts'
import { publishHome } from './home.ts'

/** What a person writes to us in their DM is an answer, or information: never lost, and never taken twice. */
export function registerEvents(app: App, surface: Surface): void {
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return
    await publishHome(surface, event.user, context.teamId, {})
  })

  app.event('message', async ({ event, context }) => {
    // What comes with a file is a subtype of its own; its words are words.
    if (event.subtype !== undefined && event.subtype !== 'file_share') return
    if (event.channel_type !== 'im' || ('bot_id' in event && event.bot_id !== undefined)) return
    const who = await surface.people.who(event.user, context.teamId)
    const threadTs = event.thread_ts ?? null
    try {
      const outcome = await hear(surface.deps, who.actor, {
        channelId: event.channel,
        threadTs,
        ts: event.ts,
        text: unescaped(event.text ?? ''),
      })
      if (outcome.ok && outcome.value.kind !== 'unclear') return
      const content = outcome.ok
        ? helpAnswer(surface.deps.settings().command, readerFor(who, 'usted'))
        : sentenceAnswer(await sentenceOf(surface, outcome.refusal, who, 'usted'))
      await surface.client.chat.postEphemeral({
        channel: event.channel,
        user: event.user,
        ...content,
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
      })
    } catch (error) {
      if (unavailability(error) === null) surface.log.error('message_failed', error)
      else surface.log.warn('message_unsure')
      await surface.client.chat.postEphemeral({
        channel: event.channel,
        user: event.user,
        text: failureSentence(error, who, 'usted'),
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
      })
    }
  })

  app.event('user_change', async ({ event }) => {
    surface.people.forget(event.user.id)
    await surface.people.learn([event.user.id])
  })
}
