-- Which answers that others depend on were given together, and by how many: lines of question=value, or question=:choice.
-- $1 survey · $2 services · $3 channels · $4 languages · $5, $6 period · $7 the answers · $8 those among them whose texts are choices
WITH given AS (
    SELECT r.id, r.version_id, STRING_AGG(
        a.question || '=' || COALESCE(CAST(a.value AS TEXT),
            CASE WHEN a.question IN (SELECT value ->> 0 FROM {rows:$8}) THEN ':' || a.text ELSE ':' END),
        '
' ORDER BY a.question) AS path
    FROM response r JOIN answer a ON a.response_id = r.id
    WHERE r.survey_id = $1 AND r.state = 'received'
        AND a.question IN (SELECT value ->> 0 FROM {rows:$7})
        AND r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
    GROUP BY r.id, r.version_id
)
SELECT version_id, path, CAST(COUNT(*) AS BIGINT) FROM given GROUP BY version_id, path
