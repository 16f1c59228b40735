-- The inbox: full-text search, tags, acts that can be undone, saved views, experiences that were shared.

-- Low (-1), between (0) or high (1) on the first measure the survey asks; nothing where it was not answered.
ALTER TABLE response ADD COLUMN score BIGINT;
-- Whether the person wrote anything.
ALTER TABLE response ADD COLUMN commented BIGINT NOT NULL DEFAULT 0;

-- What staff change has B-trees; what stays as it came has its place in the search index (see search/document.rs).
CREATE INDEX response_handling ON response (handling, id);
CREATE INDEX response_state ON response (state, id) WHERE state <> 'received';
CREATE INDEX response_open ON response (id) WHERE archived_at IS NULL;
CREATE INDEX response_archived ON response (id) WHERE archived_at IS NOT NULL;
CREATE INDEX response_assignee ON response (assignee_id, id) WHERE assignee_id IS NOT NULL;

-- Tokens are made and folded by the program, so that both databases find the same: here they are only told apart.
CREATE {sqlite|VIRTUAL} TABLE response_search {sqlite|USING fts5 (
    document, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'"
)}{postgres|(response_id BIGINT PRIMARY KEY, document TSVECTOR NOT NULL)};
{postgres|CREATE INDEX response_search_document ON response_search USING gin (document)};

-- Responses from before there was a search; the program takes them in when it starts.
CREATE TABLE search_backlog (
    response_id {ID}
);
INSERT INTO search_backlog (response_id) SELECT id FROM response;

CREATE TABLE tag (
    id {ID},
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE response_tag (
    tag_id BIGINT NOT NULL REFERENCES tag (id),
    response_id BIGINT NOT NULL,
    PRIMARY KEY (tag_id, response_id)
) {CLUSTERED};
CREATE INDEX response_tag_response ON response_tag (response_id);

-- One act of staff on one or many responses, and what each was before and after it.
CREATE TABLE inbox_act (
    id {ID},
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT,
    expected BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    ended_at BIGINT,
    undone_at BIGINT,
    undone_by TEXT,
    undone BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX inbox_act_actor ON inbox_act (actor, id);

CREATE TABLE inbox_act_change (
    act_id BIGINT NOT NULL REFERENCES inbox_act (id),
    response_id BIGINT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (act_id, response_id)
) {CLUSTERED};
CREATE INDEX inbox_act_change_response ON inbox_act_change (response_id);

CREATE TABLE inbox_view (
    id {ID},
    account_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, name)
);
CREATE INDEX inbox_view_shared ON inbox_view (shared);

CREATE TABLE inbox_default (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    view_id BIGINT NOT NULL REFERENCES inbox_view (id)
);

-- A great experience: passed on to the team, and with the person's consent to the public.
CREATE TABLE experience (
    id {ID},
    response_id BIGINT NOT NULL UNIQUE,
    service_id BIGINT NOT NULL REFERENCES service (id),
    language TEXT NOT NULL,
    note TEXT NOT NULL,
    shared_by BIGINT,
    shared_at BIGINT NOT NULL,
    public_text TEXT,
    consent TEXT,
    consent_detail TEXT,
    published_by BIGINT,
    published_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX experience_service ON experience (service_id, id);
