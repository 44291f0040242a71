import { createHash, randomBytes } from 'node:crypto'
import type { Tokens } from '../ports.ts'

/** A token is as long as its hash: there is nothing to try out, so the hash needs no key. */
export function createTokens(): Tokens {
  return {
    newToken: () => randomBytes(32).toString('base64url'),
    hashOf: (token) => createHash('sha256').update(token).digest('base64url'),
  }
}
