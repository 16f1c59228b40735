-- One row per response: [[id, survey, version, service, touchpoint, entered by], [channel, language, device, state,
-- source, page, campaign], [occurred, received], submission key, fingerprint, segments, [score, commented],
-- customer].
-- A key that is taken leaves its row as it is.
INSERT INTO response (
    id, survey_id, version_id, service_id, touchpoint_id, entered_by,
    channel, language, device, state, source, page, campaign,
    occurred_at, received_at, submission_key, fingerprint, segments, revision, score, commented, customer
)
SELECT
    CAST(value -> 0 ->> 0 AS BIGINT), CAST(value -> 0 ->> 1 AS BIGINT), CAST(value -> 0 ->> 2 AS BIGINT),
    CAST(value -> 0 ->> 3 AS BIGINT), CAST(value -> 0 ->> 4 AS BIGINT),
    CAST(value -> 0 ->> 5 AS BIGINT),
    value -> 1 ->> 0, value -> 1 ->> 1, value -> 1 ->> 2, value -> 1 ->> 3, value -> 1 ->> 4, value -> 1 ->> 5,
    value -> 1 ->> 6,
    CAST(value -> 2 ->> 0 AS BIGINT), CAST(value -> 2 ->> 1 AS BIGINT),
    value ->> 3, CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS {JSON}), 1,
    CAST(value -> 6 ->> 0 AS BIGINT), CAST(value -> 6 ->> 1 AS BIGINT), CAST(value ->> 7 AS BIGINT)
FROM {rows:$1} WHERE TRUE
ON CONFLICT (submission_key) DO NOTHING
