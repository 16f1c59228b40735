-- What people come back for next, what staff decided about it, and the experiment that shows whether telling them helps.

-- Worked out anew as a whole. `cut` is empty for all contacts, else as `channel:phone`.
CREATE TABLE next_need (
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
    PRIMARY KEY (cut, window_days, need, next)
) {CLUSTERED};

CREATE TABLE anticipation_choice (
    need TEXT NOT NULL,
    next TEXT NOT NULL,
    decision TEXT NOT NULL,
    -- By language: how the next need is said to people.
    wording TEXT NOT NULL,
    answer_id BIGINT REFERENCES answer (id),
    why TEXT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (need, next)
) {CLUSTERED};

-- `subject` is a keyed hash of a visit or a customer, another one in every experiment. The first trial of a subject is
-- what counts: later ones are not drawn anew.
CREATE TABLE suggestion_trial (
    id {ID},
    experiment BIGINT NOT NULL,
    arm TEXT NOT NULL,
    surface TEXT NOT NULL,
    need TEXT NOT NULL,
    service_id BIGINT,
    subject BIGINT NOT NULL,
    is_first BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- JSON: ids of the answers shown.
    answers TEXT NOT NULL,
    opened_at BIGINT,
    came_back_at BIGINT,
    came_back_need TEXT
);
CREATE UNIQUE INDEX suggestion_trial_first ON suggestion_trial (experiment, subject) WHERE is_first = 1;
CREATE INDEX suggestion_trial_subject ON suggestion_trial (experiment, subject, at);
CREATE INDEX suggestion_trial_time ON suggestion_trial (experiment, is_first, at);
