import type { Severity } from '../domain/escalation/words.ts'
import { DEFAULT_POLICIES, type PagingPolicy, type PolicyStep, type Whom } from '../domain/paging/policy.ts'
import { parseDuration, printDuration } from './values.ts'

/** A paging policy as the file spells it; what isn't there is as the severity's default. */
export interface PolicyEntry {
  readonly pages?: PagingPolicy['pages'] | undefined
  readonly steps?: readonly { readonly page: readonly string[]; readonly wait: string }[] | undefined
  readonly repeats?: number | undefined
  /** `intake`, `none`, or a channel's id. */
  readonly lastResort?: string | undefined
  readonly mostAtOnce?: number | undefined
}

/** The policy that an entry spells, complete. */
export function policyOfEntry(entry: PolicyEntry, severity: Severity, pages: PagingPolicy['pages']): PagingPolicy {
  const usual = DEFAULT_POLICIES[severity]
  return {
    ...usual,
    pages: entry.pages ?? pages,
    ...(entry.steps === undefined ? {} : { steps: entry.steps.map(stepOf) }),
    ...(entry.repeats === undefined ? {} : { repeats: entry.repeats }),
    ...(entry.lastResort === undefined ? {} : { lastResort: lastResortOf(entry.lastResort) }),
    ...(entry.mostAtOnce === undefined ? {} : { mostAtOnce: entry.mostAtOnce }),
  }
}

/** The same, written out: reading it again gives the same policy. */
export function entryOfPolicy(policy: PagingPolicy): PolicyEntry {
  const { lastResort } = policy
  return {
    pages: policy.pages,
    steps: policy.steps.map((step) => ({ page: step.whom.map(wordOf), wait: printDuration(step.waitMinutes) })),
    repeats: policy.repeats,
    lastResort: lastResort === null ? 'none' : lastResort.kind === 'intake' ? 'intake' : lastResort.channelId,
    mostAtOnce: policy.mostAtOnce,
  }
}

function stepOf(step: { readonly page: readonly string[]; readonly wait: string }): PolicyStep {
  const waitMinutes = parseDuration(step.wait)
  if (waitMinutes === null) throw new Error(`the schema let ${step.wait} pass as a duration`)
  return { whom: step.page.map(whomOf), waitMinutes }
}

/** `on_call:backup`: those of a role, or of a rotation by its name. */
const ON_CALL_AS = 'on_call:'

function whomOf(word: string): Whom {
  if (word === 'on_call' || word === 'leads') return { kind: word }
  if (word.startsWith(ON_CALL_AS)) return { kind: 'on_call', role: word.slice(ON_CALL_AS.length) }
  return word.startsWith('S') ? { kind: 'group', groupId: word } : { kind: 'person', userId: word }
}

function wordOf(whom: Whom): string {
  switch (whom.kind) {
    case 'person':
      return whom.userId
    case 'group':
      return whom.groupId
    case 'on_call':
      return whom.role === undefined ? whom.kind : `${ON_CALL_AS}${whom.role}`
    case 'leads':
      return whom.kind
  }
}

function lastResortOf(word: string): PagingPolicy['lastResort'] {
  if (word === 'none') return null
  return word === 'intake' ? { kind: 'intake' } : { kind: 'channel', channelId: word }
}
