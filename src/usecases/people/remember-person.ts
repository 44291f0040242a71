import type { Queryable } from '../../db/client.ts'
import { lockSchedules } from '../../db/stores/exchanges-of-duty.ts'
import { noteDeactivated, noteReactivated } from '../../db/stores/oncall/facts.ts'
import { loadPeople, type NewPerson, savePerson } from '../../db/stores/people.ts'
import type { JobActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { releaseAllOf } from '../escalation/release.ts'
import { withoutCache } from '../oncall/duty-change.ts'
import { followUp } from '../oncall/follow-up.ts'
import { searchGaps } from '../oncall/gap-search.ts'
import { schedulesOf } from '../oncall/load-schedules.ts'
import { tellDuty } from '../oncall/notices.ts'
import { touchedAll } from '../oncall/touched.ts'
import { redrawVacancies, tellVacancies, vacanciesIn } from '../oncall/vacancies.ts'
import { teamOf } from '../team.ts'

export type KnownPerson = Omit<NewPerson, 'learnedAt'>

/**
 * Keeps what Slack told of a person, so that messages can be drawn while Slack is silent. Who was deactivated gives back
 * what they owned, and their slots are vacant from now on; who came back has them again.
 */
export async function rememberPerson(deps: Deps, actor: JobActor, person: KnownPerson): Promise<void> {
  const now = deps.clock.now()
  const hasMoved = await deps.db.read(async (q) => {
    const known = (await loadPeople(q, [person.id])).get(person.id)
    if ((known?.isDeactivated ?? false) !== person.isDeactivated) return true
    await savePerson(q, { ...person, learnedAt: now })
    return false
  })
  if (hasMoved) await deps.db.transact((tx) => noteMoved(tx, deps, person, now))
  if (person.isDeactivated) await releaseAllOf(deps, actor, { userId: person.id })
}

/** What follows from it for who is on call, in one transaction: slots, swaps, whose shifts moved, gaps, what leads decide. */
async function noteMoved(tx: Queryable, deps: Deps, person: KnownPerson, now: Date): Promise<void> {
  const settings = withoutCache(deps.settings())
  await lockSchedules(tx)
  const before = await schedulesOf(tx, settings, null, now)
  await savePerson(tx, { ...person, learnedAt: now })
  const note = person.isDeactivated ? noteDeactivated : noteReactivated
  if (!(await note(tx, person.id, now))) return
  await touchedAll(tx, now)
  // They can't read it any more, or come back to what was theirs.
  const followed = await followUp(tx, settings, { before, by: null, already: new Set([person.id]) }, now)
  const after = await schedulesOf(tx, settings, null, now)
  await tellDuty(
    tx,
    settings,
    followed.filter((one) => one.to !== person.id),
    now,
  )
  if (person.isDeactivated) await tellVacancies(tx, settings, { schedules: after, person: person.id }, now)
  else await redrawVacancies(tx, settings, before, now)
  const asked = new Set(vacanciesIn(after, now).flatMap((one) => (one.person === person.id ? [one.scheduleId] : [])))
  for (const { id, teamId } of after) {
    // Leads who are asked about the slots read of the gaps there: one event, one message.
    const notTo = asked.has(id) ? teamOf(settings, teamId).leads : []
    await searchGaps(tx, settings, { scheduleId: id, notTo }, now)
  }
}
