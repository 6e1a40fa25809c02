-- Projections and their buildings (generations). What is read is the live generation.
CREATE TABLE projection (
  name       text    COLLATE "C" PRIMARY KEY,
  live       bigint  NOT NULL,
  paused     boolean NOT NULL,
  definition text    NOT NULL
);

CREATE TABLE generation (
  id            bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  projection    text    NOT NULL,
  fingerprint   text    NOT NULL,
  created_ticks bigint  NOT NULL,
  until_ticks   bigint,
  bound         text,
  swaps_itself  boolean NOT NULL,
  fault         text
);

-- How far a generation has come in each shard: stored in the transaction of the documents.
CREATE TABLE position (
  generation   bigint  NOT NULL,
  shard        integer NOT NULL,
  shard_offset bigint  NOT NULL,
  applied      bigint  NOT NULL,
  PRIMARY KEY (generation, shard)
) WITH (fillfactor = 50);

CREATE TABLE document (
  generation     bigint NOT NULL,
  tenant         text   COLLATE "C" NOT NULL,
  kind           text   COLLATE "C" NOT NULL,
  key            text   COLLATE "C" NOT NULL,
  aggregate_type text   NOT NULL,
  data           json   NOT NULL,
  stamps         text   NOT NULL,
  version        bigint NOT NULL,
  events         bigint NOT NULL,
  created_ticks  bigint NOT NULL,
  updated_ticks  bigint NOT NULL,
  PRIMARY KEY (generation, tenant, kind, key)
) WITH (fillfactor = 80);

-- Events without effect: the projection failed on them, or they wait behind one.
CREATE TABLE parked (
  generation   bigint  NOT NULL,
  shard        integer NOT NULL,
  shard_offset bigint  NOT NULL,
  group_key    text    NOT NULL,
  stream       text    NOT NULL,
  version      bigint  NOT NULL,
  type         text    NOT NULL,
  reason       text    NOT NULL,
  attempts     integer NOT NULL,
  parked_ticks bigint  NOT NULL,
  retry_ticks  bigint,
  PRIMARY KEY (generation, shard, shard_offset)
);

-- Generations that are forgotten and whose documents are still to be deleted, piece by piece.
CREATE TABLE garbage (generation bigint PRIMARY KEY);

-- One number that changes with every change above but documents, positions and parked events.
CREATE TABLE change (id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL);
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
  to_timestamp((d.updated_ticks - 621355968000000000) / 10000000.0) AS last_updated,
  to_timestamp((d.created_ticks - 621355968000000000) / 10000000.0) AS created_at
FROM projection p JOIN document d ON d.generation = p.live;

CREATE VIEW projection_metadata AS
SELECT
  p.name AS model_type,
  (SELECT coalesce(max(d.version), 0) FROM document d WHERE d.generation = p.live) AS last_processed_version,
  (SELECT to_timestamp((max(d.updated_ticks) - 621355968000000000) / 10000000.0) FROM document d WHERE d.generation = p.live) AS last_processed_at,
  (SELECT coalesce(sum(o.applied), 0) FROM position o WHERE o.generation = p.live) AS total_events_processed
FROM projection p;
