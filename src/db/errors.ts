/**
 * `not_done`: nothing of the transaction was kept, it may be tried again. `unknown`: COMMIT was on its way when the answer
 * stopped coming, so only a look at the database (by a unique key) tells.
 */
export type Outcome = 'not_done' | 'unknown'

/** The database can't be reached, doesn't answer in time, or is going away. `reason` is a code: SQLSTATE or one of ours. */
export class DatabaseUnavailable extends Error {
  readonly outcome: Outcome
  readonly reason: string

  constructor(outcome: Outcome, reason: string) {
    super(`database unavailable (${reason}), outcome ${outcome}`)
    this.name = 'DatabaseUnavailable'
    this.outcome = outcome
    this.reason = reason
  }
}

/** Which statement failed and why, without any value: Postgres' DETAIL and the parameters may hold what people wrote. */
export class StatementFailed extends Error {
  /** SQLSTATE, such as 23505. */
  readonly code: string
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  /** The SQL with its placeholders. */
  readonly statement: string | undefined

  constructor(facts: {
    code: string
    message: string
    constraint?: string | undefined
    table?: string | undefined
    column?: string | undefined
    statement?: string | undefined
  }) {
    const where = facts.constraint ?? facts.column ?? facts.table
    super(`statement failed (${facts.code}${where === undefined ? '' : `, ${where}`}): ${facts.message}`)
    this.name = 'StatementFailed'
    this.code = facts.code
    this.constraint = facts.constraint
    this.table = facts.table
    this.column = facts.column
    this.statement = facts.statement
  }
}

/** A unique key (of that name, when given) was taken already: the race was lost, not broken. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: violated } = sqlFacts(error)
  return code === '23505' && (constraint === undefined || violated === constraint)
}

/** Another row (of that exclusion constraint, when given) covers part of the same range: the database refused this one. */
export function isExclusionViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: violated } = sqlFacts(error)
  return code === '23P01' && (constraint === undefined || violated === constraint)
}

/** Two transactions stood in each other's way and Postgres ended this one; doing it again is right. */
export function isConflict(error: unknown): boolean {
  const { code } = sqlFacts(error)
  return code === '40001' || code === '40P01'
}

interface SqlFacts {
  readonly code?: string | undefined
  readonly severity?: string | undefined
  readonly message?: string
  readonly constraint?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly statement?: string | undefined
  /** The driver or the database said it, not our own code. */
  readonly isFromDatabase: boolean
}

const OURS: SqlFacts = { isFromDatabase: false }

/** Reads an error of the driver, or one that Drizzle or this file made of it. Drizzle keeps the driver's as its cause. */
export function sqlFacts(error: unknown): SqlFacts {
  if (error instanceof StatementFailed) return { ...pick(error), message: error.message, isFromDatabase: true }
  if (!(error instanceof Error)) return OURS
  if (error.name === 'PostgresError') {
    const fields = new Map(Object.entries(error))
    const text = (name: string) => {
      const value: unknown = fields.get(name)
      return typeof value === 'string' ? value : undefined
    }
    return {
      code: text('code'),
      severity: text('severity'),
      message: error.message,
      constraint: text('constraint_name'),
      table: text('table_name'),
      column: text('column_name'),
      isFromDatabase: true,
    }
  }
  if (isDrizzleQueryError(error)) {
    const inner = sqlFacts(error.cause)
    return { ...inner, statement: error.query, isFromDatabase: true }
  }
  const code = codeOf(error)
  return code !== undefined && OF_THE_WIRE.test(code) ? { code, isFromDatabase: true } : OURS
}

const OF_THE_WIRE =
  /^(CONNECTION_|CONNECT_|ECONN|EPIPE$|ETIMEDOUT$|EHOST|ENET|ENOTFOUND$|EAI_|EADDRNOTAVAIL$|ERR_STREAM_|ERR_SOCKET_)/

/** The connection itself failed; no SQLSTATE is like these. */
export function isOfTheWire(code: string | undefined): boolean {
  return code !== undefined && OF_THE_WIRE.test(code)
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function pick(error: StatementFailed) {
  const { code, constraint, table, column, statement } = error
  return { code, constraint, table, column, statement }
}

/** By shape: Drizzle doesn't name its error, and a second copy of Drizzle would break `instanceof`. */
function isDrizzleQueryError(error: Error): error is Error & { query: string } {
  return 'query' in error && typeof error.query === 'string' && error.message.startsWith('Failed query:')
}

/**
 * What Postgres says when it is going away (57P…), too full (53…), read-only after a failover (25006), broken below (58…, XX…),
 * or when the statement or a lock took too long (57014, 55P03, 25P03): all of them "not now", none of them a bug of the statement.
 */
export function isUnavailability(code: string | undefined): boolean {
  return isOfTheWire(code) || /^(57P|57014|53|08|58|25006|25P03|25P04|55P03|XX00[012])/.test(code ?? '')
}

/** Its first part never carries values in these classes; in 22 (data exceptions) it quotes the offending text. */
const CLASSES_WITHOUT_VALUES = /^(0A|23|25|28|40|42|53|54|55|57|P0)/

/** What leaves `db`: the error itself when it is ours; otherwise one of the two classes above, without parameters. */
export function withoutValues(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || error instanceof StatementFailed) return error
  const facts = sqlFacts(error)
  if (!facts.isFromDatabase) return error
  const code = facts.code ?? 'unknown'
  if (isUnavailability(facts.code)) return new DatabaseUnavailable('not_done', code)
  const message = CLASSES_WITHOUT_VALUES.test(code) ? (facts.message ?? '') : 'message withheld, it may quote values'
  return new StatementFailed({ ...facts, code, message })
}
