import type { Log } from '../../src/ports.ts'

/** For tests that look at what is done, not at what is logged. */
export const quietLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
