-- Users, clients, devices, catalogue, log and outbox.
--
-- Rules of these files: a statement ends with a semicolon at the end of a line; triggers end with a line `END;`. Each file is
-- applied in one transaction and never changed once released. Times are seconds since the epoch unless the name ends in _ms.
-- A column whose name ends in `expires_at` takes part in the handling of a clock that was set back: what had expired once is
-- moved into the past for good. Columns that must not (how long a used nonce is remembered) are named `keep_until`.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    sub           TEXT NOT NULL PRIMARY KEY CHECK (sub LIKE 'usr\_%' ESCAPE '\'),
    name          TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 128),
    password_phc  BLOB NOT NULL,
    otp_sealed    BLOB NOT NULL,
    otp_last_step INTEGER NOT NULL DEFAULT 0,
    is_local      INTEGER NOT NULL CHECK (is_local IN (0, 1)),
    created_at    INTEGER NOT NULL,
    disabled_at   INTEGER
) STRICT, WITHOUT ROWID;

-- Two people whose names differ in capitals alone could not be told apart where it matters: on the card. Names are still
-- looked up exactly.
CREATE UNIQUE INDEX user_name_any_case ON user (name COLLATE NOCASE);
CREATE UNIQUE INDEX user_one_local ON user (is_local) WHERE is_local = 1;

CREATE TABLE user_role (
    sub  TEXT NOT NULL REFERENCES user (sub),
    role TEXT NOT NULL CHECK (role IN ('approver', 'admin', 'auditor')),
    PRIMARY KEY (sub, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_group (
    sub        TEXT NOT NULL REFERENCES user (sub),
    grp TEXT NOT NULL CHECK (length(grp) BETWEEN 1 AND 128),
    PRIMARY KEY (sub, grp)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_group_grp ON user_group (grp);

CREATE TABLE client (
    id              TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 128),
    name            TEXT NOT NULL,
    owner           TEXT NOT NULL,
    auth_method     TEXT NOT NULL CHECK (auth_method IN ('client_secret_basic', 'private_key_jwt', 'none')),
    secret_hash     BLOB NOT NULL CHECK (length(secret_hash) = CASE auth_method WHEN 'client_secret_basic' THEN 32 ELSE 0 END),
    jwks            BLOB NOT NULL CHECK (auth_method <> 'private_key_jwt' OR length(jwks) > 0),
    redirect_uris   TEXT NOT NULL CHECK (json_valid(redirect_uris)),
    grants          TEXT NOT NULL CHECK (json_valid(grants)),
    scopes          TEXT NOT NULL CHECK (json_valid(scopes)),
    actions         TEXT NOT NULL CHECK (json_valid(actions)),
    resource_server TEXT,
    ping_endpoint   TEXT,
    is_temporary    INTEGER NOT NULL CHECK (is_temporary IN (0, 1)),
    is_built_in     INTEGER NOT NULL CHECK (is_built_in IN (0, 1)),
    reason          TEXT NOT NULL,
    ticket          TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER CHECK (is_temporary = 0 OR expires_at IS NOT NULL),
    disabled_at     INTEGER,
    deleted_at      INTEGER,
    last_used_at    INTEGER,
    use_count       INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX client_resource_server ON client (resource_server)
    WHERE resource_server IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE device (
    kid          TEXT NOT NULL PRIMARY KEY,
    sub          TEXT NOT NULL REFERENCES user (sub),
    jwk          BLOB NOT NULL,
    name         TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX device_sub ON device (sub);

-- A number that nobody saw before whenever people or clients change, so that what was read of them once can be used until then
-- (store/account_cache.h). Drawn, not counted: a change that is rolled back must not share its number with the next one.
-- Counting a client's use alone changes nothing about the client.
CREATE TABLE account_generation (n INTEGER NOT NULL) STRICT;
INSERT INTO account_generation (n) VALUES (1);

CREATE TRIGGER user_added AFTER INSERT ON user BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_changed AFTER UPDATE ON user BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_removed AFTER DELETE ON user BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_role_added AFTER INSERT ON user_role BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_role_changed AFTER UPDATE ON user_role BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_role_removed AFTER DELETE ON user_role BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_group_added AFTER INSERT ON user_group BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_group_changed AFTER UPDATE ON user_group BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER user_group_removed AFTER DELETE ON user_group BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER client_added AFTER INSERT ON client BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER client_changed AFTER UPDATE ON client WHEN NEW.use_count IS OLD.use_count BEGIN UPDATE account_generation SET n = random();
END;
CREATE TRIGGER client_removed AFTER DELETE ON client BEGIN UPDATE account_generation SET n = random();
END;

-- Every version ever applied stays; the newest one is in force.
CREATE TABLE catalog_version (
    version    INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
    toml       BLOB NOT NULL,
    applied_by TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

-- The log. What the leaf covers never changes (the triggers say so); payload and salt may be erased, together.
CREATE TABLE audit_entry (
    seq          INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 0),
    time         INTEGER NOT NULL,
    event        TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 64),
    actor        TEXT NOT NULL CHECK (length(actor) > 0),
    device       TEXT,
    client       TEXT,
    txn          TEXT,
    adh          TEXT,
    outcome      TEXT NOT NULL CHECK (outcome IN ('ok', 'denied', 'refused', 'failed')),
    payload_hash TEXT NOT NULL,
    leaf_hash    BLOB NOT NULL CHECK (length(leaf_hash) = 32),
    salt         BLOB,
    payload      BLOB,
    erased_by    INTEGER,  -- seq of the entry that says who erased it and why
    CHECK ((salt IS NULL) = (payload IS NULL)),
    CHECK (erased_by IS NULL OR payload IS NULL)
) STRICT;

CREATE INDEX audit_entry_time ON audit_entry (time);
CREATE INDEX audit_entry_event ON audit_entry (event);
CREATE INDEX audit_entry_actor ON audit_entry (actor);
CREATE INDEX audit_entry_client ON audit_entry (client) WHERE client IS NOT NULL;
CREATE INDEX audit_entry_txn ON audit_entry (txn) WHERE txn IS NOT NULL;

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'entries of the log are never deleted');
END;

CREATE TRIGGER audit_entry_is_fixed BEFORE UPDATE ON audit_entry
WHEN NEW.payload IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.time <> OLD.time OR NEW.event <> OLD.event
    OR NEW.actor <> OLD.actor OR NEW.device IS NOT OLD.device OR NEW.client IS NOT OLD.client OR NEW.txn IS NOT OLD.txn
    OR NEW.adh IS NOT OLD.adh OR NEW.outcome <> OLD.outcome OR NEW.payload_hash <> OLD.payload_hash
    OR NEW.leaf_hash <> OLD.leaf_hash OR (OLD.erased_by IS NOT NULL AND NEW.erased_by IS NOT OLD.erased_by)
BEGIN
    SELECT RAISE(ABORT, 'entries of the log are never changed');
END;

-- Hashes of complete subtrees above the leaves: level 1 covers two entries, level 2 four, and so on.
CREATE TABLE audit_node (
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 62),
    idx   INTEGER NOT NULL CHECK (idx >= 0),
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_checkpoint (
    size      INTEGER NOT NULL PRIMARY KEY CHECK (size >= 0),
    note      BLOB NOT NULL,
    signed_at INTEGER NOT NULL
) STRICT;

-- How the log passed from one key to the next: the entry that says so, and the last checkpoint of the key before.
CREATE TABLE log_key_step (
    seq        INTEGER NOT NULL PRIMARY KEY,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    signed_off BLOB NOT NULL
) STRICT;

-- The outbox. AUTOINCREMENT: an id is never given twice, although old rows are pruned.
CREATE TABLE event (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    time_ms  INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('approval', 'client', 'catalog', 'grant', 'audit')),
    data     BLOB NOT NULL,
    audience BLOB NOT NULL
) STRICT;
