import { addFollower, addReferences, insertOnce } from '../../db/stores/escalations.ts'
import { wantChannel } from '../../db/stores/posts.ts'
import { keepWords } from '../../db/stores/search.ts'
import { mayFile } from '../../domain/access/permissions.ts'
import type { Actor } from '../../domain/actor.ts'
import { recognise } from '../../domain/escalation/recognise.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import type { ContentLanguage, Language } from '../../domain/language.ts'
import { departmentOf } from '../../settings/lookup.ts'
import { RECEIVED_AT } from '../../settings/types.ts'
import { Change } from '../change.ts'
import { startObligations } from '../clocks/obligations.ts'
import type { Deps } from '../deps.ts'
import { mayBeNamed } from '../eligible.ts'
import { tagsAt } from '../oncall/tags.ts'
import { startPaging } from '../paging/runs.ts'
import { categoryOf, teamOf } from '../team.ts'

const LONGEST_SUMMARY = 120

export interface Filing {
  /** Root view id: filing twice is refused by the database, and finds the first. */
  readonly submissionKey: string
  readonly category: string
  readonly severity: Severity
  readonly summary: string
  readonly body: string
  readonly contentLanguage: ContentLanguage
  /** Answers to the category's own inputs. */
  readonly details: Readonly<Record<string, string>>
  readonly neededBy: Date | null
  readonly forTeamId: string | null
  readonly followers: readonly string[]
  /** Null: as the category says. */
  readonly isHard: boolean | null
  /** What the requester's locale reads. */
  readonly requesterLanguage: Language
  readonly via: 'command' | 'shortcut' | 'message'
}

export interface Filed {
  readonly escalationId: number
  readonly isNew: boolean
}

/**
 * Creates the record with its clocks, its first page, its card, the requester's DM and (by severity) its channel, all in
 * one transaction. The same key again finds what was filed and writes nothing.
 */
export async function file(
  deps: Deps,
  actor: Extract<Actor, { kind: 'person' }>,
  filing: Filing,
): Promise<Outcome<Filed>> {
  const settings = deps.settings()
  if (!settings.isSetUp) return refused({ code: 'not_set_up' })
  const allowed = mayFile(actor.standing)
  if (allowed !== true) return refused({ code: 'not_permitted', reason: allowed })
  const category = categoryOf(settings, filing.category)
  const team = teamOf(settings, filing.forTeamId ?? category.team)
  const policy = settings.severities[filing.severity]
  const summary = writtenText('summary', filing.summary, LONGEST_SUMMARY)
  if (!summary.ok) return summary
  const receivedAt = filing.details[RECEIVED_AT]
  if (receivedAt !== undefined && new Date(receivedAt) > deps.clock.now())
    return refused({ code: 'received_in_future' })
  const body = writtenText('body', filing.body)
  if (!body.ok) return body
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const followers = filing.followers.filter((userId) => userId !== actor.id)
    for (const userId of followers) {
      const isFine = await mayBeNamed(tx, { requesterId: actor.id, isRestricted: category.isRestricted }, userId)
      if (!isFine) return refused({ code: 'person_not_eligible', personId: userId })
    }
    const place = category.isRestricted ? 'channel' : policy.place
    const filed = await insertOnce(tx, {
      submissionKey: filing.submissionKey,
      teamId: team.id,
      category: category.id,
      severity: filing.severity,
      isRestricted: category.isRestricted,
      isHard: filing.isHard ?? category.isHard,
      place,
      requesterId: actor.id,
      department: departmentOf(settings, actor.id),
      contentLanguage: filing.contentLanguage,
      channelLanguage: team.workChannelLanguage === 'requester' ? filing.requesterLanguage : team.language,
      details: { ...filing.details },
      tags: await tagsAt(tx, settings, team.id, now),
      neededBy: filing.neededBy,
      forTeamId: filing.forTeamId,
      filedAt: now,
    })
    if (!filed.isNew) return done({ escalationId: filed.id, isNew: false })

    const { escalation, round } = filed
    const { id } = escalation
    // Nothing was there to have a right to.
    const change = new Change({ tx, now, actor, settings, escalation, standing: null, round })

    await change.keepText('summary', summary.value)
    await change.keepText('body', body.value)
    await addReferences(tx, id, recognise(`${summary.value}\n${body.value}`))
    for (const userId of followers) await addFollower(tx, id, userId, now)
    await change.note(
      {
        event: 'escalation_filed',
        facts: {
          severity: filing.severity,
          category: category.id,
          contentLanguage: filing.contentLanguage,
          isRestricted: category.isRestricted,
          via: filing.via,
        },
      },
      { audience: 'requester' },
    )

    await change.startClock('claim')
    await change.startClock('first_update')
    await change.startClock('resolve')
    await startObligations(change, filing.details[RECEIVED_AT])

    await startPaging(change)
    if (place === 'channel') await wantChannel(tx, id, category.isRestricted, now)
    await change.finish()
    await keepWords(tx, { isRestricted: category.isRestricted, texts: [summary.value, body.value] })
    return done({ escalationId: id, isNew: true })
  })
}
