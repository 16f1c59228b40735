-- One row of the argument an interaction; a known key is replaced under its old id.
INSERT INTO interaction (
    id, upsert_key, source, external_key,
    service_id, touchpoint_id, channel, customer, case_key,
    activity, intention, outcome, device, language,
    occurred_at, received_at, wait_seconds, handle_seconds, cost_cents, attributes
)
SELECT
    CAST(value -> 0 ->> 0 AS BIGINT), value -> 0 ->> 1, value -> 0 ->> 2, value -> 0 ->> 3,
    CAST(value -> 1 ->> 0 AS BIGINT), CAST(value -> 1 ->> 1 AS BIGINT), value -> 1 ->> 2,
    CAST(value -> 1 ->> 3 AS BIGINT), value -> 1 ->> 4,
    value -> 2 ->> 0, value -> 2 ->> 1, value -> 2 ->> 2, value -> 2 ->> 3, value -> 2 ->> 4,
    CAST(value -> 3 ->> 0 AS BIGINT), CAST(value -> 3 ->> 1 AS BIGINT), CAST(value -> 3 ->> 2 AS BIGINT),
    CAST(value -> 3 ->> 3 AS BIGINT), CAST(value -> 3 ->> 4 AS BIGINT), CAST(value ->> 4 AS {JSON})
FROM {rows:$1} WHERE TRUE
ON CONFLICT (upsert_key) DO UPDATE SET
    service_id = excluded.service_id, touchpoint_id = excluded.touchpoint_id, channel = excluded.channel,
    customer = excluded.customer, case_key = excluded.case_key, activity = excluded.activity,
    intention = excluded.intention, outcome = excluded.outcome, device = excluded.device,
    language = excluded.language, occurred_at = excluded.occurred_at, received_at = excluded.received_at,
    wait_seconds = excluded.wait_seconds, handle_seconds = excluded.handle_seconds,
    cost_cents = excluded.cost_cents, attributes = excluded.attributes
