-- Projections and their buildings (generations). What is read is the live generation.
CREATE TABLE projection (
  name       TEXT    PRIMARY KEY,
  live       INTEGER NOT NULL,
  paused     INTEGER NOT NULL,
  definition TEXT    NOT NULL
) WITHOUT ROWID;

CREATE TABLE generation (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  projection    TEXT    NOT NULL,
  fingerprint   TEXT    NOT NULL,
  created_ticks INTEGER NOT NULL,
  until_ticks   INTEGER,
  bound         TEXT,
  swaps_itself  INTEGER NOT NULL,
  fault         TEXT
);

-- How far a generation has come in each shard: stored in the transaction of the documents.
CREATE TABLE position (
  generation   INTEGER NOT NULL,
  shard        INTEGER NOT NULL,
  shard_offset INTEGER NOT NULL,
  applied      INTEGER NOT NULL,
  PRIMARY KEY (generation, shard)
) WITHOUT ROWID;

CREATE TABLE document (
  generation     INTEGER NOT NULL,
  tenant         TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  key            TEXT    NOT NULL,
  aggregate_type TEXT    NOT NULL,
  data           TEXT    NOT NULL,
  stamps         TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  events         INTEGER NOT NULL,
  created_ticks  INTEGER NOT NULL,
  updated_ticks  INTEGER NOT NULL,
  PRIMARY KEY (generation, tenant, kind, key)
) WITHOUT ROWID;

-- Events without effect: the projection failed on them, or they wait behind one.
CREATE TABLE parked (
  generation   INTEGER NOT NULL,
  shard        INTEGER NOT NULL,
  shard_offset INTEGER NOT NULL,
  group_key    TEXT    NOT NULL,
  stream       TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  type         TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  attempts     INTEGER NOT NULL,
  parked_ticks INTEGER NOT NULL,
  retry_ticks  INTEGER,
  PRIMARY KEY (generation, shard, shard_offset)
) WITHOUT ROWID;

-- The newest epoch that has written for a shard: an older owner is refused.
CREATE TABLE fence (
  shard INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL
);

-- Generations that are forgotten and whose documents are still to be deleted, piece by piece.
CREATE TABLE garbage (generation INTEGER PRIMARY KEY);

-- One number that changes with every change above but documents, positions and parked events.
CREATE TABLE change (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL);
INSERT INTO change (id, number) VALUES (1, 0);

-- For people: the documents that are read, one row each.
CREATE VIEW read_models AS
SELECT
  d.key || '_' || p.name || '_' || ((d.created_ticks - 621355968000000000) / 10000000) AS id,
  d.tenant AS tenant,
  d.key AS aggregate_id,
  d.aggregate_type AS aggregate_type,
  p.name AS model_type,
  d.data AS data,
  d.version AS version,
  strftime('%Y-%m-%d %H:%M:%f', (d.updated_ticks - 621355968000000000) / 10000000.0, 'unixepoch') AS last_updated,
  strftime('%Y-%m-%d %H:%M:%f', (d.created_ticks - 621355968000000000) / 10000000.0, 'unixepoch') AS created_at
FROM projection p JOIN document d ON d.generation = p.live;

CREATE VIEW projection_metadata AS
SELECT
  p.name AS model_type,
  (SELECT coalesce(max(d.version), 0) FROM document d WHERE d.generation = p.live) AS last_processed_version,
  (SELECT strftime('%Y-%m-%d %H:%M:%f', (max(d.updated_ticks) - 621355968000000000) / 10000000.0, 'unixepoch') FROM document d WHERE d.generation = p.live) AS last_processed_at,
  (SELECT coalesce(sum(o.applied), 0) FROM position o WHERE o.generation = p.live) AS total_events_processed
FROM projection p;
