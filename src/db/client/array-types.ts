import type { PostgresType } from 'postgres'

/**
 * So that `= any(${…}::text[])` takes an array as one parameter. The driver would learn this by a query of its own at each
 * connection, which we switch off; Drizzle reads array columns itself.
 */
export const arrayTypes = {
  textArray: serialized(1009),
  intArray: serialized(1007),
  bigintArray: serialized(1016),
  uuidArray: serialized(2951),
} satisfies Record<string, PostgresType>

function serialized(oid: number): PostgresType {
  return { to: oid, from: [], serialize: literal, parse: (raw: unknown) => raw }
}

function literal(value: unknown): string {
  if (!Array.isArray(value)) return String(value)
  return `{${value.map((item) => (item === null ? 'null' : `"${String(item).replace(/(["\\])/g, '\\$1')}"`)).join(',')}}`
}
