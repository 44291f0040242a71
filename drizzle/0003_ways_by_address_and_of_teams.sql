ALTER TABLE "page_attempts" ALTER COLUMN "way_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "page_attempts" ADD COLUMN "team_way" integer;--> statement-breakpoint
ALTER TABLE "ways" ADD COLUMN "address_digest" text NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "page_attempts_once_by_team" ON "page_attempts" USING btree ("page_id","team_way");--> statement-breakpoint
CREATE INDEX "ways_by_address" ON "ways" USING btree ("address_digest") WHERE removed_at is null;--> statement-breakpoint
ALTER TABLE "page_attempts" ADD CONSTRAINT "page_attempts_one_way" CHECK (("page_attempts"."way_id" is null) <> ("page_attempts"."team_way" is null));