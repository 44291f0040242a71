import type { Request } from '../../db/stores/exchanges.ts'
import { type Outcome, refused } from '../../domain/escalation/refusal.ts'

/** Somebody answered it before, or what it asked for is gone: then nobody decided. */
export function alreadyDecided(request: Request): Outcome<never> {
  return refused({ code: 'already_decided', byId: request.decidedBy, at: request.decidedAt ?? request.askedAt })
}
