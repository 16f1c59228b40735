-- Listening on every channel: what a response came with, and how far staff are with it.

ALTER TABLE response ADD COLUMN page TEXT;
ALTER TABLE response ADD COLUMN campaign TEXT;
ALTER TABLE response ADD COLUMN entered_by BIGINT;
ALTER TABLE response ADD COLUMN handling TEXT NOT NULL DEFAULT 'received';
ALTER TABLE response ADD COLUMN assignee_id BIGINT;
ALTER TABLE response ADD COLUMN archived_at BIGINT;
