-- Clients registered over the wire (protocol.md 7): who did it, within which limits, and how it ends. Tokens only as HMAC.
--
-- `ceiling_…` is the most an update by the holder of the registration token may reach: what the initial token, the administrator or
-- the approver gave when it was registered. `warn_at` is when its end is announced; it follows expires_at and is no end by itself.
ALTER TABLE client ADD COLUMN registered_by TEXT NOT NULL DEFAULT 'cli';
-- Who can act as the client, and so may not approve what it asks for: people who registered it, or made the token for that; and
-- administrators who gave it another secret, each with the time that secret ended: [[sub, seconds or null],…].
ALTER TABLE client ADD COLUMN registrants TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(registrants));
ALTER TABLE client ADD COLUMN secret_seen_by TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(secret_seen_by));
ALTER TABLE client ADD COLUMN initial_token TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN registration_hash BLOB NOT NULL DEFAULT x'' CHECK (length(registration_hash) IN (0, 32));
ALTER TABLE client ADD COLUMN ceiling_scopes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ceiling_scopes));
ALTER TABLE client ADD COLUMN ceiling_actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ceiling_actions));
-- What no ordinary token holds, but an approval may give.
ALTER TABLE client ADD COLUMN access_scopes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(access_scopes));
ALTER TABLE client ADD COLUMN ceiling_access_scopes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ceiling_access_scopes));
ALTER TABLE client ADD COLUMN fingerprint BLOB NOT NULL DEFAULT x'';
ALTER TABLE client ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE client ADD COLUMN warn_at INTEGER;
ALTER TABLE client ADD COLUMN warned_at INTEGER;
ALTER TABLE client ADD COLUMN disabled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN disabled_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN ended_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN end_logged_at INTEGER;

-- The list, newest first; the ends that are still to be announced or logged; duplicates; quotas.
CREATE INDEX client_newest ON client (created_at, id);
CREATE INDEX client_to_warn ON client (warn_at) WHERE warned_at IS NULL AND deleted_at IS NULL;
CREATE INDEX client_to_log ON client (expires_at) WHERE end_logged_at IS NULL AND deleted_at IS NULL;
CREATE INDEX client_fingerprint ON client (fingerprint) WHERE deleted_at IS NULL;
CREATE INDEX client_of_token ON client (initial_token, expires_at) WHERE initial_token <> '' AND deleted_at IS NULL;
CREATE INDEX client_temporary ON client (expires_at) WHERE is_temporary = 1 AND deleted_at IS NULL;

-- What one client holds and waits for is counted for every line of the list.
DROP INDEX grant_client;
CREATE INDEX grant_client ON grant_ (client_id, expires_at);
CREATE INDEX approval_open_by_client ON approval (client_id) WHERE status IN ('pending','approved','redeemed');

CREATE TABLE initial_token (
    id             TEXT NOT NULL PRIMARY KEY,
    hash           BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    created_by     TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    uses_left      INTEGER NOT NULL CHECK (uses_left >= 0),
    scopes         TEXT NOT NULL CHECK (json_valid(scopes)),
    access_scopes  TEXT NOT NULL CHECK (json_valid(access_scopes)),
    actions        TEXT NOT NULL CHECK (json_valid(actions)),
    max_client_ttl INTEGER NOT NULL CHECK (max_client_ttl >= 1),
    revoked_at     INTEGER,
    revoked_by     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX initial_token_newest ON initial_token (created_at, id);
