import type { FilingPreview } from '../../domain/escalation/views.ts'
import type { Severity } from '../../domain/escalation/words.ts'
import { categoryChoices } from '../../settings/lookup.ts'
import type { Category, Settings } from '../../settings/types.ts'
import { filingPreview } from '../../usecases/views/filing.ts'
import type { FilingSource } from '../blocks/screens/metadata.ts'
import type { ChosenCategory, FilingFormModel } from '../blocks/screens/models.ts'
import type { Someone } from '../people.ts'
import { DECORATION_MS, type Surface } from '../surface.ts'

export function categoryById(settings: Settings, id: string | null | undefined): Category | null {
  return settings.categories.find((category) => category.id === id) ?? null
}

function chosen(category: Category | null): ChosenCategory | null {
  if (category === null) return null
  const { id, isRestricted, isHard, fields, opensDetails } = category
  return { id, isRestricted, isHard, fields, opensDetails }
}

/** How the form is to be drawn, from the settings and from what it holds so far. */
export async function filingModel(
  surface: Surface,
  who: Someone,
  form: {
    readonly category: string | null
    readonly severity: Severity
    readonly forTeamId: string | null
    readonly summary: string
    readonly body: string
    readonly isDetailsOpen: boolean
    readonly source: FilingSource
    readonly contentLanguage: FilingFormModel['contentLanguage']
  },
): Promise<FilingFormModel> {
  const settings = surface.deps.settings()
  const category = categoryById(settings, form.category)
  return {
    groups: categoryChoices(settings).map(({ label, categories }) => ({
      label,
      categories: categories.map((one) => ({ id: one.id, label: one.label })),
    })),
    unsureCategoryId: settings.unsureCategory,
    category: chosen(category),
    severity: form.severity,
    preview: await previewInTime(surface, who, category?.id ?? settings.unsureCategory, form),
    summary: form.summary,
    body: form.body,
    contentLanguage: form.contentLanguage,
    isDetailsOpen: form.isDetailsOpen || (category?.opensDetails ?? false),
    teams: settings.teams.map(({ id, name }) => ({ id, name })),
    source: form.source,
    isUnsure: false,
  }
}

/** The line of the severity decorates the form: it opens without it rather than too late. */
async function previewInTime(
  surface: Surface,
  who: Someone,
  category: string,
  form: { readonly severity: Severity; readonly forTeamId: string | null },
): Promise<FilingPreview | null> {
  try {
    const asked = filingPreview(surface.deps, who.actor, {
      category,
      severity: form.severity,
      forTeamId: form.forTeamId,
    })
    return await surface.deadline.race(DECORATION_MS, asked)
  } catch (error) {
    surface.log.warn('filing_preview_missing', { error: error instanceof Error ? error.name : 'unknown' })
    return null
  }
}
