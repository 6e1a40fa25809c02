-- The W3C trace context of the work that appended the event: 16 bytes trace id, 8 bytes span id, 1 byte flags. NULL when it was not traced.
-- The checksum covers it when it is there.
ALTER TABLE event ADD COLUMN trace bytea;
