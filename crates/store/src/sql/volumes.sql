-- Customers, offered, respondents among the offered, and all that answered.
-- $1 services · $2 channels · $3 one bucket [place, start, end] · $4 whether the query takes blocks
-- $5 touchpoints · $6 surveys · $7 languages · $8 segments [name, value]
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
bucket AS (SELECT CAST(value ->> 1 AS BIGINT) AS starts, CAST(value ->> 2 AS BIGINT) AS ends FROM {rows:$3}),
known AS (
    SELECT b.customers, b.offered, b.respondents
    FROM chosen CROSS JOIN bucket
    JOIN count_block b ON b.service_id = chosen.id AND b.starts_at >= bucket.starts AND b.ends_at <= bucket.ends
    WHERE CAST($4 AS BIGINT) = 1
        AND (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND NOT EXISTS (
            SELECT 1 FROM response r
            WHERE r.service_id = b.service_id AND r.occurred_at >= b.starts_at AND r.occurred_at < b.ends_at
                AND r.state = 'received' AND (b.channel = 'mixed' OR r.channel = b.channel)
                AND (b.survey_id IS NULL OR r.survey_id = b.survey_id)
        )
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
    (
        SELECT CAST(COUNT(*) AS BIGINT)
        FROM chosen CROSS JOIN bucket
        CROSS JOIN response r
        WHERE r.service_id = chosen.id AND r.occurred_at >= bucket.starts AND r.occurred_at < bucket.ends
            AND r.state = 'received'
            AND (CAST($2 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$2}))
            AND (CAST($5 AS TEXT) IS NULL OR r.touchpoint_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$5}))
            AND (CAST($6 AS TEXT) IS NULL OR r.survey_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$6}))
            AND (CAST($7 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$7}))
            AND (CAST($8 AS TEXT) = '[]' OR (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$8})
                = (SELECT COUNT(DISTINCT value ->> 0) FROM {rows:$8} WHERE r.segments ->> (value ->> 0) = value ->> 1))
    ) + (
        SELECT CAST(COALESCE(SUM(b.respondents), 0) AS BIGINT)
        FROM chosen CROSS JOIN bucket
        JOIN count_block b ON b.service_id = chosen.id AND b.starts_at >= bucket.starts AND b.ends_at <= bucket.ends
        WHERE CAST($4 AS BIGINT) = 1
            AND (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
            AND NOT EXISTS (
                SELECT 1 FROM response r
                WHERE r.service_id = b.service_id AND r.occurred_at >= b.starts_at AND r.occurred_at < b.ends_at
                    AND r.state = 'received' AND (b.channel = 'mixed' OR r.channel = b.channel)
                    AND (b.survey_id IS NULL OR r.survey_id = b.survey_id)
            )
    )
FROM known
