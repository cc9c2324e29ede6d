// An authority that exists in a test alone: every question waits until the test answers it.
#pragma once

#include "app/approval/action.h"
#include "app/backends/approval_backend.h"
#include "app/backends/audit_reader.h"
#include "app/backends/catalog_desk.h"
#include "app/backends/client_directory.h"
#include "app/base/json.h"
#include "app/crypto/ec_key.h"

#include <QHash>
#include <QJsonObject>

#include <deque>

namespace countersign::tests {

using backends::Approval;

// A card that a console may approve at once, but for the read delay.
inline Approval makeApproval(const QString &id, approval::Tier tier = approval::Tier::Low)
{
    approval::Action action;
    action.type = QStringLiteral("orders.refund");
    action.params = QJsonObject{{QStringLiteral("order_id"), QStringLiteral("81")}};
    action.rs = QStringLiteral("https://orders.example");
    action.client = base::ClientId(QStringLiteral("bot"));
    action.subject = base::Subject(QStringLiteral("client:bot"));
    action.txn = base::ApprovalId(id);
    Approval card;
    card.id = base::ApprovalId(id);
    card.version = 1;
    card.requestedAt = 1000;
    card.expiresAt = 1300;
    card.serverTime = 1000;
    card.actionText = QStringLiteral("Refund order 81");
    card.canonical = approval::canonicalAction(action);
    card.actionHash = approval::actionHash(card.canonical);
    card.hashMatches = true;
    card.risk.tier = tier;
    card.client = {action.client, QStringLiteral("Deploy bot"), QStringLiteral("ops@example"), 0, std::nullopt, false};
    card.subject = {action.subject, QStringLiteral("Deploy bot")};
    card.mayDecide = true;
    card.nonce = QStringLiteral("nonce-") + id;
    card.params = {{QStringLiteral("order_id"), QStringLiteral("Order"), QStringLiteral("81")}};
    return card;
}

class FakeBackend : public backends::ApprovalBackend {

public:
    using ApprovalBackend::ApprovalBackend;

    backends::Capabilities can{true, true, true, true, true, false};
    QHash<base::ApprovalId, Approval> cards;           // what approval() answers
    std::deque<QByteArray> sent;                       // decisions in the order they came
    base::Asked<backends::DecisionAnswer> nextDecision;  // answered by the test
    std::optional<base::Error> readError;              // answers approval() and list() while set
    base::Status resumeAnswer = base::Done{};
    QList<backends::Grant> grantList;
    base::Asked<base::Done> nextRevoke;
    base::Result<QByteArray> note{base::Errc::Denied, {}};
    base::Result<backends::LogProof> proof{base::Errc::Unavailable, {}};
    QList<backends::LogEntry> entries;
    QString logKey, contactText;
    QJsonArray keySteps;
    backends::CatalogDesk *desk = nullptr;  // the catalogue, where the test has one
    backends::ClientDirectory *directory = nullptr;  // the clients, where the test has some
    backends::AuditReader *history = nullptr;  // the log, where the test has one
    QStringList scopes{QStringLiteral("approvals:read"), QStringLiteral("approvals:decide"), QStringLiteral("grants:revoke")};
    qint64 time = 1000;
    QList<backends::DeviceFacts> deviceList;
    QStringList removedDevices;
    base::Status removeAnswer = base::Done{};
    int lists = 0, reads = 0;

    [[nodiscard]] backends::Capabilities capabilities() const override { return can; }
    [[nodiscard]] QString issuer() const override { return QStringLiteral("https://authority.example"); }
    [[nodiscard]] QString auditKey() const override { return logKey; }
    [[nodiscard]] QString contact() const override { return contactText; }
    [[nodiscard]] backends::SignInState signInState() const override { return m_state; }
    [[nodiscard]] backends::Identity identity() const override
    {
        return {base::Subject(QStringLiteral("usr_alice")), QStringLiteral("alice"), base::DeviceKid(QString::fromLatin1(m_key.publicKey().thumbprint())),
                scopes};
    }
    base::Answer<base::Done> resume() override
    {
        if (resumeAnswer)
            setState(backends::SignInState::SignedIn);
        return base::answered<base::Done>(resumeAnswer);
    }
    base::Answer<base::Done> signIn() override
    {
        resumeAnswer = base::Done{};
        return resume();
    }
    void cancelSignIn() override {}
    base::Answer<base::Done> signOut() override
    {
        setState(backends::SignInState::SignedOut);
        return base::answered<base::Done>(base::Done{});
    }
    base::Answer<backends::SummaryPage> list(const backends::ListQuery &) override
    {
        ++lists;
        if (readError)
            return base::answered<backends::SummaryPage>(*readError);
        backends::SummaryPage page;
        page.serverTime = time;
        for (const Approval &card : std::as_const(cards)) {
            if (card.status == approval::Status::Pending)
                page.items.append(card);
        }
        return base::answered<backends::SummaryPage>(page);
    }
    base::Answer<Approval> approval(const base::ApprovalId &id) override
    {
        ++reads;
        if (readError)
            return base::answered<Approval>(*readError);
        if (!cards.contains(id))
            return base::answered<Approval>({base::Errc::NotFound, {}});
        return base::answered<Approval>(cards.value(id));
    }
    base::Answer<backends::DecisionAnswer> decide(const base::ApprovalId &, const QByteArray &decision) override
    {
        sent.push_back(decision);
        nextDecision = {};
        return nextDecision.answer();
    }
    base::Result<QByteArray> sign(const approval::Decision &decision) override { return approval::signDecision(decision, m_key); }
    base::Answer<QList<backends::Grant>> grants() override { return base::answered<QList<backends::Grant>>(grantList); }
    base::Answer<base::Done> revokeGrant(const base::GrantId &, const QString &) override
    {
        nextRevoke = {};
        return nextRevoke.answer();
    }
    base::Answer<QByteArray> checkpoint() override { return base::answered<QByteArray>(note); }
    base::Answer<QJsonArray> logKeySteps() override { return base::answered<QJsonArray>(keySteps); }
    base::Answer<backends::LogProof> consistency(qint64, qint64) override { return base::answered<backends::LogProof>(proof); }
    base::Answer<backends::LogProof> inclusion(qint64, qint64) override { return base::answered<backends::LogProof>(proof); }
    base::Answer<QList<backends::LogEntry>> logEntries(const base::ApprovalId &) override
    {
        return readError ? base::answered<QList<backends::LogEntry>>(*readError) : base::answered<QList<backends::LogEntry>>(entries);
    }
    [[nodiscard]] backends::CatalogDesk *catalog() override { return desk; }
    [[nodiscard]] backends::ClientDirectory *clients() override { return directory; }
    [[nodiscard]] backends::AuditReader *auditHistory() override { return m_state == backends::SignInState::SignedIn ? history : nullptr; }
    base::Answer<QList<backends::DeviceFacts>> devices() override
    {
        if (readError)
            return base::answered<QList<backends::DeviceFacts>>(*readError);
        return base::answered<QList<backends::DeviceFacts>>(deviceList);
    }
    base::Answer<base::Done> removeDevice(const base::DeviceKid &kid) override
    {
        removedDevices.append(kid.text());
        if (removeAnswer)
            deviceList.removeIf([&kid](const backends::DeviceFacts &each) { return each.kid == kid; });
        return base::answered<base::Done>(removeAnswer);
    }
    void startEvents() override {}
    void stopEvents() override {}
    [[nodiscard]] qint64 serverTime() const override { return time; }

    // --- by the test -------------------------------------------------------------------------------------------------
    void setState(backends::SignInState state)
    {
        m_state = state;
        Q_EMIT signInStateChanged(state);
    }
    void setLink(backends::LinkFact link) { Q_EMIT linkChanged(link); }
    void tell(const QString &id, qint64 version) { Q_EMIT hint({backends::EventHint::Kind::Approval, base::ApprovalId(id), version, {}}); }
    [[nodiscard]] const crypto::EcPrivateKey &key() const { return m_key; }

private:
    backends::SignInState m_state = backends::SignInState::SignedOut;
    crypto::EcPrivateKey m_key = crypto::EcPrivateKey::generate();
};

}  // namespace countersign::tests
