import type { SearchProblem } from '../../../../src/domain/search/query.ts'
import { NOTHING_PICKED } from '../../../../src/domain/search/views.ts'
import type { Reader } from '../../../../src/slack/blocks/reader.ts'
import { SEARCH_PAGE, type SearchModel, searchModal } from '../../../../src/slack/blocks/screens/search.ts'
import type { NamedScreens } from './every-screen.ts'
import { item, listOf, type Text } from './samples.ts'

/** The search modal in each of its states. */
export function searchScreens(text: Text, reader: Reader): NamedScreens {
  const label = { en: text(200), es: text(200) }
  const categories = Array.from({ length: 120 }, (_, n) => ({ id: `category_${n}`, label }))
  const items = Array.from({ length: SEARCH_PAGE }, () => item(text))
  const problem: SearchProblem = { code: 'unknown_value', field: 'state', at: 12, typed: text(300) }
  const names = Array.from({ length: 150 }, () => text(80))
  const found = { state: 'found', zone: 'UTC', understood: [], isNear: false } as const
  const states: Readonly<Record<string, SearchModel['view']>> = {
    loading: { state: 'loading' },
    failed: { state: 'failed' },
    nothing: { state: 'nothing_asked' },
    problems: { state: 'problems', problems: Array.from({ length: 20 }, () => problem) },
    empty: { ...found, list: listOf([], { page: 0, total: 0 }) },
    found: {
      ...found,
      isNear: true,
      understood: [
        { field: 'category', labels: [label, label] },
        { field: 'team', names: [text(80)] },
        { field: 'owner', names: [null, ...names] },
        { field: 'requester', names },
        { field: 'state', states: ['open', 'breached'] },
        { field: 'severity', severities: ['sev1', 'sev4'] },
        { field: 'language', languages: ['es', 'unsure'] },
        { field: 'since', day: '2026-11-01' },
        { field: 'until', day: '2026-11-30' },
      ],
      list: listOf(items, { page: 1, total: 100, pageSize: SEARCH_PAGE }),
    },
    'last of more': {
      ...found,
      list: { ...listOf(items, { page: 124, total: 1000, pageSize: SEARCH_PAGE }), isMore: true },
    },
  }
  const picks = { category: 'category_3', state: 'breached', owner: 'nobody' } as const
  return Object.entries(states).flatMap(([name, view]) => [
    [`search, ${name}`, searchModal({ text: text(400), picks, choices: { categories }, view }, reader)] as const,
    [
      `search, ${name}, nothing typed`,
      searchModal({ text: '', picks: NOTHING_PICKED, choices: { categories: [] }, view }, reader),
    ] as const,
  ])
}
