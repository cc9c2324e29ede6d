// One sign-in of a person through the system browser: authorization code with PKCE on a loopback redirect (RFC 8252).
#pragma once

#include "app/backends/countersign/loopback_listener.h"
#include "app/backends/countersign/token_keeper.h"

namespace countersign::backends {

// Opens an address in the person's browser; openBrowser outside tests.
using BrowserOpener = std::function<base::Status(const QUrl &)>;

class BrowserSignIn : public QObject {
    Q_OBJECT

public:
    struct Parts {
        oauth::Metadata metadata;
        TokenKeeper *tokens;
        SharedDeviceKey key;
        BrowserOpener open;
        QString scope;
        bool fresh = false;  // step-up: the person is asked again although a session stands (`max_age=0`)
    };
    explicit BrowserSignIn(Parts parts, QObject *parent = nullptr);

    // Denied: refused by the person or the authority, with its words. Timeout, Cancelled, Unavailable (no browser, no port).
    base::Answer<base::Done> run();

private:
    void onCallback(const base::Result<Callback> &callback);
    [[nodiscard]] base::Result<QUrl> authorizeUrl(const QString &state) const;

    Parts m_parts;
    QByteArray m_verifier;
    LoopbackListener *m_listener = nullptr;
    base::Asked<base::Done> m_asked;
};

}  // namespace countersign::backends
