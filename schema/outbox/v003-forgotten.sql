-- Sessions that somebody had forgotten. In the server's lists they are passed over as long as they are no
-- newer there than this; that must outlive the cache, which may be deleted at any time.
CREATE TABLE forgotten (
    sessionID    TEXT NOT NULL PRIMARY KEY,
    upTo         INTEGER NOT NULL,  -- the server's updatedAt when it was forgotten
    forgottenAt  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX forgottenFirst ON forgotten (forgottenAt);
