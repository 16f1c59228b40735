INSERT INTO count_block (
    id, source, source_key, name, service_id, channel, first_day, last_day, starts_at, ends_at,
    customers, offered, respondents, details, imported_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (source, source_key) DO UPDATE SET
    name = excluded.name, service_id = excluded.service_id, channel = excluded.channel,
    first_day = excluded.first_day, last_day = excluded.last_day,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    customers = excluded.customers, offered = excluded.offered, respondents = excluded.respondents,
    details = excluded.details, imported_at = excluded.imported_at
