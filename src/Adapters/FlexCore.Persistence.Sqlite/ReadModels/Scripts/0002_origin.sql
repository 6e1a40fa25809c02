-- Which store the events are of: read models that have gone further than a log out of a backup are found by it.
CREATE TABLE origin (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  store         TEXT    NOT NULL,
  restore_epoch INTEGER NOT NULL
);

-- How many events retention had taken away before the generation read them.
ALTER TABLE position ADD COLUMN scavenged INTEGER NOT NULL DEFAULT 0;
