import { filedUnder } from '../../db/stores/escalations.ts'
import type { Deps } from '../deps.ts'

/** What this form has already filed, when its first press was never answered; null when nothing. */
export function findFiled(deps: Deps, input: { readonly submissionKey: string }): Promise<number | null> {
  return deps.db.read((q) => filedUnder(q, input.submissionKey))
}
