import type { SearchProblem } from '../domain/search/query.ts'
import type { Field, StateAsked } from '../domain/search/words.ts'
import { counted } from './plural.ts'

const fields: Readonly<Record<Field, string>> = {
  category: 'category',
  owner: 'owner',
  requester: 'requester',
  state: 'state',
  severity: 'severity',
  team: 'team',
  language: 'language',
  since: 'since',
  until: 'until',
}

const states: Readonly<Record<StateAsked, string>> = {
  open: 'open',
  breached: 'late',
  unclaimed: 'unclaimed',
  claimed: 'claimed',
  waiting: 'waiting',
  resolved: 'resolved',
  closed: 'closed',
  withdrawn: 'withdrawn',
  duplicate: 'duplicate',
}

const examples: Partial<Readonly<Record<Field, string>>> = {
  state: 'open, unclaimed, claimed, waiting, breached, resolved, closed, withdrawn, duplicate',
  severity: 'sev1 to sev4',
  language: 'en, es, other, none, unsure',
  category: 'a name from the menu, with its spaces in quotes',
  team: 'its name, with its spaces in quotes',
}

const thousands = new Intl.NumberFormat('en')

export const search = {
  title: 'Search',
  submit: 'Search',
  close: 'Close',
  button: 'Search',
  query: 'Words and filters',
  queryHint: 'For example: remix category:hate owner:me state:breached since:2026-11-01',
  category: 'Category',
  state: 'State',
  owner: 'Owner',
  any: 'Any',
  me: 'me',
  nobody: 'nobody',
  stateChoices: states,
  fields,
  filter: (field: string, values: string) => `${field}: ${values}`,
  or: ' or ',
  loading: '🔎 Searching…',
  start: 'Type words, choose filters, and press Search. Only what you may see is looked through.',
  /** With `isMore` there are more than are counted. */
  found: (count: number, isMore: boolean) =>
    isMore
      ? `${thousands.format(count)}+ escalations`
      : counted('en', count, { one: 'escalation', other: 'escalations' }),
  newest: (count: number) => `These are the newest ${thousands.format(count)}. More words or filters narrow them down.`,
  near: 'No escalation that you may see has exactly these words. These have words like them.',
  none: 'Nothing found that you may see. Fewer words or filters find more.',
  failed: 'The search could not be done just now. Press Search to try again.',
  problemsHeading: 'Not searched yet:',
  problem: (problem: SearchProblem): string => {
    const { at, typed } = problem
    switch (problem.code) {
      case 'unknown_filter':
        return `Character ${at}: there is no filter "${typed}:". There are ${Object.values(fields).join(', ')}. To look for it as text, put it in quotes.`
      case 'empty_value':
        return `Character ${at}: a value is missing after "${typed}".`
      case 'unknown_value': {
        const example = examples[problem.field]
        return `Character ${at}: ${fields[problem.field]} can't be "${typed}"${example === undefined ? '' : `, but: ${example}`}.`
      }
      case 'bad_date':
        return `Character ${at}: "${typed}" is no date. Write it as 2026-11-01, or today, or yesterday.`
      case 'several_dates':
        return `Character ${at}: one date only; "${typed}" is a second one.`
      case 'until_before_since':
        return `Character ${at}: with "${typed}" the time ends before it begins.`
      case 'open_quote':
        return `Character ${at}: the quotes that open here don't close.`
      case 'nobody_files':
        return `Character ${at}: each escalation has a requester; "${typed}" finds none.`
      case 'unknown_person':
        return `Character ${at}: nobody here is called "${typed}". Write the whole name, with its spaces in quotes.`
      case 'several_people':
        return `Character ${at}: several people are called "${typed}". In the command, name the one with @.`
      case 'too_many_words':
        return `Character ${at}: ten words at most; "${typed}" is one too many.`
      case 'too_long':
        return `Character ${at}: 300 characters at most; from "${typed}" on it is too long.`
    }
  },
}

export type SearchWords = typeof search
