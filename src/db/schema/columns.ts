import { timestamp } from 'drizzle-orm/pg-core'

/** An instant of domain time: always with its zone, read as a `Date`. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 })
