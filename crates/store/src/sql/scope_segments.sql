-- Distinct sets of segment attributes among the newest responses of some services; which these are is read from the
-- index alone.
SELECT DISTINCT CAST(r.segments AS TEXT)
FROM response r
WHERE r.id IN (
    SELECT newest.id FROM response newest
    WHERE newest.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
    ORDER BY newest.id DESC LIMIT 2000
)
