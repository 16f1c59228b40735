-- Working on cases: ready texts, who was named in a note, what was given at once, responses that become cases, saved views.

-- A text that an answer begins with. 0 stands for every service.
CREATE TABLE reply_template (
    id {ID},
    name TEXT NOT NULL,
    service_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    next_step TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (service_id, language, name)
);

-- Who was named in the notes of a case, when last, and whether they have looked since.
CREATE TABLE case_mention (
    account_id BIGINT NOT NULL REFERENCES account (id),
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    mentioned_at BIGINT NOT NULL,
    is_seen BIGINT NOT NULL,
    PRIMARY KEY (account_id, case_id)
) {CLUSTERED};

-- Cases that have to do with each other, each pair once, the older case first.
CREATE TABLE case_relation (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    other_id BIGINT NOT NULL REFERENCES case_file (id),
    PRIMARY KEY (case_id, other_id)
) {CLUSTERED};
CREATE INDEX case_relation_other ON case_relation (other_id);

-- Cases that were given to somebody at once: a JSON array of the case and who had it before.
CREATE TABLE case_giving (
    id {ID},
    account_id BIGINT NOT NULL REFERENCES account (id),
    to_id BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    given TEXT NOT NULL,
    undone_at BIGINT
);

-- Which responses to a survey become cases by themselves. Only those of people who left an address or a number do.
CREATE TABLE follow_up (
    survey_id BIGINT PRIMARY KEY REFERENCES survey (id),
    when_low BIGINT NOT NULL,
    when_alarming BIGINT NOT NULL,
    kind TEXT NOT NULL
);

-- Saved views are of a list: responses, or cases.
CREATE TABLE saved_view (
    id {ID},
    account_id BIGINT NOT NULL REFERENCES account (id),
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, place, name)
);
INSERT INTO saved_view (id, account_id, place, name, query, shared, created_at)
    SELECT id, account_id, 'responses', name, query, shared, created_at FROM inbox_view;
CREATE INDEX saved_view_shared ON saved_view (place, shared);
CREATE TABLE saved_view_default (
    account_id BIGINT NOT NULL REFERENCES account (id),
    place TEXT NOT NULL,
    view_id BIGINT NOT NULL REFERENCES saved_view (id),
    PRIMARY KEY (account_id, place)
) {CLUSTERED};
INSERT INTO saved_view_default (account_id, place, view_id) SELECT account_id, 'responses', view_id FROM inbox_default;
DROP TABLE inbox_default;
DROP TABLE inbox_view;
