import { join } from 'node:path'
import { inject } from 'vitest'

/** Where plain Node finds a module of the checkout (`src/main.ts`), compiled for this run. */
export function compiled(module: string): string {
  return join(inject('compiledFolder'), module.replace(/\.ts$/, '.js'))
}
