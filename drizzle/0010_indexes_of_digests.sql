CREATE INDEX "escalations_filed" ON "escalations" USING btree ("team_id","filed_at");--> statement-breakpoint
CREATE INDEX "questions_of_escalation" ON "questions" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "resolutions_by_instant" ON "resolutions" USING btree ("resolved_at");--> statement-breakpoint
CREATE INDEX "resolutions_reopened" ON "resolutions" USING btree ("reopened_at") WHERE reopened_at is not null;--> statement-breakpoint
CREATE INDEX "pages_sent" ON "pages" USING btree ("sent_at") WHERE sent_at is not null;--> statement-breakpoint
CREATE INDEX "clocks_done" ON "clocks" USING btree ("ended_at") WHERE state in ('met','met_late');--> statement-breakpoint
CREATE INDEX "clocks_breached" ON "clocks" USING btree ("breached_at") WHERE breached_at is not null;