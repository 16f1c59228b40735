-- Working drafts: what an author changed of a survey that the public does not see yet.

-- One row per survey that was edited. The revision grows with every edit and never goes back, so that an edit made
-- against an older state is told. `definition` is empty while nothing waits to be published; `previous` is what the
-- last act left behind, for undo, and `act` names that act.
CREATE TABLE survey_draft (
    survey_id {ID},
    revision BIGINT NOT NULL,
    definition TEXT,
    previous TEXT,
    act TEXT,
    changed_at BIGINT NOT NULL
);
