-- Which store this is, given when it is created or first opened with this column: cursors that clients keep say whose they are. The epoch is raised
-- when the store came out of a backup, because cursors given out after that backup say what is not true any more.
ALTER TABLE store ADD COLUMN identity uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE store ADD COLUMN restore_epoch bigint NOT NULL DEFAULT 0;

-- Where events are by type, tag and correlation: filled from the feed behind the mark, never by an append. A term is tenant, one letter and value as UTF-8.
-- Losing these three tables costs the time of filling them again.
CREATE TABLE event_term (
  term         bytea   NOT NULL,
  time_ticks   bigint  NOT NULL,
  shard        integer NOT NULL,
  shard_offset bigint  NOT NULL,
  PRIMARY KEY (term, time_ticks, shard, shard_offset)
);

-- How many events of a type there are up to the mark.
CREATE TABLE event_count (
  tenant text   COLLATE "C" NOT NULL,
  kind   text   COLLATE "C" NOT NULL,
  type   bytea  NOT NULL,
  events bigint NOT NULL,
  PRIMARY KEY (tenant, kind, type)
);

-- One row: the feed's cursor up to which the index is filled.
CREATE TABLE event_mark (
  id      integer PRIMARY KEY CHECK (id = 1),
  offsets text    NOT NULL
);

-- States of streams at versions, from which time travel begins. Losing them costs time only.
CREATE TABLE state_snapshot (
  stream        text   COLLATE "C" NOT NULL,
  shape         text   NOT NULL,
  version       bigint NOT NULL,
  newest_ticks  bigint NOT NULL,
  created_ticks bigint NOT NULL,
  payload       bytea  NOT NULL,
  checksum      bigint NOT NULL,
  PRIMARY KEY (stream, shape, version)
);
