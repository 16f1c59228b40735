-- The embed and the kiosk: leave to complete a response, and the keys of kiosks.

-- Whoever holds the token may complete the response until the end. Only hashes of tokens are kept.
CREATE TABLE response_completion (
    token_hash TEXT PRIMARY KEY,
    response_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX response_completion_end ON response_completion (expires_at);

-- A kiosk's key lets it say when an answer was given that comes in later. Only hashes of keys are kept.
CREATE TABLE kiosk (
    id {ID},
    survey_id BIGINT NOT NULL REFERENCES survey (id),
    name TEXT NOT NULL,
    touchpoint_id BIGINT REFERENCES touchpoint (id),
    key_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES account (id),
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX kiosk_survey ON kiosk (survey_id);
