-- The newest responses first.
-- $1 services · $2 surveys · $3 channels · $4 languages · $5, $6 period · $7 only ids below · $8 limit
SELECT r.id, r.survey_id, r.version_id, r.service_id, r.touchpoint_id, r.channel, r.language, r.device, r.state,
    r.revision, r.source, r.occurred_at, r.received_at, CAST(r.segments AS TEXT),
    r.page, r.campaign, r.entered_by, r.handling, r.assignee_id, r.archived_at
FROM response r
WHERE r.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
    AND (CAST($2 AS TEXT) IS NULL OR r.survey_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))
    AND (CAST($3 AS TEXT) IS NULL OR r.channel IN (SELECT value ->> 0 FROM {rows:$3}))
    AND (CAST($4 AS TEXT) IS NULL OR r.language IN (SELECT value ->> 0 FROM {rows:$4}))
    AND r.occurred_at >= CAST($5 AS BIGINT) AND r.occurred_at < CAST($6 AS BIGINT)
    AND r.id < CAST($7 AS BIGINT)
ORDER BY r.id DESC
LIMIT CAST($8 AS BIGINT)
