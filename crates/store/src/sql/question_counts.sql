-- Every value of every answer to one survey, by version; texts only of the questions whose texts are choices or days.
-- $1 survey · $2 services · $3 channels · $4 languages · $5, $6 period · $7 those questions
SELECT r.version_id, a.question, a.value,
    CASE WHEN a.question IN (SELECT value ->> 0 FROM {rows:$7}) THEN a.text END AS chosen,
    CAST(COUNT(*) AS BIGINT)
FROM response r JOIN answer a ON a.response_id = r.id
WHERE r.survey_id = $1 AND r.state = 'received'
    AND r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
GROUP BY r.version_id, a.question, a.value, chosen
