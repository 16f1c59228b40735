-- What people wrote to some questions in responses that count, the latest first.
-- $1 services · $2 questions [survey, question] · $3 since when · $4 limit
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
asked AS (SELECT CAST(value ->> 0 AS BIGINT) AS survey_id, value ->> 1 AS question FROM {rows:$2})
SELECT r.id, r.customer, r.language, a.text
FROM chosen CROSS JOIN response r JOIN answer a ON a.response_id = r.id
WHERE r.service_id = chosen.id AND r.occurred_at >= CAST($3 AS BIGINT)
    AND r.state = 'received' AND a.text IS NOT NULL AND a.text <> ''
    AND EXISTS (SELECT 1 FROM asked WHERE asked.survey_id = r.survey_id AND asked.question = a.question)
ORDER BY r.occurred_at DESC, r.id DESC, a.question
LIMIT CAST($4 AS BIGINT)
