-- The cluster that the store belongs to; NULL until one has opened it. Nodes of another are refused.
ALTER TABLE store ADD COLUMN cluster_name text;
