CREATE TABLE "outages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "outages_in_order" CHECK ("outages"."ended_at" is null or "outages"."ended_at" >= "outages"."began_at")
);
--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "urgency" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "carried_by" text;--> statement-breakpoint
CREATE UNIQUE INDEX "outages_one_open" ON "outages" USING btree ("service") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "outbox_held_for" ON "outbox" USING btree ((intent ->> 'userId')) WHERE state = 'waiting' and not_before > created_at;--> statement-breakpoint
CREATE INDEX "outbox_carried" ON "outbox" USING btree ("carried_by") WHERE carried_by is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("lane","urgency","next_attempt_at") WHERE state = 'waiting';