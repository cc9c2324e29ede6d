-- How the catalogue is used, by whom, and changes of it that wait for a second admin.

-- Since when a scope is catalogued, and when a token was last issued or a credential spent with it.
CREATE TABLE scope_life (
    scope        TEXT NOT NULL PRIMARY KEY,
    known_since  INTEGER,
    last_used_at INTEGER
) STRICT, WITHOUT ROWID;

-- Uses and asks by day (days since the epoch, UTC). Counted in memory and written about every second: figures, not evidence.
CREATE TABLE scope_use (
    scope TEXT NOT NULL,
    day   INTEGER NOT NULL,
    uses  INTEGER NOT NULL DEFAULT 0,
    asks  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX scope_use_day ON scope_use (day);

-- Scopes that were asked for and no catalogue had: by clients, or by whoever wanted to register one (an actor of the log).
CREATE TABLE shadow_scope (
    asked_by     TEXT NOT NULL,
    scope        TEXT NOT NULL CHECK (length(scope) BETWEEN 1 AND 100),
    asks         INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (asked_by, scope)
) STRICT, WITHOUT ROWID;

-- The text that an approval of type countersign.catalog is about.
CREATE TABLE catalog_proposal (
    approval_id TEXT NOT NULL PRIMARY KEY REFERENCES approval (id),
    toml        BLOB NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE catalog_version ADD COLUMN approval_id TEXT;
