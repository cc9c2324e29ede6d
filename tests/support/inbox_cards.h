// Requests as authorities send them, for tests and scenes of the inbox: true to the protocol, times around one moment.
#pragma once

#include "tests/support/fake_backend.h"

namespace countersign::tests {

struct CardWish {
    QString id;
    approval::Tier tier = approval::Tier::Medium;
    qint64 now = 1'795'356'120;  // authority time, seconds
    qint64 secondsLeft = 252;
};

// Completes what stands on a card around its action: canonical text and hash come from `params`.
inline void sealCard(Approval &card, const QJsonObject &params)
{
    approval::Action action;
    action.type = card.actionType;
    action.params = params;
    action.rs = card.resource;
    action.client = card.client.id;
    action.subject = card.subject.sub;
    action.session = base::SessionId(QStringLiteral("ses_4kQ"));
    action.txn = card.id;
    card.canonical = approval::canonicalAction(action);
    card.actionHash = approval::actionHash(card.canonical);
    card.hashMatches = true;
    card.params.clear();
    for (auto it = params.begin(); it != params.end(); ++it)
        card.params.append({it.key(), it.key(), approval::canonicalValue(it.value())});
}

inline Approval refundCard(const CardWish &wish)
{
    Approval card = makeApproval(wish.id, wish.tier);
    card.version = 3;
    card.requestedAt = wish.now - 300 + wish.secondsLeft;
    card.expiresAt = wish.now + wish.secondsLeft;
    card.serverTime = wish.now;
    card.actionType = QStringLiteral("orders.refund");
    card.resource = QStringLiteral("https://orders.northwind.example");
    card.actionText = QStringLiteral("Refund 1240.00 EUR for order A-20417");
    card.client = {base::ClientId(QStringLiteral("cli_7fQ2mX")), QStringLiteral("support-desk"), QStringLiteral("platform-team"), wish.now - 40 * 86400, std::nullopt, false};
    card.subject = {base::Subject(QStringLiteral("usr_Rk31")), QStringLiteral("Maria Santos")};
    sealCard(card, {{QStringLiteral("amount"), QStringLiteral("1240.00")}, {QStringLiteral("currency"), QStringLiteral("EUR")},
                    {QStringLiteral("order_id"), QStringLiteral("A-20417")}, {QStringLiteral("note"), QStringLiteral("Parcel lost, customer called twice")}});
    card.params = {{QStringLiteral("order_id"), QStringLiteral("Order"), QStringLiteral("A-20417")},
                   {QStringLiteral("amount"), QStringLiteral("Amount"), QStringLiteral("1240.00")},
                   {QStringLiteral("currency"), QStringLiteral("Currency"), QStringLiteral("EUR")},
                   {QStringLiteral("note"), QStringLiteral("Note"), QStringLiteral("Parcel lost, customer called twice")}};
    card.session = backends::SessionFacts{QStringLiteral("ses_4kQ"), QStringLiteral("10.4.7.21"), wish.now - 180};
    card.reason = QStringLiteral("The parcel was lost on the way; the carrier confirmed it this morning.");
    card.ticket = QStringLiteral("SUP-8841");
    card.requestedFrom = QStringLiteral("10.4.7.21");
    card.scopes = {{QStringLiteral("orders:refund"), QStringLiteral("Refund orders"), approval::Tier::Medium, false, QStringLiteral("payments-team")}};
    card.credential = {60, 120, true};
    card.policy = {card.actionType, 4, 1, 0, {QStringLiteral("payments-approvers")}, wish.tier >= approval::Tier::High, wish.tier >= approval::Tier::High, false};
    card.history = {{14, 1}, {63, 2}, {{base::ApprovalId(QStringLiteral("apr_old1")), QStringLiteral("Refund 18.50 EUR for order A-20377"), QStringLiteral("consumed"), wish.now - 7200},
                                       {base::ApprovalId(QStringLiteral("apr_old2")), QStringLiteral("Refund 990.00 EUR for order A-20101"), QStringLiteral("denied"), wish.now - 86400 * 3}}};
    if (wish.tier > approval::Tier::Medium) {
        card.risk.reasons = {QStringLiteral("This client asks for this kind of action for the first time."), QStringLiteral("It is outside the usual hours of this action.")};
        card.risk.codes = {QStringLiteral("first_of_type"), QStringLiteral("outside_hours")};
    }
    return card;
}

inline Approval deleteCard(const CardWish &wish)
{
    Approval card = refundCard(wish);
    card.actionType = QStringLiteral("customers.delete");
    card.actionText = QStringLiteral("Delete the customer account acct_8841 with all its orders");
    card.client = {base::ClientId(QStringLiteral("cli_b2")), QStringLiteral("billing-agent"), QStringLiteral("billing"), wish.now - 1200, wish.now + 7200, true};
    sealCard(card, {{QStringLiteral("account"), QStringLiteral("acct_8841")}, {QStringLiteral("with_orders"), true}});
    card.scopes = {{QStringLiteral("customers:delete"), QStringLiteral("Delete customers"), approval::Tier::Critical, true, QStringLiteral("crm-team")}};
    return card;
}

inline Approval readCard(const CardWish &wish)
{
    Approval card = refundCard(wish);
    card.actionType = QStringLiteral("orders.read");
    card.actionText = QStringLiteral("Read the production table of orders");
    card.client = {base::ClientId(QStringLiteral("cli_ci")), QStringLiteral("ci-runner"), QStringLiteral("release-team"), wish.now - 200 * 86400, std::nullopt, false};
    card.subject = {base::Subject(QStringLiteral("usr_Tom9")), QStringLiteral("Tomás Ek")};
    sealCard(card, {{QStringLiteral("table"), QStringLiteral("orders")}});
    return card;
}

}  // namespace countersign::tests
