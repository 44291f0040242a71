CREATE TABLE "page_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "page_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"page_id" bigint NOT NULL,
	"way_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"external_id" text,
	"error" text,
	CONSTRAINT "page_attempts_sent" CHECK ("page_attempts"."state" <> 'sent' or "page_attempts"."sent_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "paging_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "paging_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"run" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "way_verifications" (
	"way_id" bigint PRIMARY KEY NOT NULL,
	"code_digest" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ways" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ways_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"sealed_address" text NOT NULL,
	"hint" text NOT NULL,
	"position" integer NOT NULL,
	"delay_minutes" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"tested_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
DROP INDEX "clocks_one_running";--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "run_id" bigint;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "is_repeat" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "silenced_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "silenced_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "silence_read_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "obligation" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "calendar" jsonb;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "warnings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "warned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "breach_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "page_attempts" ADD CONSTRAINT "page_attempts_page_id_pages_id_fk" FOREIGN KEY ("page_id") REFERENCES "public"."pages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paging_runs" ADD CONSTRAINT "paging_runs_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "way_verifications" ADD CONSTRAINT "way_verifications_way_id_ways_id_fk" FOREIGN KEY ("way_id") REFERENCES "public"."ways"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "page_attempts_once" ON "page_attempts" USING btree ("page_id","way_id");--> statement-breakpoint
CREATE INDEX "page_attempts_by_external" ON "page_attempts" USING btree ("external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "paging_runs_one_running" ON "paging_runs" USING btree ("escalation_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "paging_runs_of_escalation" ON "paging_runs" USING btree ("escalation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ways_of_person" ON "ways" USING btree ("user_id","position") WHERE removed_at is null;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_run_id_paging_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."paging_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_one_running" ON "clocks" USING btree ("escalation_id","kind","obligation") WHERE ended_at is null;