// A whole authority, running: store, keys, settings, endpoints and the threads between them.
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>

namespace countersign::authority {

// Where to listen: an IP address, never a name.
struct ListenAddress {
    QString address;  // without brackets
    quint16 port = 0;  // 0: any free one

    // "127.0.0.1:7443", "[::1]:0". InvalidArgument otherwise.
    static base::Result<ListenAddress> parse(const QString &text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isLoopback() const;
};

enum class IssuerSource { Stored, Listen };

struct ServeOptions {
    QString directory;
    ListenAddress listen;
    QString certificateFile, keyFile;  // both or neither
    IssuerSource issuerFrom = IssuerSource::Stored;
    std::optional<QJsonObject> trustedDevice;  // public JWK
};

class RunningAuthority {
public:
    // On return clients can connect. Every error is one sentence for a person, and nothing runs then. SIGPIPE must be ignored.
    static base::Result<std::unique_ptr<RunningAuthority>> start(const ServeOptions &options);
    // Stops accepting, lets requests in flight finish within 5 s, signs the log's end, closes the store.
    ~RunningAuthority();
    Q_DISABLE_COPY_MOVE(RunningAuthority)

    [[nodiscard]] QString issuer() const;
    [[nodiscard]] QString listen() const;  // with the real port

private:
    class Impl;
    explicit RunningAuthority(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace countersign::authority
