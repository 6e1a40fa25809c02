-- The commit path appends to this table and to nothing else; it has no secondary index on purpose.
-- seq is 1, 2, 3 … in commit order. The checksum covers every other column.
CREATE TABLE event (
  seq             INTEGER PRIMARY KEY,
  shard           INTEGER NOT NULL,
  shard_offset    INTEGER NOT NULL,
  stream          TEXT    NOT NULL,
  version         INTEGER NOT NULL,
  id              BLOB    NOT NULL,
  type            TEXT    NOT NULL,
  schema_version  INTEGER NOT NULL,
  time_ticks      INTEGER NOT NULL,
  principal       TEXT    NOT NULL,
  correlation     TEXT    NOT NULL,
  causation       TEXT    NOT NULL,
  idempotency_key TEXT,
  payload         BLOB    NOT NULL,
  checksum        INTEGER NOT NULL
);

-- Where the events of a stream are: runs of consecutive versions with their seqs, packed. Built behind the watermark
-- (the newest seq of feed_mark) in sorted batches; events above it are found through memory.
CREATE TABLE stream_run (
  stream        TEXT    NOT NULL,
  first_version INTEGER NOT NULL,
  last_version  INTEGER NOT NULL,
  seqs          BLOB    NOT NULL,
  checksum      INTEGER NOT NULL,
  PRIMARY KEY (stream, first_version)
) WITHOUT ROWID;

-- The vector of shard offsets as of a seq: where a feed cursor begins to scan, and where the index ends.
CREATE TABLE feed_mark (
  seq      INTEGER PRIMARY KEY,
  offsets  BLOB    NOT NULL,
  checksum INTEGER NOT NULL
);

-- The owner of each shard. The epoch fences every older owner.
CREATE TABLE shard (
  shard    INTEGER PRIMARY KEY,
  epoch    INTEGER NOT NULL,
  owner    TEXT    NOT NULL,
  checksum INTEGER NOT NULL
);

CREATE TABLE snapshot (
  stream         TEXT    NOT NULL PRIMARY KEY,
  version        INTEGER NOT NULL,
  type           TEXT    NOT NULL,
  schema_version INTEGER NOT NULL,
  payload        BLOB    NOT NULL,
  checksum       INTEGER NOT NULL
);

CREATE TABLE checkpoint (
  stream      TEXT    NOT NULL PRIMARY KEY,
  run_id      TEXT    NOT NULL,
  sequence    INTEGER NOT NULL,
  fingerprint TEXT    NOT NULL,
  payload     BLOB    NOT NULL,
  checksum    INTEGER NOT NULL
);

-- One row: what was fixed when the store was created.
CREATE TABLE store (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  shard_count INTEGER NOT NULL
);
