// The application without a window: everything a screen may show or ask for hangs here.
#pragma once

#include "app/console/authority_list.h"
#include "app/console/clients/clients.h"
#include "app/console/clock_watch.h"
#include "app/console/grants_model.h"
#include "app/console/inbox/approval_controller.h"
#include "app/console/inbox/deny_all.h"
#include "app/console/inbox/inbox_reader.h"
#include "app/console/inbox/past_request.h"
#include "app/console/settings.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace countersign::console {

class AuditDesks;
class AuditExport;
class AuditReports;
class CatalogList;

class Console : public QObject {
    Q_OBJECT

public:
    // Makes sessions for authorities; given from outside so that tests can put in their own.
    struct Factory {
        std::function<std::unique_ptr<AuthoritySession>(const Settings::KnownAuthority &)> remote;
        std::function<std::unique_ptr<AuthoritySession>(const Settings::KnownAuthority &)> local;
    };
    enum class KeychainState { Unknown, Available, Locked, Absent, MemoryOnly };

    Console(Settings &settings, base::Clock &clock, Factory factory, QObject *parent = nullptr);
    ~Console() override;

    [[nodiscard]] AuthorityList &authorities() { return m_authorities; }
    [[nodiscard]] InboxModel &inbox() { return m_inbox; }
    [[nodiscard]] ApprovalController &card() { return m_card; }
    [[nodiscard]] GrantsModel &grants() { return m_grants; }
    [[nodiscard]] CatalogList &catalogs() { return *m_catalogs; }  // app/console/catalog/catalog_list.h
    [[nodiscard]] Clients &clients() { return m_clients; }
    [[nodiscard]] AuditDesks &audits() { return *m_audits; }  // app/console/audit/audit_desks.h
    [[nodiscard]] AuditReports &auditReports() { return *m_auditReports; }
    [[nodiscard]] AuditExport &auditExport() { return *m_auditExport; }
    [[nodiscard]] PastRequest &past() { return m_past; }
    [[nodiscard]] Settings &settings() { return m_settings; }
    [[nodiscard]] base::Clock &clock() { return m_clock; }
    [[nodiscard]] ClockWatch &clockWatch() { return m_clockWatch; }

    // The worst of all: Offline before CatchingUp before Live; Offline without an authority.
    [[nodiscard]] Link link() const;
    [[nodiscard]] qint64 offlineSinceMs() const;
    [[nodiscard]] LogState logState() const;
    // Whether the first full read of every signed-in authority has come; before, the inbox shows "loading".
    [[nodiscard]] bool inboxLoaded() const;
    [[nodiscard]] bool hasQuietHoursNow() const;
    // Whether clients of this authority can be stopped from here.
    [[nodiscard]] bool canFreeze(const AuthorityId &authority) const;

    [[nodiscard]] KeychainState keychain() const { return m_keychain; }
    void setKeychain(KeychainState state);  // by the composition

    // First start. InvalidArgument: not an issuer that may be used (https, or http on loopback; no path tricks).
    base::Status connectTo(const QString &issuer);
    void startLocal();
    void forget(const AuthorityId &authority);   // signs out and removes
    void rename(const AuthorityId &authority, const QString &name);

public Q_SLOTS:
    void start();  // opens the authorities the settings know
    // A person accepted a session that ends with the program, because there is no keychain.
    void acceptMemoryOnly();
    // A person unlocked the keychain and asks to look again; the composition probes and calls setKeychain().
    void checkKeychain() { Q_EMIT keychainCheckWanted(); }
    // Denies each pending request of the client one by one, each with its own signature.
    // One client at a time: while that goes on, another call does nothing.
    void denyAllFrom(const countersign::console::ApprovalRef &ref);
    // The same, and the client itself is stopped first: nothing it holds works any more until an administrator lets it.
    void denyAllAndFreeze(const countersign::console::ApprovalRef &ref, const QString &reason);
    void cancelDenyAll();

Q_SIGNALS:
    void changed();            // link, log, keychain, loaded
    void raiseRequested();     // a second start, or a click on a notification: show the window, nothing else
    void memoryOnlyAccepted();
    void keychainCheckWanted();
    void denyAllProgress(int done, int total);
    void denyAllFinished(const countersign::console::DenyAllEnd &end);

private:
    void open(const Settings::KnownAuthority &authority);
    void adopt(AuthoritySession *session);
    void onClockDoubted();
    DenyAll *makeDenyAll(const ApprovalRef &ref);
    void onHint(AuthoritySession *session, const backends::EventHint &event);
    void remember();

    Settings &m_settings;
    base::Clock &m_clock;
    Factory m_factory;
    AuthorityList m_authorities;
    InboxModel m_inbox;
    InboxReader m_reader;
    ApprovalController m_card;
    GrantsModel m_grants;
    std::unique_ptr<CatalogList> m_catalogs;
    Clients m_clients;
    std::unique_ptr<AuditDesks> m_audits;
    std::unique_ptr<AuditReports> m_auditReports;
    std::unique_ptr<AuditExport> m_auditExport;
    PastRequest m_past;
    ClockWatch m_clockWatch;
    QTimer m_tick;
    QPointer<DenyAll> m_denyAll;
    KeychainState m_keychain = KeychainState::Unknown;
};

}  // namespace countersign::console
