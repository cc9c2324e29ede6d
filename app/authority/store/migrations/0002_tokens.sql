-- Grants and what hangs on them. Secrets are here only as HMAC-SHA-256 under the pepper or as digests.

-- Whatever was given away and can be taken back: a base token, a session, an action credential, a window of access.
CREATE TABLE grant_ (
    id             TEXT NOT NULL PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('client', 'session', 'action', 'access')),
    sid            TEXT NOT NULL,
    sub            TEXT NOT NULL,
    client_id      TEXT NOT NULL REFERENCES client (id),
    scopes         TEXT NOT NULL CHECK (json_valid(scopes)),
    audience       TEXT NOT NULL CHECK (json_valid(audience)),
    jkt            TEXT NOT NULL,
    acr            TEXT NOT NULL,
    auth_time      INTEGER NOT NULL,
    address        TEXT NOT NULL,
    device_kid     TEXT NOT NULL,
    approval_id    TEXT NOT NULL,
    title          TEXT NOT NULL,
    approved_by    TEXT NOT NULL CHECK (json_valid(approved_by)),
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    revoked_at     INTEGER,
    revoked_by     TEXT,
    uses           INTEGER NOT NULL DEFAULT 0,
    max_uses       INTEGER CHECK (max_uses >= 1),
    last_used_at   INTEGER,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX grant_sid ON grant_ (sid) WHERE kind IN ('client', 'session');
CREATE INDEX grant_end ON grant_ (expires_at) WHERE revoked_at IS NULL;
CREATE INDEX grant_client ON grant_ (client_id);
CREATE INDEX grant_sub ON grant_ (sub);

-- One access token, found by the digest of its jti.
CREATE TABLE token (
    jti_hash   BLOB NOT NULL PRIMARY KEY CHECK (length(jti_hash) = 32),
    grant_id   TEXT NOT NULL REFERENCES grant_ (id) ON DELETE CASCADE,
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX token_grant ON token (grant_id);
CREATE INDEX token_end ON token (expires_at);

-- A family of refresh tokens is the rows of one grant; at most one of them is unused and not replaced.
CREATE TABLE refresh (
    hash            BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    grant_id        TEXT NOT NULL REFERENCES grant_ (id) ON DELETE CASCADE,
    parent          BLOB REFERENCES refresh (hash) ON DELETE CASCADE,
    issued_at       INTEGER NOT NULL,
    idle_expires_at INTEGER NOT NULL,
    used_at_ms      INTEGER,
    replaced_at_ms  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_grant ON refresh (grant_id);
CREATE INDEX refresh_parent ON refresh (parent) WHERE parent IS NOT NULL;
CREATE UNIQUE INDEX refresh_one_live ON refresh (grant_id) WHERE used_at_ms IS NULL AND replaced_at_ms IS NULL;

CREATE TABLE code (
    hash           BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    client_id      TEXT NOT NULL REFERENCES client (id),
    redirect_uri   TEXT NOT NULL,
    code_challenge TEXT NOT NULL CHECK (length(code_challenge) = 43),
    dpop_jkt       TEXT NOT NULL,
    sub            TEXT NOT NULL REFERENCES user (sub),
    scopes         TEXT NOT NULL CHECK (json_valid(scopes)),
    acr            TEXT NOT NULL,
    auth_time      INTEGER NOT NULL,
    address        TEXT NOT NULL,
    expires_at     INTEGER NOT NULL,
    used_at        INTEGER,
    grant_id       TEXT REFERENCES grant_ (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX code_end ON code (expires_at);

-- Authorization requests that were pushed (RFC 9126).
CREATE TABLE par (
    hash       BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    client_id  TEXT NOT NULL REFERENCES client (id),
    parameters TEXT NOT NULL CHECK (json_valid(parameters)),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX par_end ON par (expires_at);

-- Every jti that must not come twice. Not `expires_at`: a clock that is set back must not forget one.
CREATE TABLE replay (
    key        BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX replay_end ON replay (keep_until);
