import { type SQL, sql } from 'drizzle-orm'

/**
 * The expressions that search compares by. Indexes and queries must say them alike, so they are written here once: what is
 * changed here needs a migration. Only functions that the server calls immutable, and none of an extension of accents.
 */

const ACCENTED = 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ'
const BARE = 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc'

/** Small letters without accents. */
export function plainOf(text: SQL): SQL {
  return sql`translate(lower(normalize(${text}, NFC)), ${sql.raw(`'${ACCENTED}', '${BARE}'`)})`
}

/** Stems of both languages, and each word as it stands. */
export function lexemesOf(text: SQL): SQL {
  const plain = plainOf(text)
  return sql`to_tsvector('english', ${plain}) || to_tsvector('spanish', ${plain}) || to_tsvector('simple', ${plain})`
}
