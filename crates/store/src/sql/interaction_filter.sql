FROM interaction
WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND occurred_at >= $2 AND occurred_at < $3
    AND (CAST($4 AS TEXT) IS NULL OR touchpoint_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$4}))
    AND (CAST($5 AS TEXT) IS NULL OR channel IN (SELECT value ->> 0 FROM {rows:$5}))
    AND (CAST($6 AS TEXT) IS NULL OR activity IN (SELECT value ->> 0 FROM {rows:$6}))
    AND (CAST($7 AS BIGINT) IS NULL OR customer = CAST($7 AS BIGINT))
    AND (CAST($8 AS TEXT) IS NULL OR case_key = $8)
