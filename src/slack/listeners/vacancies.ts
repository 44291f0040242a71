import type { App } from '@slack/bolt'
import { oncallSyncWords } from '../../i18n/oncall-sync.ts'
import { nearestGap, removeVacant } from '../../usecases/oncall/remove-vacant.ts'
import { parseVacancyValue, VACANCY_ACTIONS } from '../blocks/duty/vacancy.ts'
import { onPress, type Press } from '../press.ts'
import type { Surface } from '../surface.ts'
import { openFix } from './oncall-fix.ts'
import { dutySentence } from './oncall-forms.ts'

/** What a lead decides about places that somebody left. What was done shows in the message, which is drawn again. */
async function pressRemove(surface: Surface, press: Press): Promise<void> {
  const of = parseVacancyValue(press.value)
  if (of === null) return
  const { who } = press
  const outcome = await removeVacant(surface.deps, who.actor, of)
  if (outcome.ok) return
  const isDecided = outcome.refusal.code === 'not_found'
  await press.tell(
    isDecided ? oncallSyncWords(who.locale).vacant.decided : await dutySentence(surface, who, outcome.refusal),
  )
}

async function pressCover(surface: Surface, press: Press): Promise<void> {
  const of = parseVacancyValue(press.value)
  if (of === null) return
  const gap = await nearestGap(surface.deps, of.scheduleId)
  if (gap === null) return press.tell(oncallSyncWords(press.who.locale).vacant.noGaps)
  await openFix(surface, press, gap)
}

export function registerVacancies(app: App, surface: Surface): void {
  onPress(app, surface, VACANCY_ACTIONS.remove, pressRemove)
  onPress(app, surface, VACANCY_ACTIONS.cover, pressCover)
}
