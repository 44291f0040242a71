-- The timeline is append-only: the database itself refuses to rewrite it, whoever asks.
-- The previous release goes on working under this migration: it never updated or deleted there.
CREATE FUNCTION refuse_timeline_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the timeline is append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER timeline_rows_stay BEFORE UPDATE OR DELETE ON "timeline"
  FOR EACH ROW EXECUTE FUNCTION refuse_timeline_change();
--> statement-breakpoint
CREATE TRIGGER timeline_statements_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "timeline"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_timeline_change();
