import { SEVERITIES, type Severity } from '../../../domain/escalation/words.ts'
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../../domain/language.ts'
import type { FieldProblem, FieldProblems } from './field-errors.ts'
import { BODY_MAX, FOLLOWERS_MAX, SUMMARY_MAX } from './filing-form.ts'
import { detailField, FIELDS, isDetailField } from './ids.ts'
import { type FilingMetadata, parseFilingMetadata } from './metadata.ts'
import type { CategoryInput } from './models.ts'
import {
  fieldsIn,
  heldBy,
  readChoice,
  readInstant,
  readOption,
  readPeople,
  readText,
  readTicked,
  type StateValues,
} from './state.ts'

/**
 * What the filing form holds, as typed. A field that is absent was not sent (not drawn, or prefilled and untouched:
 * `readFilingView` then takes what it was drawn with); `null` means that it was left empty.
 */
export interface FilingInput {
  readonly category?: string | null
  readonly summary?: string | null
  readonly body?: string | null
  readonly severity?: Severity | null
  readonly contentLanguage?: ContentLanguage | null
  readonly neededBy?: Date | null
  readonly otherTeam?: string | null
  readonly followers?: readonly string[]
  readonly isHard?: boolean
  /** The category's own inputs that were filled in, by field id; an instant as ISO 8601 in UTC. */
  readonly details: Readonly<Record<string, string>>
}

/** Leaves out what is undefined: with exact optional properties "absent" and "undefined" are different. */
function given<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> {
  const result: Partial<T> = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined) result[key] = value
  }
  return result
}

export function readFilingForm(values: StateValues): FilingInput {
  const details: Record<string, string> = {}
  for (const field of fieldsIn(values)) {
    const id = isDetailField(field)
    if (id === null) continue
    const value = readText(values, field) ?? readInstant(values, field)?.toISOString()
    if (value !== undefined) details[id] = value
  }
  return {
    details,
    ...given<Omit<FilingInput, 'details'>>({
      category: readOption(values, FIELDS.category),
      summary: readText(values, FIELDS.summary),
      body: readText(values, FIELDS.body),
      severity: readChoice(values, FIELDS.severity, SEVERITIES),
      contentLanguage: readChoice(values, FIELDS.contentLanguage, CONTENT_LANGUAGES),
      neededBy: readInstant(values, FIELDS.neededBy),
      otherTeam: readOption(values, FIELDS.otherTeam),
      followers: readPeople(values, FIELDS.followers),
      isHard: readTicked(values, FIELDS.hard),
    }),
  }
}

export interface FilingViewInput {
  readonly input: FilingInput
  readonly metadata: FilingMetadata | null
  /** What the two texts were drawn with: a redraw has to give the same again. */
  readonly drawn: { readonly summary: string; readonly body: string }
}

/** The whole view of a submission or of a press in it: what was sent, completed by what was drawn. */
export function readFilingView(view: {
  readonly state?: unknown
  readonly blocks?: unknown
  readonly private_metadata?: string
}): FilingViewInput {
  const drawn = heldBy({ blocks: view.blocks })
  return {
    input: readFilingForm(heldBy(view)),
    metadata: parseFilingMetadata(view.private_metadata),
    drawn: { summary: readText(drawn, FIELDS.summary) ?? '', body: readText(drawn, FIELDS.body) ?? '' },
  }
}

/** When the company received a demand: the clock that a law sets begins then, so it can't lie ahead. */
const RECEIVED_AT = 'received_at'

/** A filing form without a gap. */
export interface CompleteFiling {
  readonly category: string
  readonly summary: string
  readonly body: string
  readonly severity: Severity
  readonly contentLanguage: ContentLanguage
  readonly neededBy: Date | null
  readonly otherTeam: string | null
  readonly followers: readonly string[]
  /** Null where the form didn't ask: as the category says. */
  readonly isHard: boolean | null
  readonly details: Readonly<Record<string, string>>
}

/**
 * What Slack's own checks don't hold (it asks for required inputs only in its own clients): nothing is missing, too long
 * or already over at `now`. Otherwise what is wrong at which input. `fields` are those of the chosen category.
 */
export function completeFiling(
  input: FilingInput,
  fields: readonly CategoryInput[],
  now: Date,
): { readonly ok: true; readonly value: CompleteFiling } | { readonly ok: false; readonly problems: FieldProblems } {
  const problems: Record<string, FieldProblem> = {}
  const { category, severity } = input
  const summary = textWithin(problems, FIELDS.summary, input.summary, SUMMARY_MAX)
  const body = textWithin(problems, FIELDS.body, input.body, BODY_MAX)
  if (!category) problems[FIELDS.category] = { problem: 'empty' }
  if (!severity) problems[FIELDS.severity] = { problem: 'empty' }
  if (input.neededBy && input.neededBy <= now) problems[FIELDS.neededBy] = { problem: 'in_the_past' }
  const followers = input.followers ?? []
  if (followers.length > FOLLOWERS_MAX) problems[FIELDS.followers] = { problem: 'too_many', max: FOLLOWERS_MAX }
  const details: Record<string, string> = {}
  for (const field of fields) {
    const value = input.details[field.id]
    if (value !== undefined) details[field.id] = value
    const isText = field.kind === 'text'
    if (value === undefined && field.isRequired) problems[detailField(field.id)] = { problem: 'empty' }
    else if (field.id === RECEIVED_AT && value !== undefined && new Date(value) > now) {
      problems[detailField(field.id)] = { problem: 'in_the_future' }
    } else if (isText) textWithin(problems, detailField(field.id), value ?? '–', field.maxLength)
  }
  if (!category || !severity || Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      category,
      summary,
      body,
      severity,
      contentLanguage: input.contentLanguage ?? 'unsure',
      neededBy: input.neededBy ?? null,
      otherTeam: input.otherTeam ?? null,
      followers,
      isHard: input.isHard ?? null,
      details,
    },
  }
}

function textWithin(
  problems: Record<string, FieldProblem>,
  field: string,
  text: string | null | undefined,
  max: number,
): string {
  if (!text) problems[field] = { problem: 'empty' }
  else if ([...text].length > max) problems[field] = { problem: 'too_long', max }
  return text ?? ''
}
