-- Mail that comes in: under which address it becomes which case, and what became of every message.

-- The empty text stands for every other address.
CREATE TABLE mail_address (
    id {ID},
    address TEXT NOT NULL UNIQUE,
    service_id BIGINT NOT NULL REFERENCES service (id),
    kind TEXT NOT NULL,
    language TEXT NOT NULL
);

-- The key is made of what its sender calls a message, so that one that comes twice is one.
CREATE TABLE taken_mail (
    id {ID},
    message_key TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL,
    from_address TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    case_id BIGINT,
    mail_id BIGINT,
    size BIGINT NOT NULL,
    taken_at BIGINT NOT NULL
);
CREATE INDEX taken_mail_sender ON taken_mail (from_address, taken_at);
CREATE INDEX taken_mail_outcome ON taken_mail (outcome, id);
CREATE INDEX taken_mail_case ON taken_mail (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX taken_mail_loose ON taken_mail (taken_at) WHERE case_id IS NULL;

-- A message as it came, for as long as nobody has given it to a service.
CREATE TABLE taken_mail_message (
    taken_mail_id {ID} REFERENCES taken_mail (id),
    content {sqlite|BLOB}{postgres|BYTEA} NOT NULL
);

-- Where answers to a mail go, and the messages it answers, with blanks between, the nearest last.
ALTER TABLE mail ADD COLUMN reply_to TEXT;
ALTER TABLE mail ADD COLUMN answers TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_case ON mail (case_id) WHERE case_id IS NOT NULL;
