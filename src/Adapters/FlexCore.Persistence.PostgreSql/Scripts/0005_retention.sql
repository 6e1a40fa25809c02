-- The data keys of persons, wrapped by a master key that is not here. Not part of the log: rows are changed, and a destroyed key is really gone.
CREATE TABLE subject_key (
  tenant          text   COLLATE "C" NOT NULL,
  subject         text   COLLATE "C" NOT NULL,
  key_id          uuid   NOT NULL,
  master_id       text   NOT NULL,
  wrapped         bytea  NOT NULL,
  created_ticks   bigint NOT NULL,
  forgotten_ticks bigint,
  PRIMARY KEY (tenant, subject)
);

-- How far the events of a stream were taken away. Their rows stay in table event with stream, version and offset, so that both count on without a hole, and have nothing else left.
-- The hash is chained over all events that are gone.
CREATE TABLE scavenge_mark (
  stream        text   COLLATE "C" PRIMARY KEY,
  version       bigint NOT NULL,
  hash          bytea  NOT NULL,
  removed_ticks bigint NOT NULL,
  checksum      bigint NOT NULL
);
