-- How much of our share of the account's limits may have been spent: a restart must not begin with
-- more than is left. Written ahead, for several requests at once; see Buckets.
CREATE TABLE budget (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    bootID        TEXT,              -- in which run of the machine; NULL: the system does not tell
    savedAt       INTEGER,           -- ticks of 100 ns since that run began
    shortLimit    REAL NOT NULL,     -- our share of the account's limit for 5 seconds
    shortSpent    REAL NOT NULL,     -- requests that were made of it
    shortPending  INTEGER NOT NULL,  -- those of them that may still be made
    longLimit     REAL NOT NULL,     -- the same for 5 minutes
    longSpent     REAL NOT NULL,
    longPending   INTEGER NOT NULL,
    pause         INTEGER NOT NULL,  -- ticks from savedAt on in which nothing may leave
    CHECK ((bootID IS NULL) = (savedAt IS NULL))
) STRICT;
