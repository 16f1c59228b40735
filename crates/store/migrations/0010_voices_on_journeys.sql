-- Voices on journeys: responses of known customers, and what staff say of journey maps.

-- The same keyed hash as of interactions: it joins what a person said to what they did.
ALTER TABLE response ADD COLUMN customer BIGINT;
CREATE INDEX response_customer ON response (customer, occurred_at) WHERE customer IS NOT NULL;
CREATE INDEX response_service_customer ON response (service_id, occurred_at) WHERE customer IS NOT NULL;

-- `step` is the key of a step of the map; of the whole map when it is NULL. A remark stays when its step goes.
CREATE TABLE journey_map_comment (
    id {ID},
    map_id BIGINT NOT NULL REFERENCES journey_map (id),
    step TEXT,
    step_name TEXT,
    author_id BIGINT,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    resolved_by BIGINT,
    resolved_at BIGINT
);
CREATE INDEX journey_map_comment_map ON journey_map_comment (map_id, id);
