-- Which store the events are of: read models that have gone further than a log out of a backup are found by it.
CREATE TABLE origin (
  id            integer PRIMARY KEY CHECK (id = 1),
  store         uuid    NOT NULL,
  restore_epoch bigint  NOT NULL
);

-- How many events retention had taken away before the generation read them.
ALTER TABLE position ADD COLUMN scavenged bigint NOT NULL DEFAULT 0;
