-- Service standards: what a service promises, and what became of it year by year.

CREATE TABLE standard (
    id {ID},
    service_id BIGINT NOT NULL REFERENCES service (id),
    touchpoint_id BIGINT REFERENCES touchpoint (id),
    -- The organisation that answers for it.
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    -- The promise by language.
    promise TEXT NOT NULL,
    -- Such as `5 business_days`.
    threshold TEXT,
    -- In millionths, so that no digit of a decimal is lost.
    target BIGINT,
    channel TEXT NOT NULL,
    effective_from TEXT,
    effective_until TEXT,
    published_at BIGINT,
    -- What an import knows it as, and what else that says of it.
    source_key TEXT UNIQUE,
    source TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX standard_service ON standard (service_id);

CREATE TABLE standard_result (
    standard_id BIGINT NOT NULL REFERENCES standard (id),
    -- The calendar year the fiscal year begins in.
    year BIGINT NOT NULL,
    -- The target of that year.
    target BIGINT,
    -- Missing is missing, never 0.
    kept BIGINT,
    total BIGINT,
    -- Met or not as a source states it.
    stated TEXT,
    source TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (standard_id, year)
);
