-- Walks go by the time of creation, and a frequent one may pass while a full one is under way.
ALTER TABLE refresh ADD COLUMN quick TEXT;      -- sessions: a frequent walk that was cut off, as JSON
ALTER TABLE refresh ADD COLUMN newest INTEGER;  -- sessions: the newest updatedAt ever met
-- Sessions whose `walk` is below these are missing, and asked for one by one before they go. 0: none are.
ALTER TABLE refresh ADD COLUMN met INTEGER NOT NULL DEFAULT 0;      -- the last finished full walk
ALTER TABLE refresh ADD COLUMN metOpen INTEGER NOT NULL DEFAULT 0;  -- the same, of open sessions
ALTER TABLE refresh DROP COLUMN filterWorks;
ALTER TABLE refresh ADD COLUMN filter TEXT NOT NULL DEFAULT 'untried'  -- sessions: UpdatedAt.After
    CHECK (filter IN ('untried', 'works', 'fails', 'onTrial'));
