import type { View } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Refusal } from '../domain/escalation/refusal.ts'
import { catalogueOf } from '../i18n/catalogue.ts'
import { refusalSentence } from '../i18n/refusals.ts'
import type { Register } from '../i18n/register.ts'
import type { Deadline, Log } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { namesFor } from '../usecases/people/names-for.ts'
import { unavailability } from '../usecases/unavailable.ts'
import type { Reader } from './blocks/reader.ts'
import type { People, Someone } from './people.ts'

/** What every listener is handed. `deps` is the interactive one: a small pool, short statements. */
export interface Surface {
  readonly deps: Deps
  readonly client: WebClient
  readonly people: People
  readonly deadline: Deadline
  readonly log: Log
  readonly workspaceId: string
}

/** Machine milliseconds that a submission may take before the form says that it isn't sure (Slack gives three seconds). */
export const PATIENCE_MS = 2_300
/** For what only decorates a view that has to open within the trigger's three seconds. */
export const DECORATION_MS = 900

export function readerFor(who: Someone, register: Register): Reader {
  return { locale: who.locale, zone: who.zone, register }
}

/** What both read in the same place: *tú* for the people of a team, *usted* for everybody else. */
export function registerFor(surface: Surface, who: Someone): Register {
  const { id, intakeOf } = who.actor
  const isOfTeam = surface.deps
    .settings()
    .teams.some((team) => team.leads.includes(id) || team.specialists.includes(id) || intakeOf.includes(team.id))
  return isOfTeam ? 'tu' : 'usted'
}

/** The sentence of a refusal, with the names that it needs. */
export async function sentenceOf(
  surface: Surface,
  refusal: Refusal,
  who: Someone,
  register: Register,
): Promise<string> {
  const ids = 'ownerId' in refusal && refusal.ownerId !== null ? [refusal.ownerId] : []
  if (refusal.code === 'already_decided' && refusal.byId !== null) ids.push(refusal.byId)
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

/** Opens a view on the trigger of a press: on top of the modal that is open, or as a new one. */
export async function show(
  surface: Surface,
  trigger: { readonly triggerId: string; readonly isInModal: boolean },
  view: View,
): Promise<string | null> {
  const answer = trigger.isInModal
    ? await surface.client.views.push({ trigger_id: trigger.triggerId, view })
    : await surface.client.views.open({ trigger_id: trigger.triggerId, view })
  return answer.view?.id ?? null
}
