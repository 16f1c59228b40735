-- What known customers answered, a row an answer.
-- CROSS JOIN holds SQLite to this order: service, then a range of the index on responses of known customers.
-- $1 services · $2 start · $3 end · $4 wordings
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1})
SELECT r.id, r.customer, r.service_id, r.touchpoint_id, r.occurred_at, r.segments ->> 'stage', a.wording_id, a.value
FROM chosen CROSS JOIN response r CROSS JOIN answer a
WHERE r.service_id = chosen.id AND r.customer IS NOT NULL AND r.occurred_at >= $2 AND r.occurred_at < $3
    AND r.state = 'received'
    AND a.response_id = r.id AND a.value IS NOT NULL
    AND a.wording_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$4})
ORDER BY r.service_id, r.occurred_at, r.id
