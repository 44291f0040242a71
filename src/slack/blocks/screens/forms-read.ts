import {
  type Audience,
  DECISIONS,
  type DecisionCode,
  parseEscNumber,
  ROOT_CAUSES,
  type RootCause,
  SEVERITIES,
  type Severity,
} from '../../../domain/escalation/words.ts'
import type { FieldProblem, FieldProblems } from './field-errors.ts'
import { RULE_MAX, SENTENCE_MAX } from './form-resolve.ts'
import { PEOPLE_MAX, STILL_URGENT_WHYS, TEXT_MAX, WHY_MAX } from './forms-requester.ts'
import { NOTE_MAX } from './forms-team.ts'
import { FIELDS, type FormAction, isChecksField, isSentenceField } from './ids.ts'
import {
  fieldsIn,
  heldBy,
  initialValues,
  readChoice,
  readInstant,
  readOption,
  readOptions,
  readPeople,
  readPerson,
  readText,
  readTicked,
  type StateValues,
} from './state.ts'

/** What each form gives once it is complete. */
export interface FormInputs {
  readonly write_update: { readonly text: string; readonly audience: Audience; readonly nextBy: Date | null }
  readonly resolve: {
    readonly decision: DecisionCode
    readonly rule: string | null
    readonly reason: string
    readonly sentence: string | null
    readonly rootCause: RootCause | null
  }
  readonly ask_requester: { readonly text: string; readonly ground: string | null }
  readonly check_list: {
    readonly changes: readonly { readonly obligation: string; readonly item: string; readonly isTicked: boolean }[]
  }
  readonly hand_over: { readonly to: string; readonly text: string | null; readonly isForced: boolean }
  readonly claim_for: { readonly to: string }
  readonly release: Record<never, never>
  readonly change_severity: { readonly severity: Severity; readonly reason: string }
  readonly bring_in: { readonly userId: string }
  readonly bring_requester_in: Record<never, never>
  readonly link: { readonly duplicateOf: number }
  readonly unlink: Record<never, never>
  readonly reopen: { readonly text: string }
  readonly request_access: { readonly reason: string }
  readonly answer: { readonly text: string }
  readonly add_information: { readonly text: string }
  readonly still_urgent: { readonly why: (typeof STILL_URGENT_WHYS)[number]; readonly text: string | null }
  readonly add_follower: { readonly userIds: readonly string[] }
  readonly hand_to_colleague: { readonly userId: string }
  readonly withdraw: { readonly reason: string }
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: FieldProblems }

/**
 * Collects what is wrong, field by field, so that all of it is shown at once. Where something is wrong a stand-in comes
 * back, which nobody sees: with a problem noted no value is given out.
 */
class Reading {
  readonly problems: Record<string, FieldProblem> = {}
  readonly values: StateValues
  /** What the inputs were drawn with. */
  readonly drawn: StateValues
  readonly now: Date

  constructor(view: { readonly state?: unknown; readonly blocks?: unknown }, now: Date) {
    this.values = heldBy(view)
    this.drawn = initialValues(view.blocks)
    this.now = now
  }

  wrong(field: string, problem: FieldProblem): void {
    this.problems[field] = problem
  }

  optionalText(field: string, max: number): string | null {
    const text = readText(this.values, field) ?? null
    if (text !== null && [...text].length > max) this.wrong(field, { problem: 'too_long', max })
    return text
  }

  text(field: string, max: number): string {
    const text = this.optionalText(field, max)
    if (text === null) this.wrong(field, { problem: 'empty' })
    return text ?? ''
  }

  person(field: string): string {
    const person = readPerson(this.values, field)
    if (!person) this.wrong(field, { problem: 'empty' })
    return person ?? ''
  }

  choice<T extends string>(field: string, allowed: readonly [T, ...(readonly T[])]): T {
    const chosen = readChoice(this.values, field, allowed)
    if (!chosen) this.wrong(field, { problem: 'empty' })
    return chosen ?? allowed[0]
  }
}

/** `eu_removal_order/preserve`, as the boxes name them. */
function checkOf(value: string, isTicked: boolean): FormInputs['check_list']['changes'][number] {
  const [obligation = '', item = ''] = value.split('/')
  return { obligation, item, isTicked }
}

const nothing = () => ({})

const READERS: { readonly [A in FormAction]: (from: Reading) => FormInputs[A] } = {
  write_update: (from) => {
    const nextBy = readInstant(from.values, FIELDS.nextBy) ?? null
    if (nextBy !== null && nextBy <= from.now) from.wrong(FIELDS.nextBy, { problem: 'in_the_past' })
    return {
      text: from.text(FIELDS.text, TEXT_MAX),
      audience: from.choice(FIELDS.audience, ['requester', 'team']),
      nextBy,
    }
  },
  resolve: (from) => {
    const sentence = fieldsIn(from.values).find(isSentenceField)
    return {
      decision: from.choice(FIELDS.decision, DECISIONS),
      rule: from.optionalText(FIELDS.rule, RULE_MAX),
      reason: from.text(FIELDS.reason, TEXT_MAX),
      sentence: sentence === undefined ? null : from.optionalText(sentence, SENTENCE_MAX),
      rootCause: readChoice(from.values, FIELDS.rootCause, ROOT_CAUSES) ?? null,
    }
  },
  ask_requester: (from) => ({
    text: from.text(FIELDS.text, TEXT_MAX),
    ground: readOption(from.values, FIELDS.ground) ?? null,
  }),
  check_list: (from) => ({
    // Against what was drawn: what somebody else ticked meanwhile isn't taken back by a box that was never touched.
    changes: fieldsIn(from.values)
      .filter(isChecksField)
      .flatMap((field) => {
        const was = readOptions(from.drawn, field)
        const is = readOptions(from.values, field)
        return [
          ...is.filter((value) => !was.includes(value)).map((value) => checkOf(value, true)),
          ...was.filter((value) => !is.includes(value)).map((value) => checkOf(value, false)),
        ]
      }),
  }),
  hand_over: (from) => ({
    to: from.person(FIELDS.person),
    text: from.optionalText(FIELDS.text, NOTE_MAX),
    isForced: readTicked(from.values, FIELDS.force) === true,
  }),
  claim_for: (from) => ({ to: from.person(FIELDS.person) }),
  release: nothing,
  change_severity: (from) => ({
    severity: from.choice(FIELDS.newSeverity, SEVERITIES),
    reason: from.text(FIELDS.why, WHY_MAX),
  }),
  bring_in: (from) => ({ userId: from.person(FIELDS.person) }),
  bring_requester_in: nothing,
  link: (from) => {
    const typed = from.text(FIELDS.number, 20)
    const duplicateOf = parseEscNumber(typed)
    if (duplicateOf === null && typed !== '') from.wrong(FIELDS.number, { problem: 'not_a_number' })
    return { duplicateOf: duplicateOf ?? 0 }
  },
  unlink: nothing,
  reopen: (from) => ({ text: from.text(FIELDS.text, TEXT_MAX) }),
  request_access: (from) => ({ reason: from.text(FIELDS.why, WHY_MAX) }),
  answer: (from) => ({ text: from.text(FIELDS.text, TEXT_MAX) }),
  add_information: (from) => ({ text: from.text(FIELDS.text, TEXT_MAX) }),
  still_urgent: (from) => {
    const why = from.choice(FIELDS.why, STILL_URGENT_WHYS)
    const text = from.optionalText(FIELDS.text, TEXT_MAX)
    if (why === 'worse' && text === null) from.wrong(FIELDS.text, { problem: 'empty' })
    return { why, text }
  },
  add_follower: (from) => {
    const userIds = readPeople(from.values, FIELDS.people) ?? []
    if (userIds.length === 0) from.wrong(FIELDS.people, { problem: 'empty' })
    if (userIds.length > PEOPLE_MAX) from.wrong(FIELDS.people, { problem: 'too_many', max: PEOPLE_MAX })
    return { userIds }
  },
  hand_to_colleague: (from) => ({ userId: from.person(FIELDS.person) }),
  withdraw: (from) => ({ reason: from.text(FIELDS.why, WHY_MAX) }),
}

/**
 * What a submitted form holds, or what is wrong at which input. `now` is asked for because an hour that has passed is
 * refused at its field.
 */
export function readForm<A extends FormAction>(
  action: A,
  view: { readonly state?: unknown; readonly blocks?: unknown },
  now: Date,
): Read<FormInputs[A]> {
  const from = new Reading(view, now)
  const value = READERS[action](from)
  return Object.keys(from.problems).length > 0 ? { ok: false, problems: from.problems } : { ok: true, value }
}

/** The resolve form as it stands before it is sent: for its redraw when a decision is chosen or [More] is pressed. */
export function readResolveDraft(view: { readonly state?: unknown; readonly blocks?: unknown }): {
  readonly decision: DecisionCode | null
  readonly sentence: string | null
} {
  const values = heldBy(view)
  const field = fieldsIn(values).find(isSentenceField)
  return {
    decision: readChoice(values, FIELDS.decision, DECISIONS) ?? null,
    sentence: field === undefined ? null : (readText(values, field) ?? null),
  }
}
