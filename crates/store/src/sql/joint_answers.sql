-- How often each combination of answers was given by one person, over responses.
-- CROSS JOIN holds SQLite to this order: service, period, then a range of the index on service and time.
-- $1 services · $2 channels · $3 start · $4 end · $5 touchpoints · $6 surveys · $7 languages · $8 segments [name, value]
-- $9 wordings [place, wording]: what was answered to any wording of a place stands in its column
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
),
placed AS (
    SELECT CAST(value ->> 0 AS BIGINT) AS place, CAST(value ->> 1 AS BIGINT) AS wording_id FROM {rows:$9}
),
wide AS (
    SELECT
        MAX(CASE placed.place WHEN 0 THEN a.value END) AS c0, MAX(CASE placed.place WHEN 1 THEN a.value END) AS c1,
        MAX(CASE placed.place WHEN 2 THEN a.value END) AS c2, MAX(CASE placed.place WHEN 3 THEN a.value END) AS c3,
        MAX(CASE placed.place WHEN 4 THEN a.value END) AS c4, MAX(CASE placed.place WHEN 5 THEN a.value END) AS c5,
        MAX(CASE placed.place WHEN 6 THEN a.value END) AS c6, MAX(CASE placed.place WHEN 7 THEN a.value END) AS c7,
        MAX(CASE placed.place WHEN 8 THEN a.value END) AS c8, MAX(CASE placed.place WHEN 9 THEN a.value END) AS c9,
        MAX(CASE placed.place WHEN 10 THEN a.value END) AS c10, MAX(CASE placed.place WHEN 11 THEN a.value END) AS c11
    FROM picked CROSS JOIN answer a JOIN placed ON placed.wording_id = a.wording_id
    WHERE a.response_id = picked.id AND a.value IS NOT NULL
    GROUP BY picked.id
)
SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, CAST(COUNT(*) AS BIGINT)
FROM wide
GROUP BY c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11
