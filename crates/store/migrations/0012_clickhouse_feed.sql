-- What ClickHouse holds of this installation, where measures are counted there. Rows go there in numbered batches; only
-- those up to the committed one that were not given up count, whatever else arrived.

CREATE TABLE clickhouse_feed (
    -- Database and cluster.
    target TEXT PRIMARY KEY,
    -- Stands in the names of the tables, so that two installations never write into the same ones.
    installation TEXT NOT NULL,
    -- Making everything anew makes new tables; 0 while there are none.
    generation BIGINT NOT NULL,
    -- How far the log of changes is taken over.
    transaction_id BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    committed BIGINT NOT NULL,
    -- The greatest number ever given to a batch, and the last sign of life of whoever is at it.
    attempt BIGINT NOT NULL,
    attempt_at BIGINT,
    -- How many rows of counting batches must be there.
    held BIGINT NOT NULL,
    -- No response with a greater id was ever handed over.
    greatest BIGINT NOT NULL,
    -- Batches that were given up.
    aborted {JSON} NOT NULL,
    -- The generation being made, and the last sign of life of whoever makes it.
    building BIGINT NOT NULL,
    building_at BIGINT
);
