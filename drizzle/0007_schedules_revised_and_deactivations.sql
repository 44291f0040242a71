CREATE TABLE "deactivations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deactivations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "deactivations_in_order" CHECK ("deactivations"."until" is null or "deactivations"."until" >= "deactivations"."at")
);
--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "recorded_until" timestamp (3) with time zone;--> statement-breakpoint
-- The release before this one writes no schedules: what is there was put there by hand.
UPDATE "schedules" SET "recorded_until" = "updated_at";--> statement-breakpoint
ALTER TABLE "schedules" ALTER COLUMN "recorded_until" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "deactivations_one_open" ON "deactivations" USING btree ("user_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "deactivations_by_person" ON "deactivations" USING btree ("user_id","at");--> statement-breakpoint
-- Who had left before it was asked since when: since Slack told us.
INSERT INTO "deactivations" ("user_id", "at") SELECT "id", "learned_at" FROM "people" WHERE "is_deactivated";
