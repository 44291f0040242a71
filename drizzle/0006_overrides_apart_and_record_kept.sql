-- Two overrides of one subject on one schedule may not overlap (ONCALL 3): refused here, not by a look-up before.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_apart" EXCLUDE USING gist (
  "schedule_id" WITH =,
  "rotation" WITH =,
  "subject" WITH =,
  tstzrange("start_at", "end_at", '[)') WITH &&
) WHERE ("undone_at" IS NULL);
--> statement-breakpoint
-- Who was on call is never rewritten (ONCALL 9): an open stretch may be closed, nothing else.
-- The previous release goes on working under this migration: it knows none of these tables.
CREATE FUNCTION refuse_on_call_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.end_at IS NULL AND NEW.end_at IS NOT NULL
    AND (NEW.schedule_id, NEW.rotation, NEW.start_at, NEW.people, NEW.layer, NEW.why)
      IS NOT DISTINCT FROM (OLD.schedule_id, OLD.rotation, OLD.start_at, OLD.people, OLD.layer, OLD.why) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the record of who was on call stays: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER on_call_record_stays BEFORE UPDATE OR DELETE ON "on_call_record"
  FOR EACH ROW EXECUTE FUNCTION refuse_on_call_rewrite();
