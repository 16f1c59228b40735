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
    CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), value ->> 4,
    value ->> 5, value ->> 6, CAST(value ->> 7 AS BIGINT), value ->> 8, value ->> 9, value ->> 10, value ->> 11,
    CAST(value ->> 12 AS BIGINT), value ->> 13, value ->> 14, value ->> 15, value ->> 16,
    CAST(value ->> 17 AS BIGINT), CAST(value ->> 18 AS BIGINT), CAST(value ->> 19 AS BIGINT), value ->> 20,
    CAST(value ->> 21 AS BIGINT), CAST(value ->> 22 AS BIGINT), CAST(value ->> 23 AS BIGINT),
    CAST(value ->> 24 AS BIGINT), CAST(value ->> 25 AS BIGINT), CAST(value ->> 26 AS BIGINT), value ->> 27,
    CAST(value ->> 28 AS BIGINT), CAST(value ->> 29 AS BIGINT), CAST(value ->> 30 AS BIGINT),
    CAST(value ->> 31 AS BIGINT), CAST(value ->> 32 AS BIGINT), value ->> 33, CAST(value ->> 34 AS BIGINT),
    CAST(value ->> 35 AS BIGINT), CAST(value ->> 36 AS BIGINT), CAST(value ->> 37 AS BIGINT),
    CAST(value ->> 38 AS BIGINT)
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
