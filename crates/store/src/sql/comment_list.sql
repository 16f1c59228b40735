-- The newest comments of some services: answers in words to questions that ask for a comment.
-- $1 services · $2 questions [survey, question] · $3, $4 period · $5 limit · $6 how many to pass over
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
asked AS (SELECT CAST(value ->> 0 AS BIGINT) AS survey_id, value ->> 1 AS question FROM {rows:$2})
SELECT r.id, r.service_id, r.channel, r.language, r.occurred_at, a.text
FROM chosen CROSS JOIN response r JOIN answer a ON a.response_id = r.id
WHERE r.service_id = chosen.id AND r.occurred_at >= CAST($3 AS BIGINT) AND r.occurred_at < CAST($4 AS BIGINT)
    AND r.state = 'received' AND a.text IS NOT NULL AND a.text <> ''
    AND EXISTS (SELECT 1 FROM asked WHERE asked.survey_id = r.survey_id AND asked.question = a.question)
ORDER BY r.occurred_at DESC, r.id DESC, a.question
LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT)
