-- In which order answers were taken in: one that was asked for before another was saved, and comes after
-- it, may be older though the server's time in it is the same. See Cache.Turn.
ALTER TABLE refresh ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;  -- sessions: the last one that changed any
ALTER TABLE session ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;  -- in which this row was saved
