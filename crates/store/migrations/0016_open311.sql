-- Requests that came in by Open311, which lists them by when they came.

CREATE INDEX case_file_open311 ON case_file (opened_at, id) WHERE source = 'open311';
