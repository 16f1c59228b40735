-- Cases: what one person asks, complains of or praises, from the first word to the last.

-- `case` is a word of SQL, so its table is the case's file. The id of a case is made from the moment it was opened, so that
-- the order of ids is the order of time, for cases that were imported too.
CREATE TABLE case_file (
    id {ID},
    number TEXT NOT NULL UNIQUE,
    service_id BIGINT NOT NULL REFERENCES service (id),
    touchpoint_id BIGINT,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    subject TEXT NOT NULL,
    description TEXT NOT NULL,
    wish TEXT NOT NULL,
    -- JSON. What stands for the person in counts lies in a column of its own, too.
    person TEXT NOT NULL,
    customer BIGINT,
    place TEXT NOT NULL,
    attributes TEXT NOT NULL,
    source TEXT NOT NULL,
    source_key TEXT UNIQUE,
    response_id BIGINT,
    assignee_id BIGINT REFERENCES account (id),
    urgent BIGINT NOT NULL,
    unresolved TEXT,
    reopened BIGINT NOT NULL,
    merged_into BIGINT REFERENCES case_file (id),
    opened_at BIGINT NOT NULL,
    first_response_at BIGINT,
    unanswered_at BIGINT,
    ended_at BIGINT,
    -- Pairs of moments, the second missing while the pause goes on.
    pauses TEXT NOT NULL,
    first_response_due BIGINT,
    next_response_due BIGINT,
    resolution_due BIGINT,
    -- The soonest of those that run; beyond all time when none does, so that such cases sort last.
    due_at BIGINT NOT NULL,
    -- When somebody is to be told of a clock next, and of which clocks they were told already.
    alarm_at BIGINT,
    told TEXT NOT NULL,
    -- Business days from the beginning to the end, counted as deadlines are; in time or not where a rule said by when.
    days_taken BIGINT,
    in_time BIGINT,
    link_serial BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX case_file_due ON case_file (due_at, id) WHERE is_open = 1;
CREATE INDEX case_file_alarm ON case_file (alarm_at) WHERE alarm_at IS NOT NULL;
CREATE INDEX case_file_assignee ON case_file (assignee_id, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX case_file_customer ON case_file (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX case_file_response ON case_file (response_id) WHERE response_id IS NOT NULL;
CREATE INDEX case_file_merged ON case_file (merged_into) WHERE merged_into IS NOT NULL;
-- Answers every count over cases without looking at their rows, in the order that counts are grouped in: nothing is sorted.
CREATE INDEX case_file_counts ON case_file (service_id, kind, channel, status, days_taken, in_time, opened_at);

CREATE {sqlite|VIRTUAL} TABLE case_search {sqlite|USING fts5 (
    document, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'"
)}{postgres|(case_id BIGINT PRIMARY KEY, document TSVECTOR NOT NULL)};
{postgres|CREATE INDEX case_search_document ON case_search USING gin (document)};

CREATE TABLE case_event (
    id {ID},
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX case_event_case ON case_event (case_id, id);

-- A file that a person or staff added.
CREATE TABLE case_attachment (
    id {ID},
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    event_id BIGINT NOT NULL REFERENCES case_event (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    content {sqlite|BLOB}{postgres|BYTEA} NOT NULL
);
CREATE INDEX case_attachment_case ON case_attachment (case_id);

-- Who looks at a case just now, so that two do not answer at once.
CREATE TABLE case_presence (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, account_id)
) {CLUSTERED};

ALTER TABLE mail ADD COLUMN case_id BIGINT;

-- By when, by which calendar and by whom cases are handled. 0 and the empty text stand for every service and every kind.
CREATE TABLE case_rule (
    id {ID},
    service_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    calendar_id BIGINT NOT NULL REFERENCES business_calendar (id),
    first_response TEXT,
    next_response TEXT,
    resolution TEXT,
    assignee_id BIGINT REFERENCES account (id),
    escalate_to BIGINT REFERENCES account (id),
    survey_id BIGINT,
    UNIQUE (service_id, kind)
);
