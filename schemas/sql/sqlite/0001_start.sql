-- The first schema. Times are milliseconds since 1970 in UTC. Lists are JSON arrays of texts.
-- Ranks order tasks: priority negated, due with the greatest integer for none, so that everything sorts upwards.

CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('application', 'wfd');

CREATE TABLE definitions (
  key         INTEGER PRIMARY KEY,
  workflow    TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  label       TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  entry       TEXT    NOT NULL,
  deployed_at INTEGER NOT NULL,
  deployed_by TEXT    NOT NULL,
  message     TEXT    NOT NULL,
  UNIQUE (workflow, version)
) STRICT;

CREATE TABLE definition_files (
  definition INTEGER NOT NULL REFERENCES definitions (key),
  path       TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  PRIMARY KEY (definition, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE instances (
  key              INTEGER PRIMARY KEY,
  workflow         TEXT    NOT NULL,
  definition       INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  business_key     TEXT    NOT NULL,
  state            INTEGER NOT NULL,
  started_by       TEXT    NOT NULL,
  started_at       INTEGER NOT NULL,
  ended_at         INTEGER,
  ended_at_element TEXT    NOT NULL,
  failure          TEXT    NOT NULL,
  updated_at       INTEGER NOT NULL,
  seq              INTEGER NOT NULL,
  open_incidents   INTEGER NOT NULL
) STRICT;
CREATE INDEX instances_by_state    ON instances (state);
CREATE INDEX instances_by_workflow ON instances (workflow, state);
CREATE INDEX instances_by_starter  ON instances (started_by, state);
CREATE INDEX instances_by_business_key ON instances (business_key) WHERE business_key <> '';
CREATE INDEX instances_with_incidents  ON instances (key) WHERE open_incidents > 0;

-- The log, in the order of commits. One row holds what one commit did to one instance.
CREATE TABLE event_batches (
  id        INTEGER PRIMARY KEY,
  instance  INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  format    INTEGER NOT NULL,
  body      TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_batches_by_instance ON event_batches (instance, last_seq);

-- The newest snapshot of an instance; the events after `seq` complete it.
CREATE TABLE snapshots (
  instance INTEGER PRIMARY KEY REFERENCES instances (key),
  seq      INTEGER NOT NULL,
  format   INTEGER NOT NULL,
  body     TEXT    NOT NULL
) STRICT;

CREATE TABLE tasks (
  instance      INTEGER NOT NULL REFERENCES instances (key),
  local         INTEGER NOT NULL,
  workflow      TEXT    NOT NULL,
  element       TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  business_key  TEXT    NOT NULL,
  state         INTEGER NOT NULL,
  assignee      TEXT    NOT NULL,
  people        TEXT    NOT NULL,
  groups        TEXT    NOT NULL,
  excluded      TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  completed_by  TEXT    NOT NULL,
  rank_priority INTEGER NOT NULL,
  rank_due      INTEGER NOT NULL,
  PRIMARY KEY (instance, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_state    ON tasks (state, rank_priority, rank_due, instance, local);
CREATE INDEX tasks_by_workflow ON tasks (workflow, state, rank_priority, rank_due, instance, local);
CREATE INDEX tasks_by_element  ON tasks (workflow, element, state, rank_priority, rank_due, instance, local);
CREATE INDEX tasks_by_assignee ON tasks (assignee, state, rank_priority, rank_due, instance, local) WHERE assignee <> '';
CREATE INDEX tasks_done_by     ON tasks (completed_by, rank_priority, rank_due, instance, local) WHERE completed_by <> '';

-- Who may take an open task that nobody has: 'p:<person>', 'g:<group>', or '*' for everybody.
CREATE TABLE task_candidates (
  who           TEXT    NOT NULL,
  rank_priority INTEGER NOT NULL,
  rank_due      INTEGER NOT NULL,
  instance      INTEGER NOT NULL,
  local         INTEGER NOT NULL,
  PRIMARY KEY (who, rank_priority, rank_due, instance, local)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  instance      INTEGER NOT NULL REFERENCES instances (key),
  local         INTEGER NOT NULL,
  workflow      TEXT    NOT NULL,
  element       TEXT    NOT NULL,
  type          TEXT    NOT NULL,
  state         INTEGER NOT NULL,
  attempts_left INTEGER NOT NULL,
  attempt       INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  timeout_ms    INTEGER NOT NULL,
  last_error    TEXT    NOT NULL,
  input         TEXT    NOT NULL,
  PRIMARY KEY (instance, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_by_type ON jobs (type, state, instance, local);

CREATE TABLE timers (
  instance INTEGER NOT NULL REFERENCES instances (key),
  local    INTEGER NOT NULL,
  due      INTEGER NOT NULL,
  PRIMARY KEY (instance, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_by_due ON timers (due, instance, local);

CREATE TABLE incidents (
  instance     INTEGER NOT NULL REFERENCES instances (key),
  local        INTEGER NOT NULL,
  workflow     TEXT    NOT NULL,
  element      TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  message      TEXT    NOT NULL,
  business_key TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  open         INTEGER NOT NULL,
  resolved_at  INTEGER,
  PRIMARY KEY (instance, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX incidents_by_time     ON incidents (open, at, instance, local);
CREATE INDEX incidents_by_workflow ON incidents (workflow, open, at, instance, local);

-- Effects that are owed until the command that answers them is committed.
CREATE TABLE outbox (
  instance        INTEGER NOT NULL,
  local           INTEGER NOT NULL,
  type            TEXT    NOT NULL,
  input           TEXT    NOT NULL,
  attempt         INTEGER NOT NULL,
  timeout_ms      INTEGER NOT NULL,
  idempotency_key TEXT    NOT NULL,
  PRIMARY KEY (instance, local)
) STRICT, WITHOUT ROWID;

CREATE TABLE command_ids (
  id    TEXT    NOT NULL PRIMARY KEY,
  reply TEXT    NOT NULL,
  at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX command_ids_by_time ON command_ids (at);

CREATE TABLE people (
  id      TEXT    NOT NULL PRIMARY KEY,
  name    TEXT    NOT NULL,
  email   TEXT    NOT NULL,
  manager TEXT    NOT NULL,
  groups  TEXT    NOT NULL,
  roles   TEXT    NOT NULL,
  active  INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id         INTEGER PRIMARY KEY,
  hash       TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  roles      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

-- One row, kept by the writer in the same transaction as what it counts.
CREATE TABLE counters (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  active_instances INTEGER NOT NULL,
  ended_instances  INTEGER NOT NULL,
  open_tasks       INTEGER NOT NULL,
  open_jobs        INTEGER NOT NULL,
  open_timers      INTEGER NOT NULL,
  open_incidents   INTEGER NOT NULL,
  outbox           INTEGER NOT NULL
) STRICT;
INSERT INTO counters VALUES (1, 0, 0, 0, 0, 0, 0, 0);
