-- Which responses and interactions are new, different or gone, in the order in which that was committed: two logs in one
-- table. One row speaks for a whole batch. On PostgreSQL transactions commit out of order: what is older than the oldest
-- one still running is settled.

CREATE TABLE change (
    id {sqlite|INTEGER PRIMARY KEY AUTOINCREMENT}{postgres|BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY},
    log TEXT NOT NULL CHECK (log IN ('responses', 'interactions')),
    transaction_id BIGINT NOT NULL DEFAULT {sqlite|0}{postgres|(CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT))},
    rows_changed {JSON} NOT NULL
);
CREATE INDEX change_order ON change (log, transaction_id, id);

-- Who follows a log, and how far: what everyone has read is removed.
CREATE TABLE change_reader (
    log TEXT NOT NULL CHECK (log IN ('responses', 'interactions')),
    name TEXT NOT NULL,
    transaction_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (log, name)
);
