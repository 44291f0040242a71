import { loadRequest, type Request } from '../../db/stores/exchanges.ts'
import type { Deps } from '../deps.ts'

/** What a request asks for; null when there is no such request. */
export async function requestKind(deps: Deps, input: { readonly requestId: number }): Promise<Request['kind'] | null> {
  return deps.db.read(async (q) => (await loadRequest(q, input.requestId))?.kind ?? null)
}
