-- Next needs from readings beside those from contacts, readings that came from a search, the visits that cases carry, and who agreed
-- to be told what usually comes next.

-- Worked out anew as a whole: nothing is lost with it.
DROP TABLE next_need;
CREATE TABLE next_need (
    -- `contacts` or `readings`.
    source TEXT NOT NULL,
    need TEXT NOT NULL,
    next TEXT NOT NULL,
    window_days BIGINT NOT NULL,
    cut TEXT NOT NULL,
    need_name TEXT NOT NULL,
    next_name TEXT NOT NULL,
    contacts BIGINT NOT NULL,
    followed BIGINT NOT NULL,
    -- JSON: base, lift, lower and upper end of the interval, median seconds, p value, adjusted p value.
    figures TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (source, cut, window_days, need, next)
) {CLUSTERED};

-- How the reader came: `search`, or empty.
ALTER TABLE answer_read ADD COLUMN arrival TEXT NOT NULL DEFAULT '';

-- The visit to the public answers that a case was opened by, for as long as visits are told apart.
CREATE TABLE case_visit (
    case_id BIGINT PRIMARY KEY REFERENCES case_file (id),
    visit BIGINT NOT NULL,
    at BIGINT NOT NULL
) {CLUSTERED};
CREATE INDEX case_visit_time ON case_visit (at);

-- Answers which days of cases have changed, without looking at a case.
CREATE INDEX case_file_opened ON case_file (opened_at, customer, revision);

-- Who agreed to be told what people in their place usually need next: to which version of the words, and until when.
CREATE TABLE next_consent (
    case_id BIGINT PRIMARY KEY REFERENCES case_file (id),
    customer BIGINT NOT NULL,
    wording BIGINT NOT NULL,
    language TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    revoked_at BIGINT
) {CLUSTERED};
CREATE INDEX next_consent_customer ON next_consent (customer);

-- What became of it, once for a case and need: sent with `mail_id`, or held back by the experiment without one.
CREATE TABLE next_message (
    case_id BIGINT NOT NULL REFERENCES case_file (id),
    need TEXT NOT NULL,
    arm TEXT NOT NULL,
    -- JSON: ids of the answers.
    answers TEXT NOT NULL,
    mail_id BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, need)
) {CLUSTERED};
CREATE INDEX next_message_time ON next_message (at);
