import type { Refusal } from '../../../domain/escalation/refusal.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import type { Reader } from '../reader.ts'
import { FIELDS, type FormAction } from './ids.ts'

/** What is wrong with one input of a form. Codes; the sentence is the reader's. */
export type FieldProblem =
  | { readonly problem: 'empty' }
  | { readonly problem: 'too_long'; readonly max: number }
  | { readonly problem: 'too_many'; readonly max: number }
  | { readonly problem: 'in_the_past' }
  | { readonly problem: 'in_the_future' }
  | { readonly problem: 'not_a_number' }

/** Block id → what is wrong there. */
export type FieldProblems = Readonly<Record<string, FieldProblem>>

/** One sentence under one input. */
export function fieldError(problem: FieldProblem, reader: Reader): string {
  const { errors } = catalogueOf(reader.locale).screens.forms
  switch (problem.problem) {
    case 'empty':
      return errors.empty
    case 'too_long':
      return errors.tooLong(problem.max)
    case 'too_many':
      return errors.tooMany(problem.max)
    case 'in_the_past':
      return errors.inThePast
    case 'in_the_future':
      return errors.inTheFuture
    case 'not_a_number':
      return errors.notANumber
  }
}

/**
 * `errors` of a refused submission (`response_action: errors`): block id → sentence. Slack answers with an error of its
 * own when a block id isn't an input of the view, so only drawn fields belong here.
 */
export function fieldErrors(problems: FieldProblems, reader: Reader): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, fieldError(problem, reader)]))
}

const PERSON_FORMS: readonly FormAction[] = ['claim_for', 'hand_over', 'bring_in', 'hand_to_colleague']

/** The input of a form that a use case's refusal is about (its sentence goes there); null: the whole form. */
export function fieldOfRefusal(action: FormAction, refusal: Refusal): string | null {
  switch (refusal.code) {
    case 'same_severity':
      return action === 'change_severity' ? FIELDS.newSeverity : null
    case 'cannot_link':
    case 'not_found':
      return action === 'link' ? FIELDS.number : null
    case 'person_not_eligible':
      if (action === 'add_follower') return FIELDS.people
      return PERSON_FORMS.includes(action) ? FIELDS.person : null
    case 'invalid_text':
      return MAIN_TEXT[action] ?? null
    default:
      return null
  }
}

/** The one text of each form that has one. */
const MAIN_TEXT: Readonly<Partial<Record<FormAction, string>>> = {
  write_update: FIELDS.text,
  resolve: FIELDS.reason,
  ask_requester: FIELDS.text,
  hand_over: FIELDS.text,
  change_severity: FIELDS.why,
  reopen: FIELDS.text,
  request_access: FIELDS.why,
  answer: FIELDS.text,
  add_information: FIELDS.text,
  still_urgent: FIELDS.text,
  withdraw: FIELDS.why,
}
