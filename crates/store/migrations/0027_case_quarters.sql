-- How many cases of a service are alike, by the quarter (three calendar months of UTC) in which they were opened, so that what is said
-- over years of cases does not look at each of them.

-- `quarter` counts from the year 0: four times the year, and the quarters of the year that are over. `tally` is JSON; its form is
-- described where it is read.
CREATE TABLE case_quarter (
    service_id BIGINT NOT NULL REFERENCES service (id),
    quarter BIGINT NOT NULL,
    tally TEXT NOT NULL,
    PRIMARY KEY (service_id, quarter)
) {CLUSTERED};

-- Quarters whose cases changed since they were counted. A row for every change: writers never wait for each other, and a quarter that
-- changes while it is counted stays noted.
CREATE TABLE case_quarter_change (
    service_id BIGINT NOT NULL,
    quarter BIGINT NOT NULL
);
CREATE INDEX case_quarter_change_place ON case_quarter_change (service_id, quarter);

INSERT INTO case_quarter_change (service_id, quarter)
SELECT DISTINCT service_id, {sqlite|CAST(strftime('%Y', opened_at / 1000000, 'unixepoch') AS BIGINT) * 4
    + (CAST(strftime('%m', opened_at / 1000000, 'unixepoch') AS BIGINT) - 1) / 3}{postgres|CAST(
        EXTRACT(YEAR FROM to_timestamp(opened_at / 1000000) AT TIME ZONE 'UTC') * 4
        + EXTRACT(QUARTER FROM to_timestamp(opened_at / 1000000) AT TIME ZONE 'UTC') - 1 AS BIGINT)}
FROM case_file;

-- A stretch of a service's cases is counted without looking at their rows.
DROP INDEX case_file_counts;
CREATE INDEX case_file_counts ON case_file (service_id, opened_at, kind, channel, status, days_taken, in_time);
