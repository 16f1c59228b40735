-- Business calendars.

-- `hours` are seven days separated by semicolons, Monday first, each a list of blocks such as 09:00-17:00.
CREATE TABLE business_calendar (
    id {ID},
    name TEXT NOT NULL UNIQUE,
    zone TEXT NOT NULL,
    hours TEXT NOT NULL,
    holidays TEXT NOT NULL
);

-- Dates that are not as the week says. `source` is empty for what was entered by hand, else the name of the file.
CREATE TABLE calendar_exception (
    calendar_id BIGINT NOT NULL REFERENCES business_calendar (id),
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    hours TEXT NOT NULL,
    PRIMARY KEY (calendar_id, source, day)
) {CLUSTERED};
