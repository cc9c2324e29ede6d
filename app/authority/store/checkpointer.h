// Signs the log's size and root soon after each commit, and never twice differently (C2SP tlog-checkpoint).
//
// The last signed checkpoint is kept outside the database too, in DIR/audit/checkpoint, written before anybody sees it. A log
// that is shorter than it, or differs from it, is an old or rewritten database: nothing is signed any more. Neither is a log that is
// known to be damaged (log_condition.h).
#pragma once

#include "app/audit/checkpoint.h"
#include "app/authority/store/store.h"
#include "app/crypto/ed25519_key.h"

#include <functional>
#include <memory>

namespace countersign::authority::store {

struct LogIdentity {
    const crypto::Ed25519PrivateKey &key;  // must outlive the checkpointer
    QString origin;                        // audit::checkpointOrigin(issuer)
};

class Checkpointer {
public:
    // Compares the log with what was signed last, signs what is new, and goes on doing so on its own thread. Only the one
    // `serve` of a data directory may have one. Corrupt with one clear line when the log contradicts what was signed: the
    // authority must not start. `onRefused` is told the same once, from the thread, when it shows later; the default logs
    // and ends the process with exit code 70.
    static base::Result<std::unique_ptr<Checkpointer>> start(Store &store, LogIdentity identity, std::function<void(const QString &)> onRefused = {});
    // Signs what is left, then ends the thread. Before the store goes.
    ~Checkpointer();
    Q_DISABLE_COPY_MOVE(Checkpointer)

    // Entries covered by the last signature. Any thread.
    [[nodiscard]] qint64 signedSize() const;

private:
    class Impl;
    explicit Checkpointer(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

// The newest signed note, for `GET /audit/checkpoint`; nullopt before the first.
[[nodiscard]] std::optional<QByteArray> newestCheckpoint(Transaction &tx);

// Makes DIR/audit, where the note is kept, for its owner alone.
[[nodiscard]] base::Status makeCheckpointFolder(const QString &directory);

// The checkpoint of a note that one of the log's keys signed, the newest key tried first.
[[nodiscard]] base::Result<audit::Checkpoint> signedBy(const QByteArray &note, const std::vector<audit::VerifierKey> &keys);

// What DIR/audit/checkpoint holds, signed by one of the log's keys (log_keys.h). NotFound when there is none, Corrupt when it is not
// of this log.
[[nodiscard]] base::Result<audit::Checkpoint> keptCheckpoint(const QString &directory, const std::vector<audit::VerifierKey> &keys);

}  // namespace countersign::authority::store
