// Tokens of ours whose signature was checked once: the same bytes need no second check of it. Everything else about a token (is
// its key still published, has it ended, was it revoked) is asked again at each use, by whoever reads it.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>

#include <mutex>
#include <optional>

namespace countersign::authority {

struct VerifiedToken {
    QByteArray kid;  // of the key that signed it
    QJsonObject claims;
};

// Any thread. Bounded: of more tokens than it keeps, those go that were not seen for longest.
class VerifiedTokens {
public:
    // What names a token: a digest of its type and of every byte of it.
    [[nodiscard]] static QByteArray nameOf(QByteArrayView type, QByteArrayView compact);

    [[nodiscard]] std::optional<VerifiedToken> find(const QByteArray &name);
    void remember(const QByteArray &name, VerifiedToken token);

private:
    using Tokens = QHash<QByteArray, VerifiedToken>;

    void insert(const QByteArray &name, VerifiedToken token);

    std::mutex m_mutex;  // guards what follows
    Tokens m_young;
    Tokens m_old;
};

}  // namespace countersign::authority
