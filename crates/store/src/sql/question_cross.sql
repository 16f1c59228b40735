-- Two answers, or an answer and a circumstance, counted together.
-- $1 survey · $2 services · $3 channels · $4 languages · $5, $6 period
-- $7, $9 what rows and columns are · $8, $10 key of the answer or name of the segment · $11 versions
SELECT
    CASE $7 WHEN 'answer' THEN COALESCE(CAST(x.value AS TEXT), x.text) WHEN 'channel' THEN r.channel
        WHEN 'device' THEN r.device WHEN 'language' THEN r.language WHEN 'touchpoint' THEN CAST(r.touchpoint_id AS TEXT)
        WHEN 'segment' THEN r.segments ->> CAST($8 AS TEXT) END AS row_value,
    CASE $9 WHEN 'answer' THEN COALESCE(CAST(y.value AS TEXT), y.text) WHEN 'channel' THEN r.channel
        WHEN 'device' THEN r.device WHEN 'language' THEN r.language WHEN 'touchpoint' THEN CAST(r.touchpoint_id AS TEXT)
        WHEN 'segment' THEN r.segments ->> CAST($10 AS TEXT) END AS column_value,
    CAST(COUNT(*) AS BIGINT)
FROM response r
    LEFT JOIN answer x ON x.response_id = r.id AND x.question = CAST($8 AS TEXT)
    LEFT JOIN answer y ON y.response_id = r.id AND y.question = CAST($10 AS TEXT)
WHERE r.survey_id = $1 AND r.state = 'received'
    AND r.version_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$11})
    AND r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
GROUP BY row_value, column_value
