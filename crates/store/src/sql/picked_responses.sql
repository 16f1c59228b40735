-- The responses of a filter; a statement goes on from here.
-- $1 services · $2 channels · $3 start · $4 end · $5 touchpoints · $6 surveys · $7 languages · $8 segments [name, value]
-- $9 devices · $10 answers [place, wording, least, greatest]: one of every place must have been given
-- CROSS JOIN holds SQLite to this order: service, period, then a range of the index on service and time.
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
picked AS (
    SELECT r.id
    FROM chosen CROSS JOIN response r
    WHERE r.service_id = chosen.id AND r.occurred_at >= $3 AND r.occurred_at < $4
        AND r.state = 'received'
        AND (CAST($2 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND (CAST($5 AS TEXT) IS NULL OR r.touchpoint_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$5}))
        AND (CAST($6 AS TEXT) IS NULL OR r.survey_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$6}))
        AND (CAST($7 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$7}))
        AND (CAST($8 AS TEXT) = '[]' OR (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$8})
            = (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$8} WHERE r.segments ->> (value ->> 0) = value ->> 1))
        AND (CAST($9 AS TEXT) IS NULL OR r.device IN (SELECT value ->> 0 FROM {rows:$9}))
        AND (CAST($10 AS TEXT) = '[]' OR (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$10})
            = (SELECT COUNT(DISTINCT rows.value ->> 0) FROM {rows:$10} CROSS JOIN answer given
                WHERE given.response_id = r.id AND given.wording_id = CAST(rows.value ->> 1 AS BIGINT)
                    AND given.value >= CAST(rows.value ->> 2 AS BIGINT)
                    AND given.value <= CAST(rows.value ->> 3 AS BIGINT)))
)
