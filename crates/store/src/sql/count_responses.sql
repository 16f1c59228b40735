-- Counts of every answer value by up to three dimensions, over responses.
-- CROSS JOIN holds SQLite to this order: service, bucket, then a range of the index on service and time.
-- $1 services · $2 channels · $3 buckets [place, start, end] · $4–$6 dimensions · $7 touchpoints · $8 surveys
-- $9 languages · $10 segments [name, value] · $11–$13 segment names of the dimensions · $14 wordings
-- $15 devices · $16 answers [place, wording, least, greatest]: one of every place must have been given
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
bucket AS (
    SELECT CAST(value ->> 0 AS BIGINT) AS place, CAST(value ->> 1 AS BIGINT) AS starts, CAST(value ->> 2 AS BIGINT) AS ends
    FROM {rows:$3}
),
picked AS (
    SELECT
        r.id,
        CASE $4 WHEN 'service' THEN CAST(r.service_id AS TEXT) WHEN 'channel' THEN r.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) WHEN 'touchpoint' THEN CAST(r.touchpoint_id AS TEXT)
            WHEN 'survey' THEN CAST(r.survey_id AS TEXT) WHEN 'language' THEN r.language
            WHEN 'device' THEN r.device WHEN 'segment' THEN r.segments ->> CAST($11 AS TEXT) END AS first,
        CASE $5 WHEN 'service' THEN CAST(r.service_id AS TEXT) WHEN 'channel' THEN r.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) WHEN 'touchpoint' THEN CAST(r.touchpoint_id AS TEXT)
            WHEN 'survey' THEN CAST(r.survey_id AS TEXT) WHEN 'language' THEN r.language
            WHEN 'device' THEN r.device WHEN 'segment' THEN r.segments ->> CAST($12 AS TEXT) END AS second,
        CASE $6 WHEN 'service' THEN CAST(r.service_id AS TEXT) WHEN 'channel' THEN r.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) WHEN 'touchpoint' THEN CAST(r.touchpoint_id AS TEXT)
            WHEN 'survey' THEN CAST(r.survey_id AS TEXT) WHEN 'language' THEN r.language
            WHEN 'device' THEN r.device WHEN 'segment' THEN r.segments ->> CAST($13 AS TEXT) END AS third
    FROM chosen CROSS JOIN bucket
    CROSS JOIN response r
    WHERE r.service_id = chosen.id AND r.occurred_at >= bucket.starts AND r.occurred_at < bucket.ends
        AND r.state = 'received'
        AND (CAST($2 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND (CAST($7 AS TEXT) IS NULL OR r.touchpoint_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$7}))
        AND (CAST($8 AS TEXT) IS NULL OR r.survey_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$8}))
        AND (CAST($9 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$9}))
        AND (CAST($10 AS TEXT) = '[]' OR (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$10})
            = (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$10} WHERE r.segments ->> (value ->> 0) = value ->> 1))
        AND (CAST($15 AS TEXT) IS NULL OR r.device IN (SELECT value ->> 0 FROM {rows:$15}))
        AND (CAST($16 AS TEXT) = '[]' OR (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$16})
            = (SELECT COUNT(DISTINCT rows.value ->> 0) FROM {rows:$16} CROSS JOIN answer given
                WHERE given.response_id = r.id AND given.wording_id = CAST(rows.value ->> 1 AS BIGINT)
                    AND given.value >= CAST(rows.value ->> 2 AS BIGINT)
                    AND given.value <= CAST(rows.value ->> 3 AS BIGINT)))
)
SELECT first, second, third, a.wording_id, a.value, CAST(COUNT(*) AS BIGINT)
FROM picked CROSS JOIN answer a
WHERE a.response_id = picked.id AND a.wording_id IS NOT NULL AND a.value IS NOT NULL
    AND (CAST($14 AS TEXT) IS NULL OR a.wording_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$14}))
GROUP BY first, second, third, a.wording_id, a.value
