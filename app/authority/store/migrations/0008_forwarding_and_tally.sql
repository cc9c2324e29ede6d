-- How far the log has been sent on to each receiver outside (forwarding/forwarder.h).
CREATE TABLE forward_position (
    sink     TEXT NOT NULL PRIMARY KEY,
    next_seq INTEGER NOT NULL CHECK (next_seq >= 0)
) STRICT, WITHOUT ROWID;

-- What /metrics counts, taken from the log as it is indexed: it survives restarts and costs no decision anything.
CREATE TABLE audit_tally (
    name  TEXT NOT NULL,
    label TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (name, label)
) STRICT, WITHOUT ROWID;
