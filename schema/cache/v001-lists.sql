-- Times are ticks of 100 ns since 1970 in UTC: datetime(updatedAt / 10000000, 'unixepoch').
-- `object` is what the server sent, with the fields that this version does not know.
-- `folded` names are in lower case and without accents: what people's words are compared with.

CREATE TABLE department (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    isDefault  INTEGER NOT NULL CHECK (isDefault IN (0, 1)),
    object     TEXT NOT NULL
) STRICT;

-- The API calls them agents; `id` is its `userId`.
CREATE TABLE user (
    id            TEXT NOT NULL PRIMARY KEY,
    name          TEXT NOT NULL,
    folded        TEXT NOT NULL,
    email         TEXT,
    availability  TEXT,
    object        TEXT NOT NULL
) STRICT;

-- No foreign key to department: the two lists are fetched apart, and either may be the newer one.
CREATE TABLE membership (
    userID        TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    departmentID  TEXT NOT NULL,
    PRIMARY KEY (userID, departmentID)
) STRICT, WITHOUT ROWID;
CREATE INDEX membershipDepartment ON membership (departmentID, userID);

CREATE TABLE session (
    row            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    number         TEXT,
    status         TEXT NOT NULL,
    departmentID   TEXT,
    userID         TEXT,
    contactName    TEXT,
    contactPhone   TEXT,              -- digits
    phoneReversed  TEXT,              -- the same from its end
    createdAt      INTEGER,
    updatedAt      INTEGER,           -- the server's
    readAt         INTEGER NOT NULL,  -- when we read it from the server
    walk           INTEGER NOT NULL,  -- the last full walk that met it
    object         TEXT NOT NULL
) STRICT;
CREATE INDEX sessionUpdated ON session (updatedAt DESC);
CREATE INDEX sessionStatus ON session (status, updatedAt DESC);
CREATE INDEX sessionDepartment ON session (departmentID, updatedAt DESC);
CREATE INDEX sessionUser ON session (userID, updatedAt DESC);
CREATE INDEX sessionNumber ON session (number);
-- People know the end of a phone number, with or without the codes before it.
CREATE INDEX sessionPhone ON session (phoneReversed);

-- The words of contacts' names, found by their beginnings, without case and accents.
CREATE VIRTUAL TABLE sessionName USING fts5 (
    contactName, content = 'session', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER sessionNameInsert AFTER INSERT ON session WHEN new.contactName IS NOT NULL BEGIN
    INSERT INTO sessionName (rowid, contactName) VALUES (new.row, new.contactName);
END;
CREATE TRIGGER sessionNameDelete AFTER DELETE ON session WHEN old.contactName IS NOT NULL BEGIN
    INSERT INTO sessionName (sessionName, rowid, contactName)
        VALUES ('delete', old.row, old.contactName);
END;
CREATE TRIGGER sessionNameUpdate AFTER UPDATE OF contactName ON session
    WHEN new.contactName IS NOT old.contactName BEGIN
    INSERT INTO sessionName (sessionName, rowid, contactName)
        SELECT 'delete', old.row, old.contactName WHERE old.contactName IS NOT NULL;
    INSERT INTO sessionName (rowid, contactName)
        SELECT new.row, new.contactName WHERE new.contactName IS NOT NULL;
END;

-- How each list stands with the server.
CREATE TABLE refresh (
    resource     TEXT NOT NULL PRIMARY KEY CHECK (resource IN ('departments', 'users', 'sessions')),
    refreshedAt  INTEGER,  -- when a refresh last came to its end
    failedAt     INTEGER,
    failure      TEXT,     -- why, in words; NULL once it works again
    cursor       INTEGER,  -- sessions: the newest updatedAt that a finished refresh has seen
    walk         TEXT,     -- sessions: a walk that is under way, as JSON, to go on with
    walks        INTEGER NOT NULL DEFAULT 0,  -- sessions: how many full walks were begun
    fullAt       INTEGER,  -- sessions: when a full walk last came to its end
    filterWorks  INTEGER CHECK (filterWorks IN (0, 1))  -- sessions: UpdatedAt.After; NULL: unknown
) STRICT;
INSERT INTO refresh (resource) VALUES ('departments'), ('users'), ('sessions');
