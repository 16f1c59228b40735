-- Count blocks that match services and channels and touch the period, but are not counted, each with the reason.
-- $1 services · $2 channels · $3 buckets [place, start, end] · $4 whether the query takes blocks · $5, $6 period
-- $7 blocks that archived responses stand in for
WITH chosen AS (SELECT CAST(value AS BIGINT) AS id FROM {rows:$1}),
bucket AS (SELECT CAST(value ->> 1 AS BIGINT) AS starts, CAST(value ->> 2 AS BIGINT) AS ends FROM {rows:$3}),
judged AS (
    SELECT
        b.id, b.name, b.respondents,
        CASE
            WHEN b.id IN (SELECT CAST(value AS BIGINT) FROM {rows:$7}) OR EXISTS (
                SELECT 1 FROM response r
                WHERE r.service_id = b.service_id AND r.occurred_at >= b.starts_at AND r.occurred_at < b.ends_at
                    AND r.state = 'received' AND (b.channel = 'mixed' OR r.channel = b.channel)
                    AND (b.survey_id IS NULL OR r.survey_id = b.survey_id)
            ) THEN 'covered'
            WHEN CAST($4 AS BIGINT) = 0 THEN 'cut'
            WHEN NOT EXISTS (SELECT 1 FROM bucket WHERE b.starts_at >= bucket.starts AND b.ends_at <= bucket.ends)
                THEN 'across'
        END AS reason
    FROM chosen JOIN count_block b ON b.service_id = chosen.id
    WHERE (CAST($2 AS TEXT) IS NULL OR b.channel IN (SELECT value ->> 0 FROM {rows:$2}))
        AND b.starts_at < CAST($6 AS BIGINT) AND b.ends_at > CAST($5 AS BIGINT)
)
SELECT reason, name, COALESCE(respondents, 0) FROM judged WHERE reason IS NOT NULL ORDER BY reason, id
