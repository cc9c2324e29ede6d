-- How far the log has been sent on to each receiver outside (forwarding/forwarder.h).
CREATE TABLE forward_position (
    sink     TEXT NOT NULL PRIMARY KEY,
    next_seq INTEGER NOT NULL CHECK (next_seq >= 0)
) STRICT, WITHOUT ROWID;
