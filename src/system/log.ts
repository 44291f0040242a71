import { pino } from 'pino'
import type { Log, LogFacts } from '../ports.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Errors whose message we wrote ourselves, of facts and codes. Any other may quote what people wrote, SQL or a token. */
const OURS = new Set(['TimedOut', 'DatabaseUnavailable', 'StatementFailed', 'EmbeddedPostgresFailed', 'ConfigInvalid'])
const LONGEST_CHAIN = 4

/** One JSON line per event, on stdout unless told otherwise. */
export function createLog(options: {
  readonly level: LogLevel
  readonly destination?: { write(line: string): void }
}): Log {
  const { level, destination } = options
  const settings = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }
  const logger = destination === undefined ? pino(settings) : pino(settings, destination)
  return {
    debug: (event, facts = {}) => logger.debug(facts, event),
    info: (event, facts = {}) => logger.info(facts, event),
    warn: (event, facts = {}) => logger.warn(facts, event),
    error: (event, error, facts: LogFacts = {}) => logger.error({ ...facts, error: errorFacts(error) }, event),
  }
}

interface ErrorFacts {
  readonly name: string
  readonly code?: string
  /** Slack's own code of a refused call. */
  readonly slack?: string
  readonly message?: string
  readonly stack?: readonly string[]
  readonly cause?: ErrorFacts
}

/** Name, codes and frames of an error and of what caused it; the stack's first lines are left out: they hold the message. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error }
  const fields = new Map<string, unknown>(Object.entries(error))
  const code = fields.get('code')
  const data = fields.get('data')
  const slack = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined
  const cause = error.cause ?? fields.get('original')
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof slack === 'string' ? { slack } : {}),
    ...(OURS.has(error.name) ? { message: error.message } : {}),
    ...(depth === 0 ? { stack: frames.slice(0, 12).map((line) => line.trim()) } : {}),
    ...(cause instanceof Error && depth < LONGEST_CHAIN ? { cause: errorFacts(cause, depth + 1) } : {}),
  }
}
