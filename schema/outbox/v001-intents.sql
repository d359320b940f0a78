-- Times are ticks of 100 ns since 1970 in UTC: datetime(acceptedAt / 10000000, 'unixepoch').

-- Transfers on their way to the server, and, for 30 days, those that have ended.
CREATE TABLE intent (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which they were accepted
    id            TEXT NOT NULL UNIQUE,
    sessionID     TEXT NOT NULL,                      -- also the lane
    departmentID  TEXT,
    userID        TEXT,
    stopsBot      INTEGER NOT NULL CHECK (stopsBot IN (0, 1)),
    ifMoved       TEXT NOT NULL CHECK (ifMoved IN ('park', 'force', 'drop')),
    key           TEXT UNIQUE,                        -- the caller's name for the request
    state         TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'conflict', 'held',
                      'delivered', 'superseded', 'cancelled', 'expired', 'rejected')),
    reason        TEXT,
    -- Where the session was when the intent was accepted; baseStatus is NULL while unknown.
    baseDepartmentID TEXT,
    baseUserID       TEXT,
    baseStatus       TEXT,
    baseUpdatedAt    INTEGER,
    acceptedAt    INTEGER NOT NULL,
    expiresAt     INTEGER NOT NULL,
    endedAt       INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,         -- how often it was sent
    strikes       INTEGER NOT NULL DEFAULT 0,         -- answers without an explanation, in a row
    -- It was sent and the answer has not come: the next step is a look, never a second sending.
    ambiguous     INTEGER NOT NULL DEFAULT 0 CHECK (ambiguous IN (0, 1)),
    supersededBy  TEXT,
    CHECK (departmentID IS NOT NULL OR userID IS NOT NULL),
    CHECK ((state = 'superseded') = (supersededBy IS NOT NULL)),
    CHECK ((endedAt IS NOT NULL) =
        (state IN ('delivered', 'superseded', 'cancelled', 'expired', 'rejected')))
) STRICT;

-- A lane's open intents in order: which is at its head, and what is pending for a session.
CREATE INDEX intentOpen ON intent (sessionID, sequence)
    WHERE state IN ('queued', 'sending', 'conflict', 'held');

-- Where we moved a session last.
CREATE INDEX intentDelivered ON intent (sessionID, sequence) WHERE state = 'delivered';

-- The next to carry out, and how many stand in each state.
CREATE INDEX intentState ON intent (state, sequence);

-- The next to be forgotten.
CREATE INDEX intentEnded ON intent (endedAt) WHERE endedAt IS NOT NULL;

-- The next whose time runs out.
CREATE INDEX intentExpiry ON intent (expiresAt) WHERE state IN ('queued', 'conflict', 'held');

-- One row for each try, written before the request leaves. A row without an outcome at start-up is
-- a request that was under way when the agent died: nobody knows what became of it.
CREATE TABLE attempt (
    intentID   TEXT NOT NULL REFERENCES intent (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    startedAt  INTEGER NOT NULL,
    endedAt    INTEGER,
    outcome    TEXT CHECK (outcome IN ('delivered', 'lost', 'deferred', 'rejected', 'unexplained')),
    detail     TEXT,
    PRIMARY KEY (intentID, number),
    CHECK ((endedAt IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID;

-- What happened, in order and without gaps: one row for each change of an intent's state, written
-- in the transaction that changes it, and one for each change of the line (intentID is NULL).
CREATE TABLE event (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    intentID  TEXT,
    state     TEXT NOT NULL,
    reason    TEXT,
    CHECK (intentID IS NOT NULL OR state IN ('online', 'offline', 'paused', 'resumed'))
) STRICT;

-- By how much wall time is ahead of the time since boot, ticks, when last something was stamped. If
-- it differs in the same boot, somebody has set the clock.
CREATE TABLE clock (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    bootID  TEXT NOT NULL,
    ahead   INTEGER NOT NULL
) STRICT;

-- How many intents were ever accepted, and how many stand, or ended, in each state. Ended intents
-- are deleted in time; they stay counted here. Always: accepted = the sum of the others.
CREATE TABLE tally (
    name   TEXT NOT NULL PRIMARY KEY,
    count  INTEGER NOT NULL CHECK (count >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name, count) VALUES ('accepted', 0), ('queued', 0), ('sending', 0),
    ('conflict', 0), ('held', 0), ('delivered', 0), ('superseded', 0), ('cancelled', 0),
    ('expired', 0), ('rejected', 0);
CREATE TRIGGER tallyAccepted AFTER INSERT ON intent BEGIN
    UPDATE tally SET count = count + 1 WHERE name IN ('accepted', new.state);
END;
CREATE TRIGGER tallyChanged AFTER UPDATE OF state ON intent WHEN new.state <> old.state BEGIN
    UPDATE tally SET count = count - 1 WHERE name = old.state;
    UPDATE tally SET count = count + 1 WHERE name = new.state;
END;
