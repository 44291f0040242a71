/** Why there is no embedded database here, and what to do instead: every message names `DATABASE_URL`. */
export class EmbeddedPostgresFailed extends Error {
  constructor(why: string, cause?: unknown) {
    super(
      `The embedded PostgreSQL can't be used: ${why}. Set DATABASE_URL to a PostgreSQL server (15 or newer), such as ` +
        'postgres://user:password@localhost:5432/vigia, to use that one instead.',
      { cause },
    )
    this.name = 'EmbeddedPostgresFailed'
  }
}
