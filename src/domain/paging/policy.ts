import type { Severity } from '../escalation/words.ts'

/** Whom a step reaches. People are looked up when the step is due, never when the run starts (ONCALL 13). */
export type Whom =
  /**
   * Who is on call. With a role only those of the schedule's rotations of that role or name; a team without a schedule has
   * no roles, and everybody of it is on call.
   */
  | { readonly kind: 'on_call'; readonly role?: string | undefined }
  | { readonly kind: 'person'; readonly userId: string }
  /** The team's leads: one at a time, the lead on duty first. */
  | { readonly kind: 'leads' }
  /** A Slack user group, person by person; never a mention of the group. */
  | { readonly kind: 'group'; readonly groupId: string }

export interface PolicyStep {
  readonly whom: readonly Whom[]
  /** How long this step's people have before the next step is due. */
  readonly waitMinutes: number
}

/** Where a room is told that nobody has it: the team's intake channel, or one that the policy names. */
export type LastResort = { readonly kind: 'intake' } | { readonly kind: 'channel'; readonly channelId: string }

export interface PagingPolicy {
  /** At once, at the start of the team's next working hours, or not at all (card only). */
  readonly pages: 'at_once' | 'working_hours' | 'none'
  readonly steps: readonly PolicyStep[]
  /** How often the steps are gone through again after the first time. */
  readonly repeats: number
  readonly lastResort: LastResort | null
  /** At most so many people are woken in one instant. */
  readonly mostAtOnce: number
  /** For people whom Slack silences and who have no other way: the next step at once, or the step's wait as usual. */
  readonly ifSilenced: 'page_next' | 'wait'
}

const MOST_AT_ONCE = 3
const MOST_READERS = 100

const PRIMARY: Whom = { kind: 'on_call', role: 'primary' }
const BACKUP: Whom = { kind: 'on_call', role: 'backup' }

function urgent(waitMinutes: number, ifSilenced: PagingPolicy['ifSilenced']): PagingPolicy {
  return {
    pages: 'at_once',
    steps: [
      { whom: [PRIMARY], waitMinutes },
      // Not seen: the primary again, and the backup (SCREENS 3). A lead comes after them.
      { whom: [PRIMARY, BACKUP], waitMinutes },
      { whom: [PRIMARY, BACKUP, { kind: 'leads' }], waitMinutes },
    ],
    repeats: 3,
    lastResort: { kind: 'intake' },
    mostAtOnce: MOST_AT_ONCE,
    ifSilenced,
  }
}

/** What a severity pages where nobody has said otherwise (SCREENS 2). */
export const DEFAULT_POLICIES: Readonly<Record<Severity, PagingPolicy>> = {
  sev1: urgent(5, 'page_next'),
  sev2: urgent(10, 'wait'),
  sev3: {
    pages: 'working_hours',
    steps: [{ whom: [PRIMARY], waitMinutes: 60 }],
    repeats: 0,
    lastResort: null,
    // Each reads it in their own working hours: nobody is woken, so nobody has to be spared.
    mostAtOnce: MOST_READERS,
    ifSilenced: 'wait',
  },
  sev4: { pages: 'none', steps: [], repeats: 0, lastResort: null, mostAtOnce: MOST_AT_ONCE, ifSilenced: 'wait' },
}

export type PolicyProblem =
  /** sev1, sev2 and obligations: a policy that waits is refused. */
  | { readonly code: 'must_page_at_once' }
  /** It says that it pages, and names nobody, or a step that names nobody. */
  | { readonly code: 'pages_nobody'; readonly step: number | null }
  /** Whole minutes, at least one and at most a day. */
  | { readonly code: 'wait_out_of_range'; readonly step: number }
  | { readonly code: 'repeats_out_of_range' }
  | { readonly code: 'most_at_once_out_of_range' }

const LONGEST_WAIT_MINUTES = 24 * 60
const MOST_REPEATS = 100

/** What is wrong with a policy; empty where it may be used. Steps are counted from 0. */
export function policyProblems(
  policy: PagingPolicy,
  use: { readonly severity: Severity; readonly isObligation: boolean },
): readonly PolicyProblem[] {
  const mustWake = use.isObligation || use.severity === 'sev1' || use.severity === 'sev2'
  const problems: PolicyProblem[] = []
  if (mustWake && policy.pages !== 'at_once') problems.push({ code: 'must_page_at_once' })
  if (policy.pages !== 'none' && policy.steps.length === 0) problems.push({ code: 'pages_nobody', step: null })
  policy.steps.forEach(({ whom, waitMinutes }, step) => {
    if (whom.length === 0) problems.push({ code: 'pages_nobody', step })
    if (!isWholeWithin(waitMinutes, 1, LONGEST_WAIT_MINUTES)) problems.push({ code: 'wait_out_of_range', step })
  })
  if (!isWholeWithin(policy.repeats, 0, MOST_REPEATS)) problems.push({ code: 'repeats_out_of_range' })
  if (!isWholeWithin(policy.mostAtOnce, 1, MOST_REPEATS)) problems.push({ code: 'most_at_once_out_of_range' })
  return problems
}

function isWholeWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
