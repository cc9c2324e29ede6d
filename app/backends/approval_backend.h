// The one interface through which the console speaks to whatever decides: our own authority, later other products.
//
// All calls and signals belong to the thread of the object. Facts arrive as signals, answers as futures; nothing blocks.
// Signals are hints: who shows or decides reads again first.
#pragma once

#include "app/base/answer.h"
#include "app/backends/records.h"

#include <QJsonArray>
#include <QObject>

namespace countersign::backends {

class AuditReader;
class CatalogDesk;

using base::Answer;

class ClientDirectory;

struct Capabilities {
    bool events = false;        // live stream; otherwise the caller polls
    bool revoke = false;        // grants can be listed and revoked
    bool audit = false;         // a verifiable log
    bool signedDecisions = false;
    bool less = false;          // shorter time or fewer scopes than asked
    bool interactiveSignIn = false;  // a browser opens at signIn()
};

enum class SignInState { SignedOut, SigningIn, SignedIn };

enum class LinkFact { Offline, CatchingUp, Live };

enum class ListKind { Pending, Decided, All };

struct ListQuery {
    ListKind kind = ListKind::Pending;
    int limit = 200;
    QString cursor;
};

struct EventHint {
    enum class Kind { Approval, Client, Catalog, Grant, Audit, Reset } kind = Kind::Reset;
    base::ApprovalId id;  // with Approval
    qint64 version = 0;
    QString status;
    base::ClientId client{};  // with Client
    QString warning{};        // with Client: "ends_soon" when its end is near
};

// Who is signed in and how decisions are signed.
struct Identity {
    base::Subject subject;
    QString name;            // as the authority calls the person; text from outside
    base::DeviceKid device;  // key by which decisions are verified
    QStringList scopes;      // what the session may do: "approvals:decide", …
};

class ApprovalBackend : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    [[nodiscard]] virtual QString issuer() const = 0;
    // The log's verifier key (C2SP vkey) as the metadata gave it; empty before the first contact.
    [[nodiscard]] virtual QString auditKey() const = 0;
    // Whom to call about the authority, as its metadata names them; text from outside, empty where it names nobody.
    [[nodiscard]] virtual QString contact() const { return {}; }

    [[nodiscard]] virtual SignInState signInState() const = 0;
    [[nodiscard]] virtual Identity identity() const = 0;
    // Restores the session from the secret store without asking anybody. Unauthenticated: a sign-in is needed.
    virtual Answer<base::Done> resume() = 0;
    // May open the browser: call only because a person asked for it.
    virtual Answer<base::Done> signIn() = 0;
    virtual void cancelSignIn() = 0;
    // Revokes at the authority and forgets here; forgets here also when the authority cannot be reached.
    virtual Answer<base::Done> signOut() = 0;

    virtual Answer<SummaryPage> list(const ListQuery &query) = 0;
    virtual Answer<Approval> approval(const base::ApprovalId &id) = 0;
    // Builds nothing: `signedDecision` is sent as it is, byte for byte. An error (Timeout, Unavailable) means that
    // nobody knows whether it counted.
    virtual Answer<DecisionAnswer> decide(const base::ApprovalId &id, const QByteArray &signedDecision) = 0;
    // Signs with the device key registered for the signed-in person. Locked or NotFound without one.
    virtual base::Result<QByteArray> sign(const approval::Decision &decision) = 0;

    virtual Answer<QList<Grant>> grants() = 0;
    virtual Answer<base::Done> revokeGrant(const base::GrantId &id, const QString &reason) = 0;

    // The keys of the signed-in person, this console's among them. Unsupported where the authority has no such list.
    virtual Answer<QList<DeviceFacts>> devices() { return base::answered<QList<DeviceFacts>>({base::Errc::Unsupported, {}}); }
    virtual Answer<base::Done> removeDevice(const base::DeviceKid &) { return base::answered<base::Done>({base::Errc::Unsupported, {}}); }

    virtual Answer<QByteArray> checkpoint() = 0;  // the signed note as text
    // How the log passed from one key to the next (app/audit/key_chain.h); empty where it never did.
    virtual Answer<QJsonArray> logKeySteps() { return base::answered<QJsonArray>(QJsonArray()); }
    virtual Answer<LogProof> consistency(qint64 fromSize, qint64 toSize) = 0;
    virtual Answer<LogProof> inclusion(qint64 seq, qint64 size) = 0;
    virtual Answer<QList<LogEntry>> logEntries(const base::ApprovalId &txn) = 0;

    // Null while nobody is signed in, where the authority has none of it, or where this person may not read it: ask every
    // time. What is given lives as long as this object.
    [[nodiscard]] virtual CatalogDesk *catalog() { return nullptr; }
    // The same. Given for clients:manage; with approvals:decide alone, only freezing works.
    [[nodiscard]] virtual ClientDirectory *clients() { return nullptr; }
    // The same. Given for audit:read.
    [[nodiscard]] virtual AuditReader *auditHistory() { return nullptr; }

    virtual void startEvents() = 0;
    virtual void stopEvents() = 0;

    // Authority time in seconds by its last answer and our monotonic clock; 0 before the first.
    [[nodiscard]] virtual qint64 serverTime() const = 0;

Q_SIGNALS:
    void signInStateChanged(countersign::backends::SignInState state);
    void linkChanged(countersign::backends::LinkFact link);
    void hint(const countersign::backends::EventHint &event);
};

}  // namespace countersign::backends
