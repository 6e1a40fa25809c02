-- Events. The owner of a shard numbers them 1, 2, 3 … (shard_offset): that is the feed's order, and its cursor. Readers find a stream's events
-- by the second index, which also is the second line of defence against two writers: the first is the fence on table shard.
-- Texts that a caller may choose freely are UTF-8 bytes, because the database's own text type cannot hold every character.
-- The checksum covers every other column.
CREATE TABLE event (
  shard           integer NOT NULL,
  shard_offset    bigint  NOT NULL,
  stream          text    COLLATE "C" NOT NULL,
  version         bigint  NOT NULL,
  id              uuid    NOT NULL,
  type            bytea   NOT NULL,
  schema_version  integer NOT NULL,
  time_ticks      bigint  NOT NULL,
  principal       bytea   NOT NULL,
  correlation     bytea   NOT NULL,
  causation       bytea   NOT NULL,
  idempotency_key bytea,
  payload         bytea   NOT NULL,
  checksum        bigint  NOT NULL,
  PRIMARY KEY (shard, shard_offset)
);

CREATE UNIQUE INDEX event_stream ON event (stream, version);

-- One entry per stream: which entities of a kind there are.
CREATE INDEX event_entity ON event (split_part(stream, '/', 2), stream) WHERE version = 1;

-- The owner of each shard. The epoch fences every older owner: an append locks the row FOR SHARE and checks the epoch in its own statement.
CREATE TABLE shard (
  shard integer PRIMARY KEY,
  epoch bigint  NOT NULL,
  owner text
);

-- Who should own each shard: the leader's wish, which gives no right to write. Not in the row above, so that an append that is stuck in its
-- statement cannot keep the leader from giving the shard to another, and a decision of the leader holds up no append.
CREATE TABLE shard_assignment (
  shard integer PRIMARY KEY,
  node  text    NOT NULL
);

CREATE TABLE snapshot (
  stream         text    COLLATE "C" PRIMARY KEY,
  version        bigint  NOT NULL,
  type           text    NOT NULL,
  schema_version integer NOT NULL,
  payload        bytea   NOT NULL,
  checksum       bigint  NOT NULL
);

CREATE TABLE checkpoint (
  stream      text   COLLATE "C" PRIMARY KEY,
  run_id      text   NOT NULL,
  sequence    bigint NOT NULL,
  fingerprint text   NOT NULL,
  payload     bytea  NOT NULL,
  checksum    bigint NOT NULL
);

-- One row: what was fixed when the store was created, and the versions of the two tables that nodes watch.
CREATE TABLE store (
  id                 integer PRIMARY KEY CHECK (id = 1),
  shard_count        integer NOT NULL,
  membership_version bigint  NOT NULL DEFAULT 0,
  shard_version      bigint  NOT NULL DEFAULT 0
);

-- The members of the cluster, by one row of store ordered in versions. Times are the database's.
CREATE TABLE member (
  name          text        COLLATE "C" NOT NULL,
  incarnation   bigint      NOT NULL,
  status        integer     NOT NULL,
  host          text        NOT NULL,
  port          integer     NOT NULL,
  http_url      text,
  roles         text[]      NOT NULL,
  program       text        NOT NULL,
  protocol_low  integer     NOT NULL,
  protocol_high integer     NOT NULL,
  started_at    timestamptz NOT NULL,
  heartbeat_at  timestamptz NOT NULL,
  suspected_by  text[]      NOT NULL,
  suspected_at  timestamptz[] NOT NULL,
  PRIMARY KEY (name, incarnation)
) WITH (fillfactor = 50);

-- The highest incarnation each name has ever had, so that none is given twice.
CREATE TABLE member_name (
  name        text   COLLATE "C" PRIMARY KEY,
  incarnation bigint NOT NULL
);

-- Named leases that end by themselves: the leader and the cluster singletons.
CREATE TABLE lease (
  name       text        COLLATE "C" PRIMARY KEY,
  epoch      bigint      NOT NULL,
  owner      text        NOT NULL,
  taken_at   timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);
