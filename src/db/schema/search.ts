import { type SQL, sql } from 'drizzle-orm'
import { customType, index, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * What search compares by. Indexes, stored columns and queries must say these expressions alike, so they are written here
 * once: what is changed here needs a migration. Only functions that the server calls immutable, and none of an extension of
 * accents.
 */

const ACCENTED = 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ'
const BARE = 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc'

/** Small letters without accents. */
export function plainOf(value: SQL): SQL {
  return sql`translate(lower(normalize(${value}, NFC)), ${sql.raw(`'${ACCENTED}', '${BARE}'`)})`
}

/** Stems of both languages, and each word as it stands. */
export function lexemesOf(value: SQL): SQL {
  const plain = plainOf(value)
  return sql`to_tsvector('english', ${plain}) || to_tsvector('spanish', ${plain}) || to_tsvector('simple', ${plain})`
}

/** Its words as rows of one column `word`: as the server's parser cuts them, and ids whole, which it takes to pieces. */
export function wordsIn(value: SQL): SQL {
  const plain = plainOf(value)
  return sql`(select lexeme as word from unnest(to_tsvector('simple', ${plain}))
    union select btrim(piece, '.,;:!?¡¿()[]{}<>"''«»“”…*_~-') from regexp_split_to_table(${plain}, '\\s+') piece)`
}

/** What was filed is searched: whoever sees an escalation sees all of that. What the team wrote later isn't for all of them. */
export const FILED = sql`kind in ('summary','body')`

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * Each word that somebody filed in an escalation that isn't restricted, once, in small letters without accents: where a
 * word with a slip in it is looked up. Whose it was isn't kept, so what is found with it is asked for anew.
 */
export const searchWords = pgTable('search_words', { word: text().primaryKey() }, (t) => [
  index('search_words_by_part').using('gin', sql`${t.word} gin_trgm_ops`),
])
