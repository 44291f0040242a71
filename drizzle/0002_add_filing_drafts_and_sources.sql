CREATE TABLE "filing_drafts" (
	"root_view_id" text PRIMARY KEY NOT NULL,
	"filing" jsonb NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "source" text;--> statement-breakpoint
CREATE UNIQUE INDEX "texts_heard_once" ON "texts" USING btree ("source") WHERE source is not null;