-- Which interactions are new, different or gone, in the order in which that was committed: as for responses. One row
-- speaks for a whole batch.

CREATE TABLE interaction_change (
    id {sqlite|INTEGER PRIMARY KEY AUTOINCREMENT}{postgres|BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY},
    transaction_id BIGINT NOT NULL DEFAULT {sqlite|0}{postgres|(CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT))},
    interactions {JSON} NOT NULL
);
CREATE INDEX interaction_change_order ON interaction_change (transaction_id, id);

-- Who follows the log, and how far: what everyone has read is removed.
CREATE TABLE interaction_change_reader (
    name TEXT PRIMARY KEY,
    transaction_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
