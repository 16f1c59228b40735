-- {ID}: primary key that is the row's address · {JSON}: json column · {CLUSTERED}: rows lie in the order of the key.
-- Instants are microseconds since 1970 UTC, days are ISO 8601 texts, truth values are 0 and 1.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who may come in ------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
    id {ID},
    parent_id BIGINT REFERENCES organisation (id),
    name TEXT NOT NULL,
    abbreviation TEXT NOT NULL,
    source_key TEXT UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_parent ON organisation (parent_id);

CREATE TABLE account (
    id {ID},
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BIGINT NOT NULL,
    failed_attempts BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE account_role (
    account_id BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    organisation_id BIGINT REFERENCES organisation (id),
    UNIQUE (account_id, role, organisation_id)
);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
    id {ID},
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    organisation_id BIGINT REFERENCES organisation (id),
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    used_at BIGINT
);

-- The chain: each entry's hash covers the entry and the hash before it. The head is locked while one is added.
CREATE TABLE audit_entry (
    sequence {ID},
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE audit_head (
    one BIGINT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (one, sequence, hash) VALUES (1, 0, '');

-- Directory ------------------------------------------------------------------------------------------------------

CREATE TABLE service (
    id {ID},
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    serves TEXT NOT NULL,
    yearly_volume BIGINT,
    high_impact BIGINT NOT NULL,
    source_key TEXT UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX service_organisation ON service (organisation_id);

CREATE TABLE service_share (
    service_id BIGINT NOT NULL REFERENCES service (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (service_id, organisation_id)
);

CREATE TABLE life_experience (
    id {ID},
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE service_life_experience (
    service_id BIGINT NOT NULL REFERENCES service (id),
    life_experience_id BIGINT NOT NULL REFERENCES life_experience (id),
    PRIMARY KEY (service_id, life_experience_id)
);

CREATE TABLE touchpoint (
    id {ID},
    service_id BIGINT NOT NULL REFERENCES service (id),
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX touchpoint_service ON touchpoint (service_id);

-- Surveys --------------------------------------------------------------------------------------------------------

CREATE TABLE wording (
    id {ID},
    item TEXT NOT NULL,
    variant TEXT NOT NULL,
    scale TEXT NOT NULL,
    language TEXT NOT NULL,
    feeds TEXT,
    text TEXT NOT NULL,
    UNIQUE (item, variant, scale, language)
);

CREATE TABLE survey (
    id {ID},
    key TEXT NOT NULL UNIQUE,
    service_id BIGINT NOT NULL REFERENCES service (id),
    touchpoint_id BIGINT REFERENCES touchpoint (id),
    channel TEXT NOT NULL,
    instrument TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    version_id BIGINT NOT NULL,
    setup TEXT NOT NULL,
    notices TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    published_at BIGINT
);
CREATE INDEX survey_service ON survey (service_id);

-- A version is immutable once published.
CREATE TABLE survey_version (
    id {ID},
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    number BIGINT NOT NULL,
    definition TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    published_at BIGINT,
    UNIQUE (survey_id, number)
);

-- Responses ------------------------------------------------------------------------------------------------------

CREATE TABLE response (
    id {ID},
    survey_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    service_id BIGINT NOT NULL,
    touchpoint_id BIGINT,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    device TEXT,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    source TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    submission_key TEXT UNIQUE,
    fingerprint BIGINT NOT NULL,
    segments {JSON} NOT NULL
);
CREATE INDEX response_service_time ON response (service_id, occurred_at);
CREATE INDEX response_survey ON response (survey_id, id);

CREATE TABLE answer (
    response_id BIGINT NOT NULL,
    question TEXT NOT NULL,
    value BIGINT,
    wording_id BIGINT,
    text TEXT,
    PRIMARY KEY (response_id, question)
) {CLUSTERED};

-- Counts that someone else made ----------------------------------------------------------------------------------

CREATE TABLE count_block (
    id {ID},
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    name TEXT NOT NULL,
    service_id BIGINT NOT NULL REFERENCES service (id),
    survey_id BIGINT,
    channel TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    customers BIGINT,
    offered BIGINT,
    respondents BIGINT,
    details TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    UNIQUE (source, source_key)
);
CREATE INDEX count_block_service ON count_block (service_id, first_day);

CREATE TABLE block_count (
    block_id BIGINT NOT NULL REFERENCES count_block (id),
    wording_id BIGINT NOT NULL,
    value BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (block_id, wording_id, value)
) {CLUSTERED};

-- How many people could have answered a survey of ours, where known.
CREATE TABLE volume (
    service_id BIGINT NOT NULL REFERENCES service (id),
    channel TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    customers BIGINT,
    offered BIGINT,
    PRIMARY KEY (service_id, channel, first_day, last_day)
);

-- Imports --------------------------------------------------------------------------------------------------------

CREATE TABLE import_mapping (
    id {ID},
    name TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE import_run (
    id {ID},
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    actor TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    read_rows BIGINT NOT NULL,
    inserted BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    findings TEXT NOT NULL
);

CREATE TABLE import_refusal (
    run_id BIGINT NOT NULL REFERENCES import_run (id),
    row_number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (run_id, row_number)
);
