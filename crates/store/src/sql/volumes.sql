-- Customers, offered, and respondents among the offered, from count blocks and volumes; and respondents of the blocks.
-- $1 services · $2 channels · $3 one bucket [place, start, end] · $4 whether the query takes blocks
-- $5 blocks that archived responses stand in for
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
bucket AS (SELECT CAST(value ->> 1 AS BIGINT) AS starts, CAST(value ->> 2 AS BIGINT) AS ends FROM {rows:$3}),
block AS (
    SELECT b.customers, b.offered, b.respondents
    FROM chosen CROSS JOIN bucket
    JOIN count_block b ON b.service_id = chosen.id AND b.starts_at >= bucket.starts AND b.ends_at <= bucket.ends
    WHERE CAST($4 AS BIGINT) = 1
        AND (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND b.id NOT IN (SELECT CAST(value AS BIGINT) FROM {rows:$5})
        AND NOT EXISTS (
            SELECT 1 FROM response r
            WHERE r.service_id = b.service_id AND r.occurred_at >= b.starts_at AND r.occurred_at < b.ends_at
                AND r.state = 'received' AND (b.channel = 'mixed' OR r.channel = b.channel)
                AND (b.survey_id IS NULL OR r.survey_id = b.survey_id)
        )
),
known AS (
    SELECT customers, offered, respondents FROM block
    UNION ALL
    SELECT v.customers, v.offered, (
        SELECT COUNT(*) FROM response r
        WHERE r.service_id = v.service_id AND r.channel = v.channel AND r.state = 'received'
            AND r.occurred_at >= v.starts_at AND r.occurred_at < v.ends_at
    )
    FROM chosen CROSS JOIN bucket
    JOIN volume v ON v.service_id = chosen.id AND v.starts_at >= bucket.starts AND v.ends_at <= bucket.ends
    WHERE CAST($4 AS BIGINT) = 1
        AND (CAST($2 AS TEXT) IS NULL OR v.channel IN (SELECT value ->> 0 FROM {rows:$2}))
)
SELECT
    CAST(SUM(customers) AS BIGINT),
    CAST(SUM(offered) AS BIGINT),
    CAST(SUM(CASE WHEN offered IS NOT NULL THEN respondents END) AS BIGINT),
    (SELECT CAST(COALESCE(SUM(respondents), 0) AS BIGINT) FROM block)
FROM known
