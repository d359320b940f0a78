-- An outbox of schema version 2, with a transfer in every state.
PRAGMA user_version = 2;
BEGIN TRANSACTION;
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
INSERT INTO "attempt" VALUES('0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad',1,17954862035994938,17954862036147166,'delivered',NULL);
INSERT INTO "attempt" VALUES('1b214c5c-181c-4ebb-ae68-ccfc383736b9',1,17954862355036284,17954862355362630,'rejected','127.0.0.1:38157 refused the request: FORM_ERROR, “Operação inválida.”');
INSERT INTO "attempt" VALUES('56bc3a34-3315-4892-8cd9-f3908505228a',1,17954862041046586,17954862041401260,'unexplained','127.0.0.1:38157 failed with status 500');
INSERT INTO "attempt" VALUES('56bc3a34-3315-4892-8cd9-f3908505228a',2,17954862341474476,17954862341583046,'delivered',NULL);
INSERT INTO "attempt" VALUES('a579d642-fec5-4149-b5e6-1e8a23169e0b',1,17954861889331822,17954861889603066,'delivered',NULL);
INSERT INTO "attempt" VALUES('ef04dc97-28a8-4570-a4cd-8ab51f957a1f',1,17954862358821690,NULL,NULL,NULL);
CREATE TABLE clock (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    bootID  TEXT NOT NULL,
    ahead   INTEGER NOT NULL
) STRICT;
INSERT INTO "clock" VALUES(1,'00000000-0000-4000-8000-00000000b007',17954365168427769);
CREATE TABLE event (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    intentID  TEXT,
    state     TEXT NOT NULL,
    reason    TEXT,
    CHECK (intentID IS NOT NULL OR state IN ('online', 'offline', 'paused', 'resumed'))
) STRICT;
INSERT INTO "event" VALUES(1,17954861877657900,NULL,'online',NULL);
INSERT INTO "event" VALUES(2,17954861888932272,'a579d642-fec5-4149-b5e6-1e8a23169e0b','queued',NULL);
INSERT INTO "event" VALUES(3,17954861889331822,'a579d642-fec5-4149-b5e6-1e8a23169e0b','sending',NULL);
INSERT INTO "event" VALUES(4,17954861889603066,'a579d642-fec5-4149-b5e6-1e8a23169e0b','delivered',NULL);
INSERT INTO "event" VALUES(5,17954861893322492,'b4b5d63b-3865-4c70-9436-1dbaa64255cd','queued',NULL);
INSERT INTO "event" VALUES(6,17954861894800410,'12473886-3ed2-4b7a-baff-4501875ab7bd','queued',NULL);
INSERT INTO "event" VALUES(7,17954861897066808,'806ee1e8-63fb-46cc-b21d-0eebf9afd93a','queued',NULL);
INSERT INTO "event" VALUES(8,17954861898962472,'11e6ee5c-c187-4b01-8c9e-a689b1828ef2','queued',NULL);
INSERT INTO "event" VALUES(9,17954861903066016,'11e6ee5c-c187-4b01-8c9e-a689b1828ef2','cancelled','taken back by its owner');
INSERT INTO "event" VALUES(10,17954861903974592,'5499ef61-da2f-4c02-bebe-9a1a634e05a2','queued',NULL);
INSERT INTO "event" VALUES(11,17954861914710804,'5499ef61-da2f-4c02-bebe-9a1a634e05a2','expired','its time ran out before it could be delivered');
INSERT INTO "event" VALUES(12,17954861920248976,'806ee1e8-63fb-46cc-b21d-0eebf9afd93a','held','held by an operator');
INSERT INTO "event" VALUES(13,17954861922838506,'7782374e-0bdc-4922-92f0-420839104a82','queued',NULL);
INSERT INTO "event" VALUES(14,17954861923484492,'0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad','queued',NULL);
INSERT INTO "event" VALUES(15,17954861923484492,'7782374e-0bdc-4922-92f0-420839104a82','superseded','replaced by a later transfer');
INSERT INTO "event" VALUES(16,17954861990745310,NULL,'offline','127.0.0.1:38157 refused the connection');
INSERT INTO "event" VALUES(17,17954862035672150,NULL,'online',NULL);
INSERT INTO "event" VALUES(18,17954862035994938,'0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad','sending',NULL);
INSERT INTO "event" VALUES(19,17954862036018854,'12473886-3ed2-4b7a-baff-4501875ab7bd','conflict','somebody moved the session after this transfer was accepted');
INSERT INTO "event" VALUES(20,17954862036037140,'b4b5d63b-3865-4c70-9436-1dbaa64255cd','rejected','the session is COMPLETED: it cannot be transferred');
INSERT INTO "event" VALUES(21,17954862036147166,'0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad','delivered',NULL);
INSERT INTO "event" VALUES(22,17954862040383448,'56bc3a34-3315-4892-8cd9-f3908505228a','queued',NULL);
INSERT INTO "event" VALUES(23,17954862041046586,'56bc3a34-3315-4892-8cd9-f3908505228a','sending',NULL);
INSERT INTO "event" VALUES(24,17954862041401260,'56bc3a34-3315-4892-8cd9-f3908505228a','queued','127.0.0.1:38157 failed with status 500');
INSERT INTO "event" VALUES(25,17954862341474476,'56bc3a34-3315-4892-8cd9-f3908505228a','sending',NULL);
INSERT INTO "event" VALUES(26,17954862341583046,'56bc3a34-3315-4892-8cd9-f3908505228a','delivered',NULL);
INSERT INTO "event" VALUES(27,17954862354199296,'1b214c5c-181c-4ebb-ae68-ccfc383736b9','queued',NULL);
INSERT INTO "event" VALUES(28,17954862355036284,'1b214c5c-181c-4ebb-ae68-ccfc383736b9','sending',NULL);
INSERT INTO "event" VALUES(29,17954862355362630,'1b214c5c-181c-4ebb-ae68-ccfc383736b9','rejected','127.0.0.1:38157 refused the request: FORM_ERROR, “Operação inválida.”');
INSERT INTO "event" VALUES(30,17954862358289302,'ef04dc97-28a8-4570-a4cd-8ab51f957a1f','queued',NULL);
INSERT INTO "event" VALUES(31,17954862358821690,'ef04dc97-28a8-4570-a4cd-8ab51f957a1f','sending',NULL);
INSERT INTO "event" VALUES(32,17954862362036418,'9972b3b4-a27b-4f4b-923c-222e3a78d75e','queued',NULL);
INSERT INTO "event" VALUES(33,17954862364464446,'d1177d0c-8372-4709-96fd-a004161e5bd9','queued',NULL);
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
    supersededBy  TEXT, refusedStatus INTEGER, refusedKey TEXT, refusedText TEXT,
    CHECK (departmentID IS NOT NULL OR userID IS NOT NULL),
    CHECK ((state = 'superseded') = (supersededBy IS NOT NULL)),
    CHECK ((endedAt IS NOT NULL) =
        (state IN ('delivered', 'superseded', 'cancelled', 'expired', 'rejected')))
) STRICT;
INSERT INTO "intent" VALUES(1,'a579d642-fec5-4149-b5e6-1e8a23169e0b','dccc34f7-a2a8-4f15-8b33-5cdb2e5d15a6','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park','order-1','delivered',NULL,'5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,'PENDING',17954861880000000,17954861888932272,17955725888932272,17954861889603066,1,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(2,'b4b5d63b-3865-4c70-9436-1dbaa64255cd','b6fa802b-e56a-4d26-9709-927a3c21434f','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'rejected','the session is COMPLETED: it cannot be transferred','08f4c74f-b1b1-40c9-92bc-3f39ecf4c14b',NULL,'PENDING',17953740766321000,17954861893322492,17955725893322492,17954862036037140,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(3,'12473886-3ed2-4b7a-baff-4501875ab7bd','c19caf80-7d61-4efb-a3cd-679240a90e1d','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'conflict','somebody moved the session after this transfer was accepted','50cd84e7-270c-4331-a7a7-bb07f1cb7c2c',NULL,'PENDING',17952749057630000,17954861894800410,17955725894800410,NULL,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(4,'806ee1e8-63fb-46cc-b21d-0eebf9afd93a','19032e21-2fdf-4614-abfd-172c2a74dc5d','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'held','held by an operator','a837a285-26b2-4c0e-8af1-7319dd0ef757',NULL,'PENDING',17952428050891300,17954861897066808,17955725897066808,NULL,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(5,'11e6ee5c-c187-4b01-8c9e-a689b1828ef2','f62aa32e-c3b7-44fa-b65e-3a5720b7394b','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'cancelled','taken back by its owner','14d1ef0b-9c38-4852-8def-c03ffe1fde4a',NULL,'PENDING',17950278560785000,17954861898962472,17955725898962472,17954861903066016,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(6,'5499ef61-da2f-4c02-bebe-9a1a634e05a2','0c5a4f0e-5898-4e59-9606-6121f9633ef0','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'expired','its time ran out before it could be delivered','50cd84e7-270c-4331-a7a7-bb07f1cb7c2c',NULL,'PENDING',17949914010038000,17954861903974592,17954861913974592,17954861914710804,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(7,'7782374e-0bdc-4922-92f0-420839104a82','a0fcd1ae-4d02-4879-88ea-47633a0645be','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'superseded','replaced by a later transfer','76f9e083-48b7-442d-83ba-9ee938841691',NULL,'PENDING',17949742159434000,17954861922838506,17955725922838506,17954861923484492,0,0,0,'0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad',NULL,NULL,NULL);
INSERT INTO "intent" VALUES(8,'0fa0d0f7-f33f-4144-9d3c-b31c21f2d0ad','a0fcd1ae-4d02-4879-88ea-47633a0645be','50cd84e7-270c-4331-a7a7-bb07f1cb7c2c',NULL,0,'park',NULL,'delivered',NULL,'50cd84e7-270c-4331-a7a7-bb07f1cb7c2c',NULL,'PENDING',17954862036120000,17954861923484492,17955725923484492,17954862036147166,1,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(9,'56bc3a34-3315-4892-8cd9-f3908505228a','a1a90c47-534e-4a84-b259-eb5f64b13a34','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'delivered',NULL,'5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,'PENDING',17954862341562000,17954862040383448,17955726040383448,17954862341583046,2,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(10,'1b214c5c-181c-4ebb-ae68-ccfc383736b9','73a3661e-ae3b-4746-89da-be10d740a9b0','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'rejected','127.0.0.1:38157 refused the request: FORM_ERROR, “Operação inválida.”','76f9e083-48b7-442d-83ba-9ee938841691',NULL,'PENDING',17948514540000000,17954862354199296,17955726354199296,17954862355362630,1,0,0,NULL,500,'FORM_ERROR','Operação inválida.');
INSERT INTO "intent" VALUES(11,'ef04dc97-28a8-4570-a4cd-8ab51f957a1f','3efa0391-1130-49b0-aa0f-73bfe942e576','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,1,'force',NULL,'sending',NULL,'a837a285-26b2-4c0e-8af1-7319dd0ef757',NULL,'PENDING',17948286990172821,17954862358289302,17955726358289302,NULL,1,0,1,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(12,'9972b3b4-a27b-4f4b-923c-222e3a78d75e','23292f13-1a6e-402d-af59-2ec94f89d95c',NULL,'1b1c303c-7b8f-4929-ade4-4f61da61c666',0,'drop','order-2','queued',NULL,'a837a285-26b2-4c0e-8af1-7319dd0ef757',NULL,'PENDING',17948050220000000,17954862362036418,18214062362036420,NULL,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "intent" VALUES(13,'d1177d0c-8372-4709-96fd-a004161e5bd9','910591b8-c701-4c52-b67f-8cbc516b3475','5eff3288-d68e-44d5-aa57-86fdef1ce652',NULL,0,'park',NULL,'queued',NULL,'05231c59-2726-45d2-be1d-99290c1ace95',NULL,'PENDING',17947859064000000,17954862364464446,18214062364464444,NULL,0,0,0,NULL,NULL,NULL,NULL);
CREATE TABLE tally (
    name   TEXT NOT NULL PRIMARY KEY,
    count  INTEGER NOT NULL CHECK (count >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('accepted',13);
INSERT INTO "tally" VALUES('cancelled',1);
INSERT INTO "tally" VALUES('conflict',1);
INSERT INTO "tally" VALUES('delivered',3);
INSERT INTO "tally" VALUES('expired',1);
INSERT INTO "tally" VALUES('held',1);
INSERT INTO "tally" VALUES('queued',2);
INSERT INTO "tally" VALUES('rejected',2);
INSERT INTO "tally" VALUES('sending',1);
INSERT INTO "tally" VALUES('superseded',1);
CREATE INDEX intentOpen ON intent (sessionID, sequence)
    WHERE state IN ('queued', 'sending', 'conflict', 'held');
CREATE INDEX intentDelivered ON intent (sessionID, sequence) WHERE state = 'delivered';
CREATE INDEX intentState ON intent (state, sequence);
CREATE INDEX intentEnded ON intent (endedAt) WHERE endedAt IS NOT NULL;
CREATE INDEX intentExpiry ON intent (expiresAt) WHERE state IN ('queued', 'conflict', 'held');
CREATE TRIGGER tallyAccepted AFTER INSERT ON intent BEGIN
    UPDATE tally SET count = count + 1 WHERE name IN ('accepted', new.state);
END;
CREATE TRIGGER tallyChanged AFTER UPDATE OF state ON intent WHEN new.state <> old.state BEGIN
    UPDATE tally SET count = count - 1 WHERE name = old.state;
    UPDATE tally SET count = count + 1 WHERE name = new.state;
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',33);
INSERT INTO "sqlite_sequence" VALUES('intent',13);
COMMIT;
