import type { Queryable } from '../../db/client.ts'
import type { Page } from '../../db/stores/pages.ts'
import type { Change } from '../change.ts'

/** Says a page by every other way of its person, each after its delay. */
export async function sayOtherWays(_change: Change, _page: Page): Promise<void> {}

/** Slack silences this person, or can't be reached: the next way goes at once. */
export async function pullWaysForward(_tx: Queryable, _pageId: number, _now: Date): Promise<void> {}
