-- Journey maps: what people are meant to go through, of a service or of a life experience.

-- The revision grows with every edit and never goes back, so that an edit made against an older state is told.
-- `previous` is what the last act left behind, for undo, and `act` names that act.
CREATE TABLE journey_map (
    id {ID},
    service_id BIGINT REFERENCES service (id),
    life_experience_id BIGINT REFERENCES life_experience (id),
    copied_from BIGINT REFERENCES journey_map (id),
    revision BIGINT NOT NULL,
    design TEXT NOT NULL,
    previous TEXT,
    act TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    archived_at BIGINT,
    CHECK ((service_id IS NULL) <> (life_experience_id IS NULL))
);
CREATE INDEX journey_map_service ON journey_map (service_id);
CREATE INDEX journey_map_life_experience ON journey_map (life_experience_id);
