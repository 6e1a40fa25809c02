-- Which store this is, given when it is created or first opened with this column: cursors that clients keep say whose they are. The epoch is raised
-- when the store came out of a backup, because cursors given out after that backup say what is not true any more.
ALTER TABLE store ADD COLUMN identity TEXT;
ALTER TABLE store ADD COLUMN restore_epoch INTEGER NOT NULL DEFAULT 0;
