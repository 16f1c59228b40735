-- As response_insert_batch.sql, but a known submission key is replaced and its revision grows.
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
ON CONFLICT (submission_key) DO UPDATE SET
    survey_id = excluded.survey_id, version_id = excluded.version_id, service_id = excluded.service_id,
    touchpoint_id = excluded.touchpoint_id, channel = excluded.channel, language = excluded.language,
    device = excluded.device, page = excluded.page, campaign = excluded.campaign,
    occurred_at = excluded.occurred_at, received_at = excluded.received_at,
    fingerprint = excluded.fingerprint, segments = excluded.segments,
    score = excluded.score, commented = excluded.commented, customer = excluded.customer,
    revision = response.revision + 1
