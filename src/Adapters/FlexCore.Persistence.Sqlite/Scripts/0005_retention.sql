-- How far the events of a stream were taken away. Their rows stay in table event with stream, version and offset, so that both count on without a hole, and have nothing else left.
-- The hash is chained over all events that are gone. (The keys of persons have a file of their own here, subject_keys.db.)
CREATE TABLE scavenge_mark (
  stream        TEXT    NOT NULL PRIMARY KEY,
  version       INTEGER NOT NULL,
  hash          BLOB    NOT NULL,
  removed_ticks INTEGER NOT NULL,
  checksum      INTEGER NOT NULL
) WITHOUT ROWID;
