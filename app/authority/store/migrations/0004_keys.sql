-- Signing keys: public halves and when each does what. The private halves are files (keys.h). Rows stay for good, so that
-- whatever was ever signed can be told from a forgery.
CREATE TABLE signing_key (
    kid          TEXT NOT NULL PRIMARY KEY CHECK (length(kid) = 43),
    jwk          BLOB NOT NULL,
    published_at INTEGER NOT NULL,
    signs_from   INTEGER NOT NULL UNIQUE,
    retires_at   INTEGER,
    CHECK (signs_from >= published_at),
    CHECK (retires_at IS NULL OR retires_at > signs_from)
) STRICT, WITHOUT ROWID;
