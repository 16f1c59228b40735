-- Words: what customers say and what the agency says, the agency's bureaucratic words, and what was searched for.

CREATE TABLE glossary_term (
    id {ID},
    language TEXT NOT NULL,
    said TEXT NOT NULL,
    term TEXT NOT NULL,
    -- Both as they are compared: folded words.
    said_key TEXT NOT NULL,
    term_key TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    support BIGINT NOT NULL,
    UNIQUE (language, said_key, term_key)
);

CREATE TABLE jargon_term (
    id {ID},
    language TEXT NOT NULL,
    term TEXT NOT NULL,
    term_key TEXT NOT NULL,
    -- A JSON array of texts.
    plain TEXT NOT NULL,
    UNIQUE (language, term_key)
);

-- How often words were searched for on a day: nothing of who searched, and no time of day. `audience` is that of the reader.
CREATE TABLE answer_search (
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    audience TEXT NOT NULL,
    words TEXT NOT NULL,
    asked BIGINT NOT NULL,
    -- Of these, those that found nothing.
    in_vain BIGINT NOT NULL,
    -- And those after which an answer was opened.
    opened BIGINT NOT NULL,
    PRIMARY KEY (day, language, audience, words)
) {CLUSTERED};

-- Which answers were opened from a search.
CREATE TABLE answer_search_opened (
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    answer_id BIGINT NOT NULL REFERENCES library_answer (id),
    times BIGINT NOT NULL,
    PRIMARY KEY (day, language, words, answer_id)
) {CLUSTERED};
