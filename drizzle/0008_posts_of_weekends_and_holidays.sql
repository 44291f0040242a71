CREATE TABLE "duty_calls" (
	"post_id" bigint NOT NULL,
	"user_id" text NOT NULL,
	"edition" integer DEFAULT 0 NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duty_calls_post_id_user_id_pk" PRIMARY KEY("post_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "duty_posts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duty_posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"kind" text NOT NULL,
	"posted_on" date NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"windows" jsonb NOT NULL,
	"signature" text NOT NULL,
	"edition" integer DEFAULT 0 NOT NULL,
	"leads_told_at" timestamp (3) with time zone,
	CONSTRAINT "duty_posts_in_order" CHECK ("duty_posts"."end_at" > "duty_posts"."start_at")
);
--> statement-breakpoint
ALTER TABLE "duty_calls" ADD CONSTRAINT "duty_calls_post_id_duty_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."duty_posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_posts" ADD CONSTRAINT "duty_posts_schedule_id_schedules_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "duty_posts_once" ON "duty_posts" USING btree ("schedule_id","kind","posted_on");--> statement-breakpoint
CREATE INDEX "duty_posts_ahead" ON "duty_posts" USING btree ("schedule_id","end_at");