-- What search compares by is stored beside each text, and each word of what was filed once in a table, for words with a slip in them.
-- The table `texts` is written anew, some minutes for a million escalations, and waited for meanwhile. The previous release goes on
-- working under this migration: it never names the new column. It finds the same, more slowly; words that it files aren't in the table.
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
DROP INDEX "texts_by_word";--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (case when kind in ('summary','body') then to_tsvector('english', translate(lower(normalize(body, NFC)), 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ', 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc')) || to_tsvector('spanish', translate(lower(normalize(body, NFC)), 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ', 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc')) || to_tsvector('simple', translate(lower(normalize(body, NFC)), 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ', 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc')) end) STORED;--> statement-breakpoint
CREATE INDEX "search_words_by_part" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "texts_by_word" ON "texts" USING gin ("words") WHERE kind in ('summary','body');--> statement-breakpoint
INSERT INTO "search_words" SELECT DISTINCT w.word
	FROM "texts" t JOIN "escalations" e ON e.id = t.escalation_id,
		LATERAL (SELECT translate(lower(normalize(t.body, NFC)), 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ', 'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc') AS body OFFSET 0) plain,
		LATERAL (SELECT lexeme AS word FROM unnest(to_tsvector('simple', plain.body))
		UNION SELECT btrim(piece, '.,;:!?¡¿()[]{}<>"''«»“”…*_~-') FROM regexp_split_to_table(plain.body, '\s+') piece) w
	WHERE t.kind in ('summary','body') AND NOT e.is_restricted AND length(w.word) BETWEEN 4 AND 40;--> statement-breakpoint
-- Filing must never wait for somebody else's filing: where a word is just being kept by another transaction, it is left to that one.
CREATE FUNCTION keep_words(words text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	before text := current_setting('lock_timeout');
BEGIN
	PERFORM set_config('lock_timeout', '50ms', true);
	BEGIN
		INSERT INTO search_words (word) SELECT unnest(words) ON CONFLICT DO NOTHING;
	EXCEPTION WHEN lock_not_available THEN
		NULL;
	END;
	PERFORM set_config('lock_timeout', before, true);
END
$$;
