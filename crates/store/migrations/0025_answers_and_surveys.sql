-- Which survey takes what readers say of answers: one at most for a service, and one for an organisation as a whole.

CREATE TABLE answer_survey (
    -- `service` or `organisation`, and the id of that.
    whose TEXT NOT NULL,
    whose_id BIGINT NOT NULL,
    survey_id BIGINT NOT NULL UNIQUE REFERENCES survey (id),
    PRIMARY KEY (whose, whose_id)
) {CLUSTERED};

-- Replies that answers were put into are compared with what the answers said, the latest first.
CREATE INDEX case_answer_sent ON case_answer (at) WHERE used = 'sent';
