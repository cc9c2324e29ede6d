"""What somebody with the database file can do to the log: SQL from standard input, then, when asked, every hash made to fit again.

    rewrite_log.py DATABASE [rehash]     statements on standard input, each on a line
"""
import base64
import hashlib
import json
import sqlite3
import sys

LEAF = ('actor', 'adh', 'client', 'device', 'event', 'outcome', 'payload_hash', 'seq', 'time', 'txn')


def leaf_hash(row):
    leaf = {name: row[name] for name in LEAF if row[name] is not None}
    text = json.dumps(leaf, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    return hashlib.sha256(b'\0' + text.encode()).digest()


def rehash(db):
    """Payload hashes, leaves and nodes, as the authority itself would have written them."""
    db.row_factory = sqlite3.Row
    level = []
    for row in db.execute('SELECT * FROM audit_entry ORDER BY seq').fetchall():
        row = dict(row)
        if row['payload'] is not None:
            digest = hashlib.sha256(row['salt'] + row['payload']).digest()
            row['payload_hash'] = base64.urlsafe_b64encode(digest).decode().rstrip('=')
        level.append(leaf_hash(row))
        db.execute('UPDATE audit_entry SET payload_hash = ?, leaf_hash = ? WHERE seq = ?', (row['payload_hash'], level[-1], row['seq']))
    db.execute('DELETE FROM audit_node')
    height = 0
    while len(level) > 1:
        height += 1
        level = [hashlib.sha256(b'\1' + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        db.executemany('INSERT INTO audit_node (level, idx, hash) VALUES (?, ?, ?)', [(height, i, node) for i, node in enumerate(level)])


def main():
    db = sqlite3.connect(sys.argv[1])
    for trigger in ('audit_entry_is_fixed', 'audit_entry_stays'):
        db.execute(f'DROP TRIGGER IF EXISTS {trigger}')
    for line in sys.stdin:
        if line.strip() and db.execute(line).rowcount == 0:
            sys.exit(f'nothing was changed by: {line}')
    if 'rehash' in sys.argv[2:]:
        rehash(db)
    # The traces go as well.
    db.execute('''CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'entries of the log are never deleted'); END''')
    db.commit()
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')


main()
