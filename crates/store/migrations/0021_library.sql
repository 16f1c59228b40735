-- The answer library: answers and their versions, who read them, and who acknowledged a change.

CREATE TABLE answer (
    id {ID},
    slug TEXT NOT NULL UNIQUE,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    service_id BIGINT REFERENCES service (id),
    audience TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id BIGINT REFERENCES account (id),
    -- JSON arrays: texts, and ids of life experiences.
    needs TEXT NOT NULL,
    experiences TEXT NOT NULL,
    -- Days, as texts in the order of time.
    ends_on TEXT,
    review_on TEXT,
    latest BIGINT NOT NULL,
    -- Versions up to this number are out of use.
    withdrawn BIGINT NOT NULL,
    -- What an import knows it as, so that a second one replaces it.
    source_key TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE answer_version (
    answer_id BIGINT NOT NULL REFERENCES answer (id),
    number BIGINT NOT NULL,
    -- JSON: the words by language, and the slots.
    document TEXT NOT NULL,
    note TEXT NOT NULL,
    author_id BIGINT REFERENCES account (id),
    written_at BIGINT NOT NULL,
    starts_on TEXT,
    approved_by BIGINT REFERENCES account (id),
    approved_at BIGINT,
    must_read BIGINT NOT NULL,
    training TEXT NOT NULL,
    PRIMARY KEY (answer_id, number)
) {CLUSTERED};

-- Counts the transactions that changed answers, so that what was read from them is known to be as they are.
CREATE TABLE library_revision (
    one BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO library_revision (one, revision) VALUES (1, 0);

-- Who said that they read a version that was to be read.
CREATE TABLE answer_acknowledgement (
    answer_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (answer_id, version, account_id)
) {CLUSTERED};

-- One reading of an answer. `visit` is a keyed hash that changes every month, or missing; `helped` is what the reader said.
CREATE TABLE answer_read (
    id {ID},
    answer_id BIGINT NOT NULL REFERENCES answer (id),
    version BIGINT NOT NULL,
    language TEXT NOT NULL,
    surface TEXT NOT NULL,
    visit BIGINT,
    at BIGINT NOT NULL,
    helped BIGINT
);
CREATE INDEX answer_read_answer ON answer_read (answer_id, at, helped);
CREATE INDEX answer_read_time ON answer_read (at);
CREATE INDEX answer_read_visit ON answer_read (visit, answer_id, at) WHERE visit IS NOT NULL;

-- Answers that were read before a case was opened, and those that staff put into a reply.
CREATE TABLE case_answer (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    answer_id BIGINT NOT NULL REFERENCES answer (id),
    version BIGINT NOT NULL,
    -- `read` by the person before they wrote, or `sent` by staff.
    used TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, answer_id, used)
) {CLUSTERED};
CREATE INDEX case_answer_answer ON case_answer (answer_id, at);
