import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'

/** The seed of every run: the same words, the same escalations. */
const SEED = 0.20261123

/** So many different words, besides those that the questions are about; the first of them are common, the last rare. */
const VOCABULARY = 30_000
const SYLLABLES = 'bacedifogulamenipurosatevizochtraprelbroslmaterindaqufligrnaelcotu'
const syllable = (nth: SQL) => sql`substr(${SYLLABLES}, 1 + 2 * (${nth} % 32)::int, 2)`
/** The word of a number, of three or four syllables. */
const WORD = sql`${syllable(sql`n`)} || ${syllable(sql`(n / 32)`)} || ${syllable(sql`(n / 1024)`)}
  || case when n % 3 = 0 then ${syllable(sql`(n / 7)`)} else '' end`

/** In half of all, one of twenty, one of ten thousand; and an id that each has a number of its own in. */
export const COMMON = 'remix'
export const SOMETIMES = 'wedding'
export const RARE = 'zarzuela'
/** One of ten thousand who file, each a few. */
export const REQUESTER = 'U0REQUESTER7'

/**
 * Escalations as they lie there after years, by the thousand: a line and a paragraph each, an update of the team's, one of
 * twenty restricted, nine of ten closed.
 */
export async function fillWorld(db: Database, count: number): Promise<void> {
  await db.transact(async (tx) => {
    await tx.execute(sql`select setseed(${SEED})`)
    await tx.execute(sql`
      insert into escalations (submission_key, team_id, category, severity, status, is_restricted, is_hard, place,
        requester_id, content_language, channel_language, filed_at, owner_id, owned_since, decision, resolved_at, closed_at)
      select 'bench:' || n, 'policy', (array['hate','press','copyright','threats'])[1 + n % 4], 'sev' || (1 + n % 4),
        case when n % 10 = 0 then 'unclaimed' else 'closed' end, n % 20 = 3, false, 'channel',
        'U0REQUESTER' || n % 10000, (array['en','es'])[1 + n % 2], 'en', at,
        case when n % 10 > 0 then 'U0SPECIALISTA' end, case when n % 10 > 0 then at end,
        case when n % 10 > 0 then 'kept_up' end, case when n % 10 > 0 then at end, case when n % 10 > 0 then at end
      from generate_series(1, ${count}::int) n, lateral (select timestamptz '2026-11-01' - (${count}::int - n) * interval '3 minutes' as at) as filed`)
    await tx.execute(sql`
      insert into texts (escalation_id, kind, author_id, body, written_at)
      select id, kind, 'U0SPECIALISTA', initcap(body) || case kind
          when 'body' then case when id % 2 = 0 then ${` ${COMMON}`}::text else '' end
            || case when id % 20 = 7 then ${` ${SOMETIMES}s`}::text else '' end
            || case when id % 10000 = 1777 then ${` ${RARE}`}::text else '' end
          when 'summary' then ', TRK-' || 100000 + id || '-NX https://example.com/track/' || md5(id::text)
          else '' end, filed_at
      from (select e.id, part.kind, e.filed_at, (select string_agg(${WORD}, ' ') from (
            select 1 + floor(${VOCABULARY}::int * power(random(), 3))::int as n
            from generate_series(1, case part.kind when 'body' then 45 else 8 end) where e.id > 0) picked) as body
          from escalations e, (values ('summary'), ('body'), ('update')) part(kind)) as lines`)
    await tx.execute(sql`
      insert into search_words select distinct w.lexeme from texts t join escalations e on e.id = t.escalation_id,
        unnest(to_tsvector('simple', lower(body))) w
      where kind in ('summary', 'body') and not is_restricted and length(w.lexeme) between 4 and 40`)
  })
  await db.read((q) => q.execute(sql`vacuum analyze`))
}
