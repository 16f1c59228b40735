-- How many responses to one survey count, by version.
-- $1 survey · $2 services · $3 channels · $4 languages · $5, $6 period
SELECT r.version_id, CAST(COUNT(*) AS BIGINT)
FROM response r
WHERE r.survey_id = $1 AND r.state = 'received'
    AND r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
GROUP BY r.version_id
