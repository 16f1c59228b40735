-- Interactions: single contacts on every channel.

-- `customer` is a keyed hash, never what the source calls the person. Seconds and cents are missing where unknown.
CREATE TABLE interaction (
    id {ID},
    upsert_key TEXT UNIQUE,
    source TEXT NOT NULL,
    external_key TEXT,
    service_id BIGINT NOT NULL REFERENCES service (id),
    touchpoint_id BIGINT REFERENCES touchpoint (id),
    channel TEXT NOT NULL,
    customer BIGINT,
    case_key TEXT,
    activity TEXT NOT NULL,
    intention TEXT,
    outcome TEXT,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    wait_seconds BIGINT,
    handle_seconds BIGINT,
    cost_cents BIGINT,
    device TEXT,
    language TEXT,
    attributes {JSON} NOT NULL
);
CREATE INDEX interaction_service_time ON interaction (service_id, occurred_at);
CREATE INDEX interaction_customer_time ON interaction (customer, occurred_at) WHERE customer IS NOT NULL;

-- Counts the transactions that changed interactions, so that what was read from them is known to be as they are.
CREATE TABLE interaction_revision (
    one BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO interaction_revision (one, revision) VALUES (1, 0);
