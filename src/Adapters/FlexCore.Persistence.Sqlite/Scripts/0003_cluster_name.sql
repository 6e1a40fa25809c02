-- The cluster that the store belongs to. Always NULL here, in the store of one process; the column is there so that one number says what a
-- store of either kind can hold.
ALTER TABLE store ADD COLUMN cluster_name TEXT;
