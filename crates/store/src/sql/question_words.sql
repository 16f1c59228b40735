-- What people wrote in answer to one question, the newest response first.
-- $1 survey · $2 services · $3 channels · $4 languages · $5, $6 period
-- $7 question · $8 pattern in lower case · $9 only ids below · $10 limit
SELECT r.id, r.channel, r.language, r.occurred_at, a.text
FROM response r JOIN answer a ON a.response_id = r.id
WHERE r.survey_id = $1 AND r.state = 'received' AND a.question = CAST($7 AS TEXT)
    AND a.text IS NOT NULL AND a.text <> ''
    AND (CAST($8 AS TEXT) IS NULL OR LOWER(a.text) LIKE CAST($8 AS TEXT) ESCAPE '!')
    AND r.id < CAST($9 AS BIGINT)
    AND r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
ORDER BY r.id DESC
LIMIT CAST($10 AS BIGINT)
