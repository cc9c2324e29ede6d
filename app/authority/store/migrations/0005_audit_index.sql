-- What finds entries of the log: words and fields of each entry, filled in beside the log by the indexer (store/audit_index.h).
-- The log itself is whole without it, and it can be made anew from the log at any time.

-- Contentless: only which words occur in which entry (rowid = seq). Words come folded and split (store/audit_words.h).
CREATE VIRTUAL TABLE audit_fts USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

-- Words of letters, to complete what somebody is typing. Ids and numbers are not kept here.
CREATE TABLE audit_word (
    word TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Each hour that has entries: where it lies in the log, and what the timeline draws.
CREATE TABLE audit_hour (
    hour      INTEGER NOT NULL PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    entries   INTEGER NOT NULL,
    denied    INTEGER NOT NULL,
    anomalies INTEGER NOT NULL
) STRICT;

-- The questions these served are answered by audit_fts and audit_hour, and each cost every append one more page.
DROP INDEX audit_entry_time;
DROP INDEX audit_entry_event;
DROP INDEX audit_entry_actor;
