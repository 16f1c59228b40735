-- Which responses are new or different, in the order in which that was committed. One row speaks for a whole batch.
-- On PostgreSQL transactions commit out of order: what is older than the oldest one still running is settled.

CREATE TABLE response_change (
    id {sqlite|INTEGER PRIMARY KEY AUTOINCREMENT}{postgres|BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY},
    transaction_id BIGINT NOT NULL DEFAULT {sqlite|0}{postgres|(CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT))},
    responses {JSON} NOT NULL
);
CREATE INDEX response_change_order ON response_change (transaction_id, id);

-- Who follows the log, and how far: what everyone has read is removed.
CREATE TABLE response_change_reader (
    name TEXT PRIMARY KEY,
    transaction_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
