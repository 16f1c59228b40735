-- One row of the argument a case; a known id is replaced.
INSERT INTO case_file (
    id, number, service_id, touchpoint_id, channel, kind, status, is_open,
    subject, description, wish, person, customer, place, attributes,
    source, source_key, response_id, assignee_id, urgent, unresolved, reopened, merged_into,
    opened_at, first_response_at, unanswered_at, ended_at, pauses,
    first_response_due, next_response_due, resolution_due, due_at, alarm_at, told, days_taken, in_time,
    link_serial, revision, updated_at
)
SELECT
    CAST(value -> 0 ->> 0 AS BIGINT), value -> 0 ->> 1, CAST(value -> 0 ->> 2 AS BIGINT),
    CAST(value -> 0 ->> 3 AS BIGINT), value -> 0 ->> 4, value -> 0 ->> 5, value -> 0 ->> 6,
    CAST(value -> 0 ->> 7 AS BIGINT),
    value -> 1 ->> 0, value -> 1 ->> 1, value -> 1 ->> 2, value -> 1 ->> 3, CAST(value -> 1 ->> 4 AS BIGINT),
    value -> 1 ->> 5, value -> 1 ->> 6,
    value -> 2 ->> 0, value -> 2 ->> 1, CAST(value -> 2 ->> 2 AS BIGINT), CAST(value -> 2 ->> 3 AS BIGINT),
    CAST(value -> 2 ->> 4 AS BIGINT), value -> 2 ->> 5, CAST(value -> 2 ->> 6 AS BIGINT),
    CAST(value -> 2 ->> 7 AS BIGINT),
    CAST(value -> 3 ->> 0 AS BIGINT), CAST(value -> 3 ->> 1 AS BIGINT), CAST(value -> 3 ->> 2 AS BIGINT),
    CAST(value -> 3 ->> 3 AS BIGINT), value -> 3 ->> 4,
    CAST(value -> 4 ->> 0 AS BIGINT), CAST(value -> 4 ->> 1 AS BIGINT), CAST(value -> 4 ->> 2 AS BIGINT),
    CAST(value -> 4 ->> 3 AS BIGINT), CAST(value -> 4 ->> 4 AS BIGINT), value -> 4 ->> 5,
    CAST(value -> 4 ->> 6 AS BIGINT), CAST(value -> 4 ->> 7 AS BIGINT),
    CAST(value -> 5 ->> 0 AS BIGINT), CAST(value -> 5 ->> 1 AS BIGINT), CAST(value -> 5 ->> 2 AS BIGINT)
FROM {rows:$1} WHERE TRUE
ON CONFLICT (id) DO UPDATE SET
    service_id = excluded.service_id, touchpoint_id = excluded.touchpoint_id, channel = excluded.channel,
    kind = excluded.kind, status = excluded.status, is_open = excluded.is_open, subject = excluded.subject,
    description = excluded.description, wish = excluded.wish, person = excluded.person,
    customer = excluded.customer, place = excluded.place, attributes = excluded.attributes,
    source = excluded.source, source_key = excluded.source_key, response_id = excluded.response_id,
    assignee_id = excluded.assignee_id, urgent = excluded.urgent, unresolved = excluded.unresolved,
    reopened = excluded.reopened, merged_into = excluded.merged_into, opened_at = excluded.opened_at,
    first_response_at = excluded.first_response_at, unanswered_at = excluded.unanswered_at,
    ended_at = excluded.ended_at, pauses = excluded.pauses, first_response_due = excluded.first_response_due,
    next_response_due = excluded.next_response_due, resolution_due = excluded.resolution_due,
    due_at = excluded.due_at, alarm_at = excluded.alarm_at, told = excluded.told,
    days_taken = excluded.days_taken, in_time = excluded.in_time, link_serial = excluded.link_serial,
    revision = excluded.revision, updated_at = excluded.updated_at
