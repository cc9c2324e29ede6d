// Our own protocol behind the one interface (protocol.md 5, 6, 9, 10).
#pragma once

#include "app/backends/approval_backend.h"
#include "app/backends/countersign/browser_sign_in.h"
#include "app/backends/countersign/countersign_audit.h"
#include "app/backends/countersign/countersign_catalog.h"
#include "app/backends/countersign/countersign_clients.h"
#include "app/backends/countersign/event_stream.h"
#include "app/backends/countersign/local_authority.h"
#include "app/backends/countersign/token_keeper.h"

namespace countersign::backends {

class CountersignBackend : public ApprovalBackend {
    Q_OBJECT

public:
    struct Options {
        QString issuer;                     // of a remote authority
        std::optional<LocalAuthority::Options> local;  // instead; its trusted device is filled in here
        base::SecretStore *store = nullptr;
        const base::Clock *clock = nullptr;
        QString secretPrefix;               // begins the names of all entries; holds the issuer
        QString deviceName;                 // how the authority lists this console's key
        BrowserOpener openBrowser;
        QByteArray extraCertificates;       // PEM, trusted besides the system's
    };
    explicit CountersignBackend(Options options, QObject *parent = nullptr);
    ~CountersignBackend() override;

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString issuer() const override { return m_issuer; }
    [[nodiscard]] QString auditKey() const override { return m_metadata ? m_metadata->auditKey : QString(); }
    [[nodiscard]] QString contact() const override { return m_metadata ? m_metadata->contact : QString(); }
    [[nodiscard]] SignInState signInState() const override { return m_state; }
    [[nodiscard]] Identity identity() const override;

    Answer<base::Done> resume() override;
    Answer<base::Done> signIn() override;
    void cancelSignIn() override;
    Answer<base::Done> signOut() override;

    Answer<SummaryPage> list(const ListQuery &query) override;
    Answer<Approval> approval(const base::ApprovalId &id) override;
    Answer<DecisionAnswer> decide(const base::ApprovalId &id, const QByteArray &signedDecision) override;
    base::Result<QByteArray> sign(const approval::Decision &decision) override;

    Answer<QList<Grant>> grants() override;
    Answer<base::Done> revokeGrant(const base::GrantId &id, const QString &reason) override;

    Answer<QList<DeviceFacts>> devices() override;
    Answer<base::Done> removeDevice(const base::DeviceKid &kid) override;

    Answer<QByteArray> checkpoint() override;
    Answer<QJsonArray> logKeySteps() override;
    Answer<LogProof> consistency(qint64 fromSize, qint64 toSize) override;
    Answer<LogProof> inclusion(qint64 seq, qint64 size) override;
    Answer<QList<LogEntry>> logEntries(const base::ApprovalId &txn) override;

    [[nodiscard]] CatalogDesk *catalog() override;
    [[nodiscard]] ClientDirectory *clients() override;
    [[nodiscard]] AuditReader *auditHistory() override;

    void startEvents() override;
    void stopEvents() override;
    [[nodiscard]] qint64 serverTime() const override;

private:
    using Step = std::function<Answer<base::Done>()>;
    Answer<base::Done> prepared(Step last);      // key, child process, metadata, then `last`
    Answer<base::Done> obtainKey();
    Answer<base::Done> startChild();
    Answer<base::Done> readMetadata();
    Answer<base::Done> assertDevice();
    Answer<base::Done> registerDevice();
    Answer<base::Done> unregisterDevice();
    [[nodiscard]] QString keyName() const;
    Answer<base::Done> browse();
    Answer<base::Done> enter(Answer<base::Done> signedIn);
    void onChildListening(const QString &issuer);
    void setState(SignInState state);
    template <class T, class Read>
    Answer<T> get(const QString &url, Read read);
    void collectGrants(const QString &cursor, const QList<Grant> &soFar, const base::Asked<QList<Grant>> &asked);

    Options m_options;
    QString m_issuer;
    HttpClient m_http;
    TokenKeeper m_tokens;
    EventStream m_events;
    CountersignCatalog m_catalog;
    CountersignClients m_clients;
    CountersignAudit m_audit;
    std::optional<oauth::Metadata> m_metadata;
    SharedDeviceKey m_key;
    std::unique_ptr<LocalAuthority> m_child;
    std::optional<base::Asked<base::Done>> m_childStart;
    BrowserSignIn *m_browsing = nullptr;
    SignInState m_state = SignInState::SignedOut;
    bool m_wantsEvents = false;
};

}  // namespace countersign::backends
