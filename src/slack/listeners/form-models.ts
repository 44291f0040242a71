import type { FormFacts } from '../../usecases/views/form-facts.ts'
import type { FormAction } from '../blocks/screens/ids.ts'
import type { FormModel, TeamPlace } from '../blocks/screens/models.ts'

/** Who is reached where the team works; `isTeamOnly` goes round a channel that the requester reads. */
function placeOf(facts: FormFacts, isTeamOnly: boolean): TeamPlace {
  const { escalation, channel } = facts
  const isChannel = channel.isOpen && !(isTeamOnly && escalation.isRequesterInChannel)
  if (isChannel) return { kind: 'channel', people: channel.people }
  return escalation.isRestricted ? { kind: 'named', people: channel.people } : { kind: 'thread' }
}

/** The form of one action as it is drawn first. */
export function formModelOf(action: FormAction, facts: FormFacts): FormModel {
  const { escalation } = facts
  const about = { escalationId: escalation.id, version: escalation.version }
  switch (action) {
    case 'write_update':
      return {
        ...about,
        action,
        requesterSide: facts.requesterSide,
        team: placeOf(facts, false),
        teamOnly: placeOf(facts, true),
        nextBy: facts.nextUpdateBy,
      }
    case 'resolve':
      return {
        ...about,
        action,
        decision: null,
        requesterLocale: facts.requesterLocale,
        typedSentence: null,
        isMoreOpen: false,
      }
    case 'ask_requester':
      return { ...about, action, requester: facts.requester, grounds: facts.grounds }
    case 'check_list':
      return { ...about, action, lists: facts.checkLists, asOf: facts.asOf }
    case 'bring_requester_in':
      return { ...about, action, requester: facts.requester }
    case 'hand_over':
      return { ...about, action, candidates: facts.candidates, mayForce: facts.mayForce }
    case 'claim_for':
      return { ...about, action, candidates: facts.candidates }
    case 'change_severity':
      return { ...about, action, severity: escalation.severity }
    case 'bring_in':
      return { ...about, action, isRestricted: escalation.isRestricted }
    case 'unlink':
      return { ...about, action, duplicateOf: escalation.status === 'duplicate' ? escalation.duplicateOf : 0 }
    case 'reopen':
      return { ...about, action, isChannelArchived: facts.channel.isArchived }
    case 'answer': {
      const { question } = facts
      return {
        ...about,
        action,
        question: question?.text ?? '',
        by: question?.by ?? facts.requester,
        askedAt: question?.askedAt ?? escalation.filedAt,
      }
    }
    case 'withdraw':
      return {
        ...about,
        action,
        isAtOnce: facts.isWithdrawnAtOnce,
        // Somebody else is asked where an obligation forbids the owner to end it themselves.
        owner: facts.standing.isOwner ? null : facts.owner,
      }
    case 'release':
    case 'link':
    case 'request_access':
    case 'add_information':
    case 'still_urgent':
    case 'add_follower':
    case 'hand_to_colleague':
      return { ...about, action }
  }
}

/** Forms of the requester speak *usted*; the team's speak *tú*. */
export function registerOf(action: FormAction): 'usted' | 'tu' {
  const ofRequesters: readonly FormAction[] = [
    'answer',
    'add_information',
    'still_urgent',
    'add_follower',
    'hand_to_colleague',
    'withdraw',
  ]
  return ofRequesters.includes(action) ? 'usted' : 'tu'
}
