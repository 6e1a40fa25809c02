-- A data folder as schema version 1 wrote it: 30 events of three streams, the first 24 of them indexed, a snapshot and a checkpoint.
-- Never changed: what reads it reads the folders that exist.
PRAGMA application_id = 1181513795;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE checkpoint (
  stream      TEXT    NOT NULL PRIMARY KEY,
  run_id      TEXT    NOT NULL,
  sequence    INTEGER NOT NULL,
  fingerprint TEXT    NOT NULL,
  payload     BLOB    NOT NULL,
  checksum    INTEGER NOT NULL
);
INSERT INTO "checkpoint" VALUES('default/data-stream/s','run-1',3,'fp',X'010203',2079276193);
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
INSERT INTO "event" VALUES(1,3,1,'default/account/a0',1,X'00000000000000000102030405060708','account.noted',1,621355968000000000,'user:ana','corr-0','cause-1','key-0',X'7B226E223A307D',1862885900);
INSERT INTO "event" VALUES(2,2,1,'default/account/a1',1,X'00000001000000000102030405060708','account.noted',1,621355968000000000,'user:ana','corr-1','cause-1','key-0',X'7B226E223A307D',4201589626);
INSERT INTO "event" VALUES(3,3,2,'default/account/a2',1,X'00000002000000000102030405060708','account.noted',1,621355968000000000,'user:ana','corr-2','cause-1','key-0',X'7B226E223A307D',2929682661);
INSERT INTO "event" VALUES(4,3,3,'default/account/a0',2,X'00000000000100000102030405060708','account.noted',1,621355968010000000,'user:ana','corr-0','cause-1',NULL,X'7B226E223A317D',2942837166);
INSERT INTO "event" VALUES(5,2,2,'default/account/a1',2,X'00000001000100000102030405060708','account.noted',1,621355968010000000,'user:ana','corr-1','cause-1',NULL,X'7B226E223A317D',3909586664);
INSERT INTO "event" VALUES(6,3,4,'default/account/a2',2,X'00000002000100000102030405060708','account.noted',1,621355968010000000,'user:ana','corr-2','cause-1',NULL,X'7B226E223A317D',2327336098);
INSERT INTO "event" VALUES(7,3,5,'default/account/a0',3,X'00000000000200000102030405060708','account.noted',1,621355968020000000,'user:ana','corr-0','cause-1','key-2',X'7B226E223A327D',757794811);
INSERT INTO "event" VALUES(8,2,3,'default/account/a1',3,X'00000001000200000102030405060708','account.noted',1,621355968020000000,'user:ana','corr-1','cause-1','key-2',X'7B226E223A327D',1825438620);
INSERT INTO "event" VALUES(9,3,6,'default/account/a2',3,X'00000002000200000102030405060708','account.noted',1,621355968020000000,'user:ana','corr-2','cause-1','key-2',X'7B226E223A327D',386361893);
INSERT INTO "event" VALUES(10,3,7,'default/account/a0',4,X'00000000000300000102030405060708','account.noted',1,621355968030000000,'user:ana','corr-0','cause-1',NULL,X'7B226E223A337D',3799106833);
INSERT INTO "event" VALUES(11,2,4,'default/account/a1',4,X'00000001000300000102030405060708','account.noted',1,621355968030000000,'user:ana','corr-1','cause-1',NULL,X'7B226E223A337D',259810154);
INSERT INTO "event" VALUES(12,3,8,'default/account/a2',4,X'00000002000300000102030405060708','account.noted',1,621355968030000000,'user:ana','corr-2','cause-1',NULL,X'7B226E223A337D',3732817423);
INSERT INTO "event" VALUES(13,3,9,'default/account/a0',5,X'00000000000400000102030405060708','account.noted',1,621355968040000000,'user:ana','corr-0','cause-1','key-4',X'7B226E223A347D',1990090809);
INSERT INTO "event" VALUES(14,2,5,'default/account/a1',5,X'00000001000400000102030405060708','account.noted',1,621355968040000000,'user:ana','corr-1','cause-1','key-4',X'7B226E223A347D',3180170499);
INSERT INTO "event" VALUES(15,3,10,'default/account/a2',5,X'00000002000400000102030405060708','account.noted',1,621355968040000000,'user:ana','corr-2','cause-1','key-4',X'7B226E223A347D',3070782160);
INSERT INTO "event" VALUES(16,3,11,'default/account/a0',6,X'00000000000500000102030405060708','account.noted',1,621355968050000000,'user:ana','corr-0','cause-1',NULL,X'7B226E223A357D',854037730);
INSERT INTO "event" VALUES(17,2,6,'default/account/a1',6,X'00000001000500000102030405060708','account.noted',1,621355968050000000,'user:ana','corr-1','cause-1',NULL,X'7B226E223A357D',2180027961);
INSERT INTO "event" VALUES(18,3,12,'default/account/a2',6,X'00000002000500000102030405060708','account.noted',1,621355968050000000,'user:ana','corr-2','cause-1',NULL,X'7B226E223A357D',389538286);
INSERT INTO "event" VALUES(19,3,13,'default/account/a0',7,X'00000000000600000102030405060708','account.noted',1,621355968060000000,'user:ana','corr-0','cause-1','key-6',X'7B226E223A367D',621649099);
INSERT INTO "event" VALUES(20,2,7,'default/account/a1',7,X'00000001000600000102030405060708','account.noted',1,621355968060000000,'user:ana','corr-1','cause-1','key-6',X'7B226E223A367D',1796648085);
INSERT INTO "event" VALUES(21,3,14,'default/account/a2',7,X'00000002000600000102030405060708','account.noted',1,621355968060000000,'user:ana','corr-2','cause-1','key-6',X'7B226E223A367D',1319737696);
INSERT INTO "event" VALUES(22,3,15,'default/account/a0',8,X'00000000000700000102030405060708','account.noted',1,621355968070000000,'user:ana','corr-0','cause-1',NULL,X'7B226E223A377D',422534059);
INSERT INTO "event" VALUES(23,2,8,'default/account/a1',8,X'00000001000700000102030405060708','account.noted',1,621355968070000000,'user:ana','corr-1','cause-1',NULL,X'7B226E223A377D',2802489691);
INSERT INTO "event" VALUES(24,3,16,'default/account/a2',8,X'00000002000700000102030405060708','account.noted',1,621355968070000000,'user:ana','corr-2','cause-1',NULL,X'7B226E223A377D',379532433);
INSERT INTO "event" VALUES(25,3,17,'default/account/a0',9,X'00000000000800000102030405060708','account.noted',1,621355968080000000,'user:ana','corr-0','cause-1','key-8',X'7B226E223A387D',1659482432);
INSERT INTO "event" VALUES(26,2,9,'default/account/a1',9,X'00000001000800000102030405060708','account.noted',1,621355968080000000,'user:ana','corr-1','cause-1','key-8',X'7B226E223A387D',1264890030);
INSERT INTO "event" VALUES(27,3,18,'default/account/a2',9,X'00000002000800000102030405060708','account.noted',1,621355968080000000,'user:ana','corr-2','cause-1','key-8',X'7B226E223A387D',2743057321);
INSERT INTO "event" VALUES(28,3,19,'default/account/a0',10,X'00000000000900000102030405060708','account.noted',1,621355968090000000,'user:ana','corr-0','cause-1',NULL,X'7B226E223A397D',2551097542);
INSERT INTO "event" VALUES(29,2,10,'default/account/a1',10,X'00000001000900000102030405060708','account.noted',1,621355968090000000,'user:ana','corr-1','cause-1',NULL,X'7B226E223A397D',830220875);
INSERT INTO "event" VALUES(30,3,20,'default/account/a2',10,X'00000002000900000102030405060708','account.noted',1,621355968090000000,'user:ana','corr-2','cause-1',NULL,X'7B226E223A397D',3185499594);
CREATE TABLE feed_mark (
  seq      INTEGER PRIMARY KEY,
  offsets  BLOB    NOT NULL,
  checksum INTEGER NOT NULL
);
INSERT INTO "feed_mark" VALUES(24,X'00000000000000000000000000000000080000000000000010000000000000000000000000000000000000000000000000000000000000000000000000000000',2782003135);
CREATE TABLE shard (
  shard    INTEGER PRIMARY KEY,
  epoch    INTEGER NOT NULL,
  owner    TEXT    NOT NULL,
  checksum INTEGER NOT NULL
);
INSERT INTO "shard" VALUES(0,1,'node-1',3986810712);
INSERT INTO "shard" VALUES(1,1,'node-1',4162496081);
INSERT INTO "shard" VALUES(2,1,'node-1',3336004938);
INSERT INTO "shard" VALUES(3,1,'node-1',3547079747);
INSERT INTO "shard" VALUES(4,1,'node-1',3142378364);
INSERT INTO "shard" VALUES(5,1,'node-1',2935464565);
INSERT INTO "shard" VALUES(6,1,'node-1',2419745134);
INSERT INTO "shard" VALUES(7,1,'node-1',2239832167);
CREATE TABLE snapshot (
  stream         TEXT    NOT NULL PRIMARY KEY,
  version        INTEGER NOT NULL,
  type           TEXT    NOT NULL,
  schema_version INTEGER NOT NULL,
  payload        BLOB    NOT NULL,
  checksum       INTEGER NOT NULL
);
INSERT INTO "snapshot" VALUES('default/account/a0',5,'account',1,X'7B226E223A357D',973860510);
CREATE TABLE store (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  shard_count INTEGER NOT NULL
);
INSERT INTO "store" VALUES(1,8);
CREATE TABLE stream_run (
  stream        TEXT    NOT NULL,
  first_version INTEGER NOT NULL,
  last_version  INTEGER NOT NULL,
  seqs          BLOB    NOT NULL,
  checksum      INTEGER NOT NULL,
  PRIMARY KEY (stream, first_version)
) WITHOUT ROWID;
INSERT INTO "stream_run" VALUES('default/account/a0',1,8,X'0103030303030303',447041794);
INSERT INTO "stream_run" VALUES('default/account/a1',1,8,X'0203030303030303',2614689092);
INSERT INTO "stream_run" VALUES('default/account/a2',1,8,X'0303030303030303',1018166546);
COMMIT;
