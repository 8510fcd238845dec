-- Lists of what is rare among much: jobs that wait or are stuck, incidents of one cause.
-- Ready jobs are not in the first index, so that handing out jobs costs no more than before.

CREATE INDEX jobs_not_ready    ON jobs (state, instance, local) WHERE state <> 0;
CREATE INDEX incidents_by_code ON incidents (code, open, at, instance, local);
