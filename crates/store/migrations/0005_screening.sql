-- Screening of what came in: verdicts, and what staff made of them.

-- Keys of this installation. A key with an end is forgotten after it, and with it everything it could link.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires_at BIGINT
);

-- One row per screened response. Bit n of `passed` is the screen n of the program's list. `client` and `text_hash`
-- are emptied after a day.
CREATE TABLE screening (
    response_id {ID},
    service_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    urgent BIGINT NOT NULL,
    client BIGINT,
    text_hash BIGINT,
    decision TEXT,
    decided_at BIGINT
);
CREATE INDEX screening_at ON screening (at);
CREATE INDEX screening_text ON screening (text_hash, at) WHERE text_hash IS NOT NULL;
CREATE INDEX screening_urgent ON screening (response_id) WHERE urgent = 1;

-- Verdicts other than a pass.
CREATE TABLE screening_verdict (
    response_id BIGINT NOT NULL,
    screen TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    score BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (response_id, screen)
) {CLUSTERED};
CREATE INDEX screening_verdict_at ON screening_verdict (at);

-- Who first gave these answers lately: the key is a hash of survey, client and answers.
CREATE TABLE recent_answer (
    key {ID},
    response_id BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX recent_answer_at ON recent_answer (at);
