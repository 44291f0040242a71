CREATE TABLE "escalations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "escalations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1001 CACHE 1),
	"submission_key" text NOT NULL,
	"team_id" text NOT NULL,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"is_restricted" boolean NOT NULL,
	"is_hard" boolean NOT NULL,
	"place" text NOT NULL,
	"requester_id" text NOT NULL,
	"department" text,
	"content_language" text NOT NULL,
	"channel_language" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"needed_by" timestamp (3) with time zone,
	"for_team_id" text,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"owner_id" text,
	"owned_since" timestamp (3) with time zone,
	"waiting_since" timestamp (3) with time zone,
	"decision" text,
	"resolved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"duplicate_of" integer,
	"linked_at" timestamp (3) with time zone,
	"last_update_at" timestamp (3) with time zone,
	"is_requester_in_channel" boolean DEFAULT false NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "escalations_severity_known" CHECK ("escalations"."severity" in ('sev1','sev2','sev3','sev4')),
	CONSTRAINT "escalations_status_known" CHECK ("escalations"."status" in ('unclaimed','claimed','waiting','resolved','closed','withdrawn','duplicate')),
	CONSTRAINT "escalations_owner_iff_owned" CHECK (case
    when "escalations"."status" = 'unclaimed' then "escalations"."owner_id" is null
    when "escalations"."status" in ('claimed','waiting','resolved','closed') then "escalations"."owner_id" is not null
    else true end),
	CONSTRAINT "escalations_owner_since" CHECK (("escalations"."owner_id" is null) = ("escalations"."owned_since" is null)),
	CONSTRAINT "escalations_waiting_since" CHECK (("escalations"."status" = 'waiting') = ("escalations"."waiting_since" is not null)),
	CONSTRAINT "escalations_resolved_with_decision" CHECK (("escalations"."status" in ('resolved','closed')) = ("escalations"."resolved_at" is not null and "escalations"."decision" is not null)),
	CONSTRAINT "escalations_closed_at" CHECK (("escalations"."status" = 'closed') = ("escalations"."closed_at" is not null)),
	CONSTRAINT "escalations_withdrawn_at" CHECK (("escalations"."status" = 'withdrawn') = ("escalations"."withdrawn_at" is not null)),
	CONSTRAINT "escalations_duplicate_of" CHECK (("escalations"."status" = 'duplicate') = ("escalations"."duplicate_of" is not null and "escalations"."linked_at" is not null)),
	CONSTRAINT "escalations_not_its_own_duplicate" CHECK ("escalations"."duplicate_of" <> "escalations"."id"),
	CONSTRAINT "escalations_restricted_never_in_thread" CHECK (not ("escalations"."is_restricted" and "escalations"."place" = 'thread'))
);
--> statement-breakpoint
CREATE TABLE "filing_drafts" (
	"root_view_id" text PRIMARY KEY NOT NULL,
	"filing" jsonb NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "followers" (
	"escalation_id" integer NOT NULL,
	"user_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "followers_escalation_id_user_id_pk" PRIMARY KEY("escalation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"escalation_id" integer NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "participants_escalation_id_user_id_pk" PRIMARY KEY("escalation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "questions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"text_id" bigint NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"reminded_times" integer DEFAULT 0 NOT NULL,
	"answer_text_id" bigint,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "escalation_references" (
	"escalation_id" integer NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"typed" text NOT NULL,
	CONSTRAINT "escalation_references_escalation_id_kind_value_pk" PRIMARY KEY("escalation_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"kind" text NOT NULL,
	"from_id" text NOT NULL,
	"to_id" text,
	"text_id" bigint,
	"state" text DEFAULT 'open' NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	CONSTRAINT "requests_decided" CHECK (("requests"."state" = 'open') = ("requests"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "resolutions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "resolutions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"round" integer NOT NULL,
	"decision" text NOT NULL,
	"rule" text,
	"reason_id" bigint,
	"sentence_id" bigint,
	"root_cause" text,
	"resolved_by" text NOT NULL,
	"resolved_at" timestamp (3) with time zone NOT NULL,
	"reopened_at" timestamp (3) with time zone,
	"was_helpful" boolean,
	"voted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "texts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"kind" text NOT NULL,
	"author_id" text,
	"body" text,
	"written_at" timestamp (3) with time zone NOT NULL,
	"redacted_at" timestamp (3) with time zone,
	"source" text,
	CONSTRAINT "texts_redacted_or_there" CHECK (("texts"."body" is null) = ("texts"."redacted_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"channel_id" text NOT NULL,
	"user_id" text NOT NULL,
	"result" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"lane" text NOT NULL,
	"stream" text NOT NULL,
	"escalation_id" integer,
	"intent" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"leased_by" text,
	"is_uncertain" boolean DEFAULT false NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_lease" CHECK (("outbox"."leased_until" is null) = ("outbox"."leased_by" is null))
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"key" text PRIMARY KEY NOT NULL,
	"escalation_id" integer,
	"channel_id" text NOT NULL,
	"ts" text NOT NULL,
	"digest" text NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"pinned_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "work_channels" (
	"escalation_id" integer NOT NULL,
	"sequence" integer NOT NULL,
	"is_private" boolean NOT NULL,
	"state" text NOT NULL,
	"channel_id" text,
	"name" text,
	"topic" text,
	"archive_wanted" boolean DEFAULT false NOT NULL,
	"wanted_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	CONSTRAINT "work_channels_open_has_channel" CHECK ("work_channels"."state" not in ('open','archived') or ("work_channels"."channel_id" is not null and "work_channels"."name" is not null))
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"user_id" text NOT NULL,
	"why" text NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	"post_key" text
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "group_members_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"display_name" text NOT NULL,
	"zone" text NOT NULL,
	"slack_locale" text NOT NULL,
	"is_guest" boolean NOT NULL,
	"is_bot" boolean NOT NULL,
	"is_deactivated" boolean NOT NULL,
	"dm_channel_id" text,
	"learned_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clocks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "clocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"round" integer NOT NULL,
	"kind" text NOT NULL,
	"target_minutes" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"breached_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "clocks_paused" CHECK (("clocks"."state" = 'paused') = ("clocks"."paused_at" is not null)),
	CONSTRAINT "clocks_ended" CHECK (("clocks"."state" in ('met','met_late','cancelled')) = ("clocks"."ended_at" is not null)),
	CONSTRAINT "clocks_met_late_is_breached" CHECK ("clocks"."state" <> 'met_late' or "clocks"."breached_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "timeline_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"escalation_id" integer NOT NULL,
	"event" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"text_id" bigint,
	"audience" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock_offset" (
	"id" integer PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "timers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"escalation_id" integer NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "followers" ADD CONSTRAINT "followers_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_text_id_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_answer_text_id_texts_id_fk" FOREIGN KEY ("answer_text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_references" ADD CONSTRAINT "escalation_references_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_text_id_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_reason_id_texts_id_fk" FOREIGN KEY ("reason_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_sentence_id_texts_id_fk" FOREIGN KEY ("sentence_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "texts" ADD CONSTRAINT "texts_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_channels" ADD CONSTRAINT "work_channels_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_text_id_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."texts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "escalations_filed_once" ON "escalations" USING btree ("submission_key");--> statement-breakpoint
CREATE INDEX "escalations_open_of_team" ON "escalations" USING btree ("team_id","filed_at") WHERE status in ('unclaimed','claimed','waiting');--> statement-breakpoint
CREATE INDEX "escalations_of_owner" ON "escalations" USING btree ("owner_id","filed_at");--> statement-breakpoint
CREATE INDEX "escalations_of_requester" ON "escalations" USING btree ("requester_id","filed_at");--> statement-breakpoint
CREATE INDEX "escalations_linked_to" ON "escalations" USING btree ("duplicate_of");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_one_open" ON "questions" USING btree ("escalation_id") WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX "references_by_value" ON "escalation_references" USING btree ("value");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_one_open" ON "requests" USING btree ("escalation_id","kind","from_id") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "resolutions_one_in_force" ON "resolutions" USING btree ("escalation_id") WHERE reopened_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "texts_heard_once" ON "texts" USING btree ("source") WHERE source is not null;--> statement-breakpoint
CREATE INDEX "texts_of_escalation" ON "texts" USING btree ("escalation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_once" ON "invitations" USING btree ("channel_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_said_once" ON "outbox" USING btree ("key");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("lane","next_attempt_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_unroutable" ON "outbox" USING btree ("escalation_id") WHERE state = 'unroutable';--> statement-breakpoint
CREATE INDEX "outbox_stream_waiting" ON "outbox" USING btree ("stream","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "posts_by_place" ON "posts" USING btree ("channel_id","ts","key");--> statement-breakpoint
CREATE UNIQUE INDEX "work_channels_of_escalation" ON "work_channels" USING btree ("escalation_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "work_channels_by_channel" ON "work_channels" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "pages_of_escalation" ON "pages" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "pages_waiting_for" ON "pages" USING btree ("user_id","not_before") WHERE sent_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "group_members_by_user" ON "group_members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_one_running" ON "clocks" USING btree ("escalation_id","kind") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "clocks_of_escalation" ON "clocks" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "timeline_of_escalation" ON "timeline" USING btree ("escalation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "timers_one_waiting" ON "timers" USING btree ("key") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at") WHERE done_at is null;