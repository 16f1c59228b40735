-- Durable background jobs, outgoing mail, digests.

-- A job waits, runs under a lease, and ends as done or dead. `attempts` counts the runs, and tells one run from the next.
CREATE TABLE job (
    id {ID},
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    lease_until BIGINT,
    error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX job_due ON job (state, run_at);

-- Every mail this installation wrote, sent or not.
CREATE TABLE mail (
    id {ID},
    kind TEXT NOT NULL,
    account_id BIGINT,
    to_address TEXT NOT NULL,
    to_name TEXT NOT NULL,
    language TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    unsubscribe TEXT,
    state TEXT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mail_state ON mail (state, id);

-- What an account is told about by mail, how often, and how far it was told.
CREATE TABLE digest (
    id {ID},
    account_id BIGINT NOT NULL REFERENCES account (id),
    service_id BIGINT,
    survey_id BIGINT,
    low_only BIGINT NOT NULL,
    comment_only BIGINT NOT NULL,
    view_id BIGINT,
    rhythm TEXT NOT NULL,
    hour BIGINT NOT NULL,
    weekday BIGINT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX digest_account ON digest (account_id);
CREATE INDEX digest_next ON digest (next_at);

-- Responses a digest has told of, for as long as it looks back.
CREATE TABLE digest_told (
    digest_id BIGINT NOT NULL,
    response_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (digest_id, response_id)
) {CLUSTERED};
CREATE INDEX digest_told_at ON digest_told (at);
