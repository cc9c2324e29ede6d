#include "app/authority/store/checkpointer.h"

#include "app/authority/store/audit_log.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/log_keys.h"
#include "app/base/logging.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace countersign::authority::store {

namespace {

// Entries of a burst share a signature, and each still has one well within the second (protocol.md 10).
constexpr std::chrono::milliseconds kGather{200};
constexpr std::chrono::milliseconds kRetry{500};
constexpr qint64 kFileLimit = 16 * 1024;
constexpr int kRefusedExit = 70;

void stopAtOnce(const QString &)
{
    ::_exit(kRefusedExit);
}

base::Error contradiction(const QString &directory, const QString &what)
{
    return {base::Errc::Corrupt, QStringLiteral("The audit log contradicts the last signed checkpoint: %1 Nothing is signed or served any more. Put the newest backup or the right database back;"
                                                " where an older one is all there is, say so: countersign-authority audit accept-restore --data %2 --reason \"…\".").arg(what, directory)};
}

// The current head and, to compare, the root at the size that was signed last.
struct Heads {
    audit::TreeHead now;
    std::optional<audit::Hash> atSigned;
};

base::Result<Heads> readHeads(Store &store, qint64 signedSize)
{
    return store.read([signedSize](Transaction &tx) {
        Heads heads{logHead(tx), {}};
        if (signedSize <= heads.now.size)
            heads.atSigned = audit::rootAt(signedSize, nodesOf(tx));
        return heads;
    });
}

base::Status compare(const QString &directory, const Heads &heads, const audit::TreeHead &signedHead)
{
    if (!heads.atSigned)
        return contradiction(directory, QStringLiteral("%1 entries were signed, the database has %2 (an old backup?).").arg(signedHead.size).arg(heads.now.size));
    if (*heads.atSigned != signedHead.root)
        return contradiction(directory, QStringLiteral("the first %1 entries are not the ones that were signed.").arg(signedHead.size));
    return base::Done{};
}

}  // namespace

class Checkpointer::Impl {
public:
    Impl(Store &store, LogIdentity identity, std::function<void(const QString &)> onRefused)
        : m_store(store), m_identity(std::move(identity)), m_onRefused(std::move(onRefused))
    {
    }

    base::Status loadSigned();
    base::Status signNew();
    void loop();
    void wake();
    void end();

    std::atomic<qint64> m_signedSize{-1};
    std::thread m_thread;

private:
    base::Status keep(const QByteArray &note, const audit::TreeHead &head);

    Store &m_store;
    const LogIdentity m_identity;
    const std::function<void(const QString &)> m_onRefused;
    std::optional<audit::TreeHead> m_signed;  // of the file; only the thread uses it once that runs

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_pending = false;
    bool m_ending = false;
};

base::Status Checkpointer::Impl::loadSigned()
{
    if (const auto folder = makeCheckpointFolder(m_store.directory()); !folder)
        return folder;
    const auto keys = m_store.read([this](Transaction &tx) { return logKeys(tx, {m_identity.origin, m_identity.key.publicKey()}); });
    if (!keys)
        return keys.error();
    const auto kept = keptCheckpoint(m_store.directory(), *keys);
    if (kept) {
        m_signed = kept->head;
        return base::Done{};
    }
    if (kept.error().code != base::Errc::NotFound)
        return kept.error();
    const auto size = m_store.read([](Transaction &tx) { return tx.one("SELECT coalesce(max(size), -1) FROM audit_checkpoint")->integer(0); });
    if (!size)
        return size.error();
    if (*size >= 0)
        return contradiction(m_store.directory(), QStringLiteral("%1 is missing, although %2 entries were signed.").arg(checkpointFile(m_store.directory())).arg(*size));
    return base::Done{};
}

// Corrupt: never to be tried again. Other errors: later.
base::Status Checkpointer::Impl::signNew()
{
    const auto heads = readHeads(m_store, m_signed ? m_signed->size : 0);
    if (!heads)
        return heads.error();
    if (m_signed) {
        if (const auto same = compare(m_store.directory(), *heads, *m_signed); !same)
            return same;
        if (heads->now.size == m_signed->size) {
            m_signedSize = m_signed->size;
            return base::Done{};
        }
    }
    // Who signs a past that does not fit together says that it does.
    if (m_store.logCondition().isDamaged())
        return base::Done{};
    return keep(audit::signCheckpoint({m_identity.origin, heads->now}, m_identity.key), heads->now);
}

// The file first: once anybody can have seen a checkpoint, a restored database must be recognised.
base::Status Checkpointer::Impl::keep(const QByteArray &note, const audit::TreeHead &head)
{
    if (const auto written = replaceFile(checkpointFile(m_store.directory()), note); !written)
        return written;
    m_signed = head;
    const auto stored = m_store.write([&](Transaction &tx) {
        tx.exec("INSERT INTO audit_checkpoint (size, note, signed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", {head.size, note, tx.now()});
        tx.publish({EventKind::Audit, {{QStringLiteral("size"), head.size}}, Audience::everyoneWith(QStringLiteral("audit:read"))});
    });
    if (stored)
        m_signedSize = head.size;
    return stored;
}

void Checkpointer::Impl::loop()
{
    for (bool ending = false; !ending;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_pending || m_ending; });
            m_changed.wait_for(lock, kGather, [this] { return m_ending; });
            m_pending = false;
            ending = m_ending;
        }
        const auto status = signNew();
        if (status)
            continue;
        base::logEvent(base::LogLevel::Error, QStringLiteral("audit.checkpoint_failed"), {{QStringLiteral("detail"), status.error().detail}});
        if (status.error().code == base::Errc::Corrupt) {
            m_onRefused(status.error().detail);
            return;
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kRetry, [this] { return m_ending; });
        m_pending = true;
    }
}

void Checkpointer::Impl::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_pending = true;
    }
    m_changed.notify_all();
}

void Checkpointer::Impl::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

Checkpointer::Checkpointer(std::shared_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Checkpointer::~Checkpointer()
{
    m_impl->end();
}

base::Result<std::unique_ptr<Checkpointer>> Checkpointer::start(Store &store, LogIdentity identity, std::function<void(const QString &)> onRefused)
{
    auto impl = std::make_shared<Impl>(store, std::move(identity), onRefused ? std::move(onRefused) : stopAtOnce);
    if (const auto loaded = impl->loadSigned(); !loaded)
        return loaded.error();
    if (const auto first = impl->signNew(); !first)
        return first.error();
    // The store may outlive us and keeps the callback; it must not keep us alive or call into what is gone.
    store.onCommitted([weak = std::weak_ptr(impl)] {
        if (const auto alive = weak.lock())
            alive->wake();
    });
    impl->m_thread = std::thread([raw = impl.get()] { raw->loop(); });
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(impl)));
}

qint64 Checkpointer::signedSize() const
{
    return m_impl->m_signedSize;
}

std::optional<QByteArray> newestCheckpoint(Transaction &tx)
{
    const auto row = tx.one("SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1");
    return row ? std::optional(row->bytes(0)) : std::nullopt;
}

base::Status makeCheckpointFolder(const QString &directory)
{
    const QString folder = QFileInfo(checkpointFile(directory)).absolutePath();
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return base::Error{base::Errc::Io, QStringLiteral("%1 cannot be created.").arg(folder)};
    return base::Done{};
}

base::Result<audit::Checkpoint> signedBy(const QByteArray &note, const std::vector<audit::VerifierKey> &keys)
{
    base::Result<audit::Checkpoint> checkpoint = base::Error{};
    for (auto key = keys.rbegin(); key != keys.rend() && !checkpoint; ++key)
        checkpoint = audit::verifyCheckpoint(note, *key);
    return checkpoint;
}

base::Result<audit::Checkpoint> keptCheckpoint(const QString &directory, const std::vector<audit::VerifierKey> &keys)
{
    QFile file(checkpointFile(directory));
    if (!file.exists())
        return base::Error{base::Errc::NotFound, QStringLiteral("%1 does not exist.").arg(file.fileName())};
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{base::Errc::Io, QStringLiteral("%1 cannot be read.").arg(file.fileName())};
    const QByteArray note = file.read(kFileLimit + 1);
    auto checkpoint = signedBy(note, keys);
    if (!checkpoint)
        return base::Error{base::Errc::Corrupt, QStringLiteral("%1 is not what this authority has signed: %2.").arg(file.fileName(), checkpoint.error().detail)};
    return checkpoint;
}

}  // namespace countersign::authority::store
