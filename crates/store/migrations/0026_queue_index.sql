-- The queue in the order of what is due, with everything it is filtered and counted by: rows are looked at for the page alone.
DROP INDEX case_file_due;
CREATE INDEX case_file_due ON case_file
    (due_at, id, service_id, kind, channel, status, assignee_id, urgent, opened_at) WHERE is_open = 1;
