import type { PageOutcome } from '../db/stores/pages.ts'
import type { Change } from './change.ts'
import { happen } from './paging/runs.ts'
import { endQuestion } from './questions.ts'
import { cancelRequests } from './requests.ts'

/** Nothing is left to be done on it: nobody waits for an answer, an offer or a page. Who may see it can still be asked. */
export async function stopWork(
  change: Change,
  why: Extract<PageOutcome, 'withdrawn' | 'resolved' | 'merged'>,
): Promise<void> {
  await endQuestion(change, 'dropped')
  await cancelRequests(change, 'handover', 'withdrawal')
  await happen(change, { kind: 'stopped', why, at: change.now })
  await change.endPages(why)
}
