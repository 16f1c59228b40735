-- Counts of every answer value by up to three dimensions, over count blocks that lie wholly inside a bucket and
-- that no response of the same service, channel, survey and period stands in for.
-- $1 services · $2 channels · $3 buckets [place, start, end] · $4–$6 dimensions · $7 wordings
-- $8 blocks that archived responses stand in for
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
bucket AS (
    SELECT CAST(value ->> 0 AS BIGINT) AS place, CAST(value ->> 1 AS BIGINT) AS starts, CAST(value ->> 2 AS BIGINT) AS ends
    FROM {rows:$3}
),
picked AS (
    SELECT
        b.id,
        CASE $4 WHEN 'service' THEN CAST(b.service_id AS TEXT) WHEN 'channel' THEN b.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) END AS first,
        CASE $5 WHEN 'service' THEN CAST(b.service_id AS TEXT) WHEN 'channel' THEN b.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) END AS second,
        CASE $6 WHEN 'service' THEN CAST(b.service_id AS TEXT) WHEN 'channel' THEN b.channel
            WHEN 'time' THEN CAST(bucket.place AS TEXT) END AS third
    FROM chosen CROSS JOIN bucket
    JOIN count_block b ON b.service_id = chosen.id AND b.starts_at >= bucket.starts AND b.ends_at <= bucket.ends
    WHERE (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND b.id NOT IN (SELECT CAST(value AS BIGINT) FROM {rows:$8})
        AND NOT EXISTS (
            SELECT 1 FROM response r
            WHERE r.service_id = b.service_id AND r.occurred_at >= b.starts_at AND r.occurred_at < b.ends_at
                AND r.state = 'received' AND (b.channel = 'mixed' OR r.channel = b.channel)
                AND (b.survey_id IS NULL OR r.survey_id = b.survey_id)
        )
)
SELECT first, second, third, c.wording_id, c.value, CAST(SUM(c.n) AS BIGINT)
FROM picked JOIN block_count c ON c.block_id = picked.id
WHERE CAST($7 AS TEXT) IS NULL OR c.wording_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$7})
GROUP BY first, second, third, c.wording_id, c.value
