-- Distinct sets of segment attributes among the newest responses of some services.
SELECT DISTINCT CAST(newest.segments AS TEXT)
FROM (
    SELECT r.segments FROM response r
    WHERE r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
    ORDER BY r.id DESC LIMIT 10000
) AS newest
