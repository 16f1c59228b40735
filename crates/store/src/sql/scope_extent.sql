-- First and last instant of what counts for some services. Per service the ends come straight from the index.
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
ends AS (
    SELECT
        (SELECT MIN(r.occurred_at) FROM response r WHERE r.service_id = chosen.id) AS first,
        (SELECT MAX(r.occurred_at) FROM response r WHERE r.service_id = chosen.id) AS last
    FROM chosen
    UNION ALL
    SELECT MIN(b.starts_at), MAX(b.ends_at) - 1 FROM count_block b WHERE b.service_id IN (SELECT id FROM chosen)
)
SELECT CAST(MIN(first) AS BIGINT), CAST(MAX(last) AS BIGINT) FROM ends
