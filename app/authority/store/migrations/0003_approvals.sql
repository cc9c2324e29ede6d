-- One request for one action, from asked to its end (protocol.md 3, 6). Times in seconds since the epoch unless named _ms.
CREATE TABLE approval (
    id              TEXT PRIMARY KEY,
    auth_req_hash   TEXT NOT NULL UNIQUE,
    version         INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    status          TEXT NOT NULL CHECK (status IN ('pending','approved','denied','expired','cancelled','redeemed','consumed','revoked')),
    client_id       TEXT NOT NULL REFERENCES client(id),
    sub             TEXT NOT NULL,
    sid             TEXT,
    type            TEXT NOT NULL,
    rs              TEXT NOT NULL,
    canonical       TEXT NOT NULL,
    adh             TEXT NOT NULL,
    sentence        TEXT NOT NULL,
    param_lines     TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    reason          TEXT,
    ticket          TEXT,
    binding_message TEXT,
    requested_from  TEXT NOT NULL,
    tier            TEXT NOT NULL,
    risk_reasons    TEXT NOT NULL,
    risk_codes      TEXT NOT NULL,
    quorum          INTEGER NOT NULL CHECK (quorum >= 1),
    credential_ttl  INTEGER NOT NULL CHECK (credential_ttl BETWEEN 1 AND 7776000),
    code_hash       TEXT,
    code_attempts   INTEGER NOT NULL DEFAULT 0,
    dpop_jkt        TEXT,
    catalog_version INTEGER NOT NULL,
    requested_at    INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    poll_interval   INTEGER NOT NULL DEFAULT 5,
    last_poll_ms    INTEGER NOT NULL DEFAULT 0,
    granted_ttl     INTEGER,
    granted_scopes  TEXT,
    granted_calls   INTEGER,
    decided_at      INTEGER,
    end_reason      TEXT,
    redeemed_at_ms  INTEGER,
    ended_at        INTEGER
) STRICT;
-- Each index serves one question, and none of them grows slower with the past: what is open, what waits (in the order of the
-- inbox), what this client did lately, how often it was told no, and what was decided last for a type or a client.
CREATE INDEX approval_by_status ON approval(status, expires_at);
CREATE INDEX approval_pending ON approval(requested_at, id) WHERE status = 'pending';
CREATE INDEX approval_by_time ON approval(requested_at, id);
CREATE INDEX approval_by_client ON approval(client_id, requested_at);
CREATE INDEX approval_by_client_type ON approval(client_id, type);
CREATE INDEX approval_denied ON approval(client_id, type, requested_at) WHERE status = 'denied';
CREATE INDEX approval_decided_type ON approval(type, decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX approval_decided_client ON approval(client_id, decided_at) WHERE decided_at IS NOT NULL;

-- How often a type, or a client, was approved and denied, by day: a card shows thirty days without counting requests.
CREATE TABLE decided_count (
    kind     TEXT NOT NULL CHECK (kind IN ('type','client')),
    name     TEXT NOT NULL,
    day      INTEGER NOT NULL,
    approved INTEGER NOT NULL DEFAULT 0,
    denied   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, name, day)
) STRICT, WITHOUT ROWID;

-- The groups whose members may decide it, as the catalogue said at asking: who may see it is one join.
CREATE TABLE approval_group (
    approval_id TEXT NOT NULL REFERENCES approval(id),
    grp         TEXT NOT NULL,
    PRIMARY KEY (approval_id, grp)
) STRICT, WITHOUT ROWID;

-- One vote an approver: the primary key is what makes a second one impossible.
CREATE TABLE decision (
    approval_id    TEXT NOT NULL REFERENCES approval(id),
    approver       TEXT NOT NULL,
    device         TEXT NOT NULL,
    verdict        TEXT NOT NULL CHECK (verdict IN ('approve','deny')),
    reason         TEXT,
    granted_ttl    INTEGER,
    granted_scopes TEXT,
    granted_calls  INTEGER,
    at             INTEGER NOT NULL,
    auth_time      INTEGER NOT NULL,
    jws_sha256     TEXT NOT NULL,
    PRIMARY KEY (approval_id, approver)
) STRICT, WITHOUT ROWID;

-- What was issued for an approval, a credential or a window of access, found by the digest of its jti only. approval_id is unique: one approval, at most
-- one credential.
CREATE TABLE credential (
    jti_hash    TEXT PRIMARY KEY,
    approval_id TEXT NOT NULL UNIQUE REFERENCES approval(id),
    grant_id    TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER,
    revoked_at  INTEGER,
    mismatches  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Answers of /consume kept for a retry with the same Idempotency-Key.
CREATE TABLE idempotency (
    client_id  TEXT NOT NULL,
    key_hash   TEXT NOT NULL,
    body_hash  TEXT NOT NULL,
    answer     TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, key_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_end ON idempotency(expires_at);
