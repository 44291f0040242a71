import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Refusal } from '../domain/escalation/refusal.ts'
import { catalogueOf } from '../i18n/catalogue.ts'
import { refusalSentence } from '../i18n/refusals.ts'
import type { Register } from '../i18n/register.ts'
import type { Deadline, Log } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { namesFor } from '../usecases/people/names-for.ts'
import { servesByGroup } from '../usecases/people/serves-by-group.ts'
import { unavailability } from '../usecases/unavailable.ts'
import type { Reader } from './blocks/reader.ts'
import { CALLBACK_IDS } from './blocks/screens/ids.ts'
import type { People, Someone } from './people.ts'

/** What every listener is handed. `deps` is the interactive one: a small pool, short statements. */
export interface Surface {
  readonly deps: Deps
  readonly client: WebClient
  readonly people: People
  readonly deadline: Deadline
  readonly log: Log
  readonly workspaceId: string
  /** Since when what we send isn't taken, or null. */
  slackDownSince(): Date | null
}

/** Machine milliseconds that a submission may take before the form says that it isn't sure (Slack gives three seconds). */
export const PATIENCE_MS = 2_300
/** For what only decorates a view that has to open within the trigger's three seconds. */
export const DECORATION_MS = 900

export function readerFor(who: Someone, register: Register): Reader {
  return { locale: who.locale, zone: who.zone, register }
}

/** *Tú* for whom the settings name, or who is in a team's private intake channel; who is so by a user group isn't known. */
export function registerByName(surface: Surface, who: Someone): Register {
  const { id, intakeOf } = who.actor
  const isOfTeam = surface.deps
    .settings()
    .teams.some((team) => team.leads.includes(id) || team.specialists.includes(id) || intakeOf.includes(team.id))
  return isOfTeam ? 'tu' : 'usted'
}

/** What both read in the same place: *tú* for the people of a team, *usted* for everybody else. */
export async function registerFor(surface: Surface, who: Someone): Promise<Register> {
  if (registerByName(surface, who) === 'tu') return 'tu'
  try {
    const isOfTeam = await surface.deadline.race(DECORATION_MS, servesByGroup(surface.deps, { userId: who.actor.id }))
    return isOfTeam ? 'tu' : 'usted'
  } catch {
    // Only the form of address hangs on it: what is to be read is said all the same.
    return 'usted'
  }
}

/** The sentence of a refusal, with the names that it needs. */
export async function sentenceOf(
  surface: Surface,
  refusal: Refusal,
  who: Someone,
  register: Register,
): Promise<string> {
  const ids = 'ownerId' in refusal && refusal.ownerId !== null ? [refusal.ownerId] : []
  if ('byId' in refusal && refusal.byId !== null) ids.push(refusal.byId)
  if (refusal.code === 'person_not_eligible') ids.push(refusal.personId)
  await surface.people.learn(ids)
  const names = await namesFor(surface.deps, { ids })
  return refusalSentence(refusal, {
    locale: who.locale,
    zone: who.zone,
    register,
    now: surface.deps.clock.now(),
    nameOf: (id) => names.get(id) ?? id,
  })
}

/** What a person reads when something behind the scenes failed, and what they can do. */
export function failureSentence(error: unknown, who: Pick<Someone, 'locale'>, register: Register = 'tu'): string {
  const words = catalogueOf(who.locale).words.failure
  return unavailability(error) === 'unknown' ? words.unsure(register) : words.tryAgain(register)
}

/** The modal in which somebody pressed, as its payload names it. */
interface OpenModal {
  readonly id: string
  readonly callback_id: string
  readonly root_view_id?: string | null
  readonly previous_view_id?: string | null
}

/** What a press or a command gives to open a view with. */
export interface Opening {
  readonly triggerId: string
  /** Null: no modal is open where they pressed. */
  readonly within: OpenModal | null
}

/** Menus that lead on, and notes of a failure: what they lead to takes their place, so that closing it leads back to what was read before. */
const LEADING_ON: readonly string[] = [CALLBACK_IDS.actions, CALLBACK_IDS.more, CALLBACK_IDS.notice]

/** Slack stacks three views: the third one is followed by another in its place. */
function isThird(modal: OpenModal): boolean {
  const { previous_view_id: before } = modal
  return typeof before === 'string' && before !== '' && before !== modal.root_view_id
}

/** Opens a view: as a new modal, on top of the one that is open, or in its place. The id of the view that shows it. */
export async function show(surface: Surface, opening: Opening, view: ModalView): Promise<string | null> {
  const { triggerId, within } = opening
  const { client } = surface
  const answer =
    within === null
      ? await client.views.open({ trigger_id: triggerId, view })
      : LEADING_ON.includes(within.callback_id) || isThird(within)
        ? await client.views.update({ view_id: within.id, view })
        : await client.views.push({ trigger_id: triggerId, view })
  return answer.view?.id ?? null
}
