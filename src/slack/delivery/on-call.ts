import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import { onCallGroupDelivery, onCallTopicDelivery } from '../../usecases/views/on-call-sync.ts'
import { onCallTopic } from '../blocks/duty/on-call-topic.ts'
import type { Called } from './calls.ts'
import { type Delivery, digestOf } from './context.ts'

/** What leads hear of gaps, and what follows who is on call in Slack itself. */
export async function deliverOnCall(
  d: Delivery,
  intent: IntentOf<'on_call_group' | 'on_call_topic'>,
): Promise<DeliveryOutcome> {
  switch (intent.kind) {
    case 'on_call_group': {
      const users = (await onCallGroupDelivery(d.deps, intent)).join(',')
      // Slack takes no empty list: the group keeps whom it has.
      if (users === '') return { kind: 'moot' }
      return follow(d, { place: intent.groupId, what: users }, () =>
        d.call('usergroups.users.update', { usergroup: intent.groupId, users }),
      )
    }
    case 'on_call_topic': {
      const delivery = await onCallTopicDelivery(d.deps, intent)
      const { channelId: channel, view, reader } = delivery
      // Names that nothing keeps right are taken away again; a topic that isn't ours stays.
      if (view === null && (await findPost(d.deps, d.row.key)) === null) return { kind: 'moot' }
      const topic = view === null ? '' : onCallTopic(view, reader)
      return follow(d, { place: channel, what: topic }, () => d.call('conversations.setTopic', { channel, topic }))
    }
  }
}

/**
 * Set only where it differs from what was set last. A refusal settles it: leads are told once, and it is tried again at the
 * next change, since nothing else would show that it is permitted by now.
 */
async function follow(
  d: Delivery,
  wanted: { readonly place: string; readonly what: string },
  set: () => Promise<Called<'usergroups.users.update' | 'conversations.setTopic'>>,
): Promise<DeliveryOutcome> {
  const { key, isUncertain } = d.row
  const { place: channelId, what } = wanted
  const digest = digestOf({ text: `${channelId} ${what}`, blocks: [] })
  const last = await findPost(d.deps, key)
  // After a lost answer what stands there isn't what we noted.
  if (last?.digest === digest && !isUncertain) return { kind: 'unchanged' }
  const done = await set()
  // It is no message: no thread is ever looked for at its place.
  if (done.ok) return { kind: 'sent', post: { key, channelId, ts: 'set', digest } }
  return done.isRefusal ? { kind: 'sent', facts: { step: 'stands_still', error: done.code } } : done.end
}
