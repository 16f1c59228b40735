-- Which of these responses pass the filter, in the order given. CROSS JOIN holds SQLite to that order.
-- $1 ids · $2 services · $3 surveys · $4 touchpoints · $5 channels · $6 languages · $7 devices · $8 sources · $9 states
-- $10 handlings · $11 tags · $12 pages · $13 scores · $14 assignee, 0 for nobody · $15 archived · $16 campaign
-- $17 commented · $18 segments [name, value] · $19, $20 period · $21 words, for PostgreSQL
SELECT r.id
FROM {rows:$1} CROSS JOIN response r
WHERE r.id = CAST(value AS BIGINT)
    AND (CAST($2 AS TEXT) IS NULL OR r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))
    AND (CAST($3 AS TEXT) IS NULL OR r.survey_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.touchpoint_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$4}))
    AND (CAST($5 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$5}))
    AND (CAST($6 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$6}))
    AND (CAST($7 AS TEXT) IS NULL OR r.device IN (SELECT value ->> 0 FROM {rows:$7}))
    AND (CAST($8 AS TEXT) IS NULL OR r.source IN (SELECT value ->> 0 FROM {rows:$8}))
    AND (CAST($9 AS TEXT) IS NULL OR r.state IN (SELECT value ->> 0 FROM {rows:$9}))
    AND (CAST($10 AS TEXT) IS NULL OR r.handling IN (SELECT value ->> 0 FROM {rows:$10}))
    AND (CAST($11 AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM response_tag g
        WHERE g.response_id = r.id AND g.tag_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$11})
    ))
    AND (CAST($12 AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM {rows:$12}
        WHERE r.page = value ->> 0 OR substr(r.page, 1, length(value ->> 0) + 1) = (value ->> 0) || '/'
    ))
    AND (CAST($13 AS TEXT) IS NULL OR r.score IN (SELECT CAST(value AS BIGINT) FROM {rows:$13}))
    AND (CAST($14 AS BIGINT) IS NULL OR COALESCE(r.assignee_id, 0) = $14)
    AND (CAST($15 AS BIGINT) IS NULL OR CASE WHEN r.archived_at IS NULL THEN 0 ELSE 1 END = $15)
    AND (CAST($16 AS TEXT) IS NULL OR r.campaign = $16)
    AND (CAST($17 AS BIGINT) IS NULL OR r.commented = $17)
    AND (CAST($18 AS TEXT) = '[]' OR NOT EXISTS (
        SELECT 1 FROM {rows:$18} WHERE COALESCE(r.segments ->> (value ->> 0), '') <> value ->> 1
    ))
    AND r.occurred_at >= CAST($19 AS BIGINT) AND r.occurred_at < CAST($20 AS BIGINT)
    AND (CAST($21 AS TEXT) IS NULL OR {sqlite|TRUE}{postgres|EXISTS (
        SELECT 1 FROM response_search s WHERE s.response_id = r.id AND s.document @@ CAST(CAST($21 AS TEXT) AS TSQUERY)
    )})
