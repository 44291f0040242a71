CREATE TABLE "calendar_events" (
	"uid" text PRIMARY KEY NOT NULL,
	"schedule_id" integer NOT NULL,
	"rotation" text NOT NULL,
	"user_id" text NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"layer" text,
	"sequence" integer DEFAULT 0 NOT NULL,
	"is_cancelled" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_feeds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"token_hash" text NOT NULL,
	"language" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "confirmations" (
	"schedule_id" integer NOT NULL,
	"rotation" text NOT NULL,
	"layer" text NOT NULL,
	"shift_start" timestamp (3) with time zone NOT NULL,
	"user_id" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "confirmations_schedule_id_rotation_layer_shift_start_user_id_pk" PRIMARY KEY("schedule_id","rotation","layer","shift_start","user_id")
);
--> statement-breakpoint
CREATE TABLE "cover_asks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cover_asks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"rotation" text NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"asked" text[] NOT NULL,
	"declined_by" text[] DEFAULT '{}' NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"taken_by" text,
	"override_id" bigint,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "cover_asks_taken" CHECK (("cover_asks"."state" = 'taken') = ("cover_asks"."taken_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "duty_timers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duty_timers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"is_skipped" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gap_findings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gap_findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "kept_days" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "kept_days_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"traded_holiday_on" date,
	"declared_at" timestamp (3) with time zone NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "kept_days_in_order" CHECK ("kept_days"."to_on" >= "kept_days"."from_on")
);
--> statement-breakpoint
CREATE TABLE "on_call_record" (
	"schedule_id" integer NOT NULL,
	"rotation" text NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone,
	"people" text[] NOT NULL,
	"layer" text,
	"why" text NOT NULL,
	CONSTRAINT "on_call_record_schedule_id_rotation_start_at_pk" PRIMARY KEY("schedule_id","rotation","start_at"),
	CONSTRAINT "on_call_record_in_order" CHECK ("on_call_record"."end_at" is null or "on_call_record"."end_at" > "on_call_record"."start_at")
);
--> statement-breakpoint
CREATE TABLE "overrides" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "overrides_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"kind" text NOT NULL,
	"rotation" text NOT NULL,
	"subject" text NOT NULL,
	"substitute" text,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"created_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"undone_by" text,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "overrides_in_order" CHECK ("overrides"."end_at" > "overrides"."start_at"),
	CONSTRAINT "overrides_shape" CHECK (("overrides"."kind" = 'replace') = ("overrides"."substitute" is not null)),
	CONSTRAINT "overrides_not_by_themselves" CHECK ("overrides"."substitute" is distinct from "overrides"."subject")
);
--> statement-breakpoint
CREATE TABLE "schedule_versions" (
	"schedule_id" integer NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"by" text,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "schedule_versions_schedule_id_version_pk" PRIMARY KEY("schedule_id","version")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "schedules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"rules" jsonb NOT NULL,
	"checkpoints" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"file_digest" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "swaps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "swaps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"rotation" text NOT NULL,
	"layer" text NOT NULL,
	"shift_start" timestamp (3) with time zone NOT NULL,
	"shift_end" timestamp (3) with time zone NOT NULL,
	"giver" text NOT NULL,
	"taker" text,
	"return_rotation" text,
	"return_layer" text,
	"return_start" timestamp (3) with time zone,
	"return_end" timestamp (3) with time zone,
	"state" text NOT NULL,
	"offered_to" text[] NOT NULL,
	"declined_by" text[] DEFAULT '{}' NOT NULL,
	"reason" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_seq" integer,
	"accepted_at" timestamp (3) with time zone,
	"decided_by" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "swaps_taken" CHECK (("swaps"."state" <> 'awaiting_approval' or "swaps"."taker" is not null) and ("swaps"."state" <> 'accepted' or num_nulls("swaps"."taker", "swaps"."accepted_seq", "swaps"."accepted_at") = 0)),
	CONSTRAINT "swaps_return_whole" CHECK (num_nulls("swaps"."return_rotation", "swaps"."return_layer", "swaps"."return_start", "swaps"."return_end") in (0, 4))
);
--> statement-breakpoint
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cover_asks" ADD CONSTRAINT "cover_asks_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cover_asks" ADD CONSTRAINT "cover_asks_override_id_overrides_id_fk" FOREIGN KEY ("override_id") REFERENCES "public"."overrides"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gap_findings" ADD CONSTRAINT "gap_findings_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_record" ADD CONSTRAINT "on_call_record_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_versions" ADD CONSTRAINT "schedule_versions_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swaps" ADD CONSTRAINT "swaps_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_events_by_person" ON "calendar_events" USING btree ("user_id","end_at");--> statement-breakpoint
CREATE INDEX "calendar_events_by_schedule" ON "calendar_events" USING btree ("schedule_id","end_at");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_by_token" ON "calendar_feeds" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_one" ON "calendar_feeds" USING btree ("kind","subject","created_by") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "cover_asks_one_open" ON "cover_asks" USING btree ("schedule_id","rotation","start_at") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "duty_timers_once" ON "duty_timers" USING btree ("key");--> statement-breakpoint
CREATE INDEX "duty_timers_due" ON "duty_timers" USING btree ("due_at") WHERE done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "gap_findings_once" ON "gap_findings" USING btree ("schedule_id","kind","subject","start_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "kept_days_by_person" ON "kept_days" USING btree ("user_id","from_on") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "on_call_record_one_open" ON "on_call_record" USING btree ("schedule_id","rotation") WHERE end_at is null;--> statement-breakpoint
CREATE INDEX "overrides_of_schedule" ON "overrides" USING btree ("schedule_id","end_at") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_by_name" ON "schedules" USING btree ("name") WHERE retired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "swaps_one_open" ON "swaps" USING btree ("schedule_id","rotation","layer","shift_start") WHERE state in ('offered','awaiting_approval');--> statement-breakpoint
CREATE INDEX "swaps_accepted" ON "swaps" USING btree ("schedule_id","accepted_seq") WHERE state = 'accepted';