-- Objectives that standards serve, days off from an address, and links for partners.

CREATE TABLE objective (
    id {ID},
    parent_id BIGINT REFERENCES objective (id),
    -- The organisation that owns it.
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    -- By language.
    name TEXT NOT NULL,
    description TEXT NOT NULL
);

ALTER TABLE standard ADD COLUMN objective_id BIGINT REFERENCES objective (id);

-- Whether a result was worked out from cases or interactions: such a one goes when they do.
ALTER TABLE standard_result ADD COLUMN measured BIGINT NOT NULL DEFAULT 0;

-- Where a calendar takes days off from, and how that went the last time. `trouble` says why the last try failed.
CREATE TABLE calendar_feed (
    calendar_id BIGINT PRIMARY KEY REFERENCES business_calendar (id),
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    tried_at BIGINT,
    succeeded_at BIGINT,
    days BIGINT NOT NULL,
    trouble TEXT
);

-- Only a hash of the secret is kept. `services` is a JSON array of ids.
CREATE TABLE partner_link (
    id {ID},
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    services TEXT NOT NULL,
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at BIGINT
);
