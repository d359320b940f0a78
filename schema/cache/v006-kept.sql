-- What of sessions is kept (the setting cache.keep), and what of those that are here already: it takes
-- effect on them when the file is opened. NULL: it was never said; then it is as with 'contacts'.
ALTER TABLE refresh ADD COLUMN kept TEXT CHECK (kept IN ('minimal', 'contacts', 'full'));
-- sessions: something was taken out of the rows, and may still stand in the index or in the journal.
ALTER TABLE refresh ADD COLUMN traces INTEGER NOT NULL DEFAULT 0 CHECK (traces IN (0, 1));
