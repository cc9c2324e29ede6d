#include "app/authority/catalog_proposal.h"

#include "app/approval/action.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/keys.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/policy/request_secrets.h"
#include "app/authority/policy/request_signals.h"
#include "app/authority/policy/seal.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority {

namespace {

using approval::Event;
using approval::Status;

constexpr QLatin1StringView kType{"countersign.catalog"};
constexpr int kMostWaiting = 5;  // of one person
constexpr int kCodeDigits = 6;

QString digestOf(const QByteArray &toml)
{
    return QString::fromLatin1(crypto::sha256(toml).toHex());
}

QJsonObject paramsOf(const CatalogProposal &proposal)
{
    return {{QStringLiteral("replaces"), proposal.replaces},
            {QStringLiteral("reason"), proposal.change.reason},
            {QStringLiteral("changes"), QJsonArray::fromStringList(catalog::diffLines(proposal.diff))},
            {QStringLiteral("sha256"), digestOf(proposal.change.toml)}};
}

QJsonObject paramsOf(const store::ApprovalRecord &record)
{
    const auto action = approval::parseCanonicalAction(record.canonical);
    return action ? action->params : QJsonObject();
}

http::Response tooLongToShow()
{
    const QJsonObject finding{{QStringLiteral("severity"), QStringLiteral("error")}, {QStringLiteral("line"), 0}, {QStringLiteral("code"), QStringLiteral("too_much_at_once")},
                              {QStringLiteral("message"), QStringLiteral("The change is longer than can be shown to a second admin. Make it in several smaller ones.")}};
    return http::Response::json(422, {{QStringLiteral("error"), QStringLiteral("invalid_catalog")},
                                      {QStringLiteral("error_description"), QStringLiteral("The change is longer than can be shown to a second admin.")},
                                      {QStringLiteral("findings"), QJsonArray{finding}}});
}

qint64 versionInForce(store::Transaction &tx)
{
    return tx.one("SELECT coalesce(max(version), 0) FROM catalog_version")->integer(0);
}

class Proposing {
public:
    Proposing(Services &services, store::Transaction &tx, const grants::Caller &caller, const CatalogProposal &proposal)
        : m_services(services), m_tx(tx), m_caller(caller), m_proposal(proposal)
    {
    }

    http::Response run()
    {
        const auto catalog = m_services.catalog.current(m_tx);
        const approval::ActionType *type = catalog->action(kType);
        const QJsonObject params = paramsOf(m_proposal);
        if (!type || !approval::checkParams(*type, params))
            return tooLongToShow();
        const auto waiting = m_tx.one("SELECT count(*) FROM approval WHERE status = 'pending' AND type = ? AND sub = ? AND expires_at > ?", {QString(kType), m_caller.user.sub.text(), m_tx.now()});
        if (waiting->integer(0) >= kMostWaiting)
            return http::Response::error(429, "slow_down", QStringLiteral("Too many of your changes wait for a second admin.")).withHeader("Retry-After", "60");
        fill(*type, params);
        if (const auto judgement = policy::judge(m_services, m_tx, approval::Stage::Ask, m_record); judgement.obstacle)
            return http::Response::error(403, "forbidden", approval::obstacleText(*judgement.obstacle));
        return ask(*catalog, *type);
    }

private:
    void fill(const approval::ActionType &type, const QJsonObject &params)
    {
        m_record.id = base::ApprovalId(QStringLiteral("apr_") + QString::fromLatin1(crypto::randomToken(16)));
        m_record.client = m_caller.client;
        m_record.subject = m_caller.user.sub;
        m_record.session = m_caller.sid;
        m_record.type = type.type;
        m_record.rs = m_services.issuer;
        m_record.canonical = approval::canonicalAction({type.type, params, m_record.rs, m_record.client, m_record.subject, m_record.session, m_record.id});
        m_record.actionHash = approval::actionHash(m_record.canonical);
        m_record.sentence = approval::actionSentence(type, params);
        m_record.params = approval::paramLines(type, params);
        m_record.reason = m_proposal.change.reason;
        m_record.requestedFrom = m_caller.address;
        m_record.quorum = type.quorum;
        m_record.credentialTtl = type.credentialTtl;
        m_record.catalogVersion = m_proposal.replaces;
        m_record.requestedAt = m_tx.now();
        m_record.expiresAt = m_tx.now() + type.requestTtl;
        m_record.groups = type.approvers;
        if (!m_caller.jkt.isEmpty())
            m_record.dpopJkt = QString::fromLatin1(m_caller.jkt);
    }

    http::Response ask(const catalog::Catalog &catalog, const approval::ActionType &type)
    {
        // Nobody polls for it, but every request has its secret.
        m_record.authReqHash = policy::authReqIdHash(m_services.keys, crypto::randomToken(32));
        if (const auto client = store::findClient(m_tx, m_record.client))
            m_record.risk = policy::assessRequest(m_tx, catalog, *client, m_record);
        QJsonObject answer{{QStringLiteral("approval_id"), m_record.id.text()}};
        if (approval::wantsCode(type, m_record.risk.tier)) {
            const QByteArray code = crypto::randomDigits(kCodeDigits);
            m_record.codeHash = policy::confirmationCodeHash(m_services.keys, m_record.id, code);
            answer.insert(QStringLiteral("confirmation_code"), QString::fromLatin1(code));
        }
        m_record.seal = policy::sealOf(m_services.keys, m_record);
        store::insertApproval(m_tx, m_record);
        m_tx.exec("INSERT INTO catalog_proposal (approval_id, toml) VALUES (?, ?)", {m_record.id.text(), m_proposal.change.toml});
        policy::log(m_tx, m_record, {QStringLiteral("approval.asked"), m_caller.user.sub.text(), store::AuditOutcome::Ok, std::nullopt,
                                     {{QStringLiteral("action"), QString::fromUtf8(m_record.canonical)}, {QStringLiteral("text"), m_record.sentence}, {QStringLiteral("from"), m_record.requestedFrom}}});
        policy::announce(m_tx, m_record);
        return http::Response::json(202, answer);
    }

    Services &m_services;
    store::Transaction &m_tx;
    const grants::Caller &m_caller;
    const CatalogProposal &m_proposal;
    store::ApprovalRecord m_record;
};

policy::Entry bySystem(const char *event)
{
    return {QLatin1String(event), QStringLiteral("system"), store::AuditOutcome::Ok, std::nullopt, {}};
}

// Why it cannot be applied, or nothing once it is.
std::optional<QString> apply(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    const QJsonObject params = paramsOf(record);
    const auto row = tx.one("SELECT toml FROM catalog_proposal WHERE approval_id = ?", {record.id.text()});
    const QByteArray toml = row ? row->bytes(0) : QByteArray();
    if (!row || digestOf(toml) != params.value(QLatin1String("sha256")).toString())
        return QStringLiteral("The text is not the one that was approved.");
    if (params.value(QLatin1String("replaces")).toInteger() != versionInForce(tx))
        return QStringLiteral("Another version of the catalogue came first.");
    catalog::Checked checked = catalog::check(toml);
    if (!checked.catalog)
        return QStringLiteral("The text has errors by now.");
    auto parsed = std::make_shared<catalog::Catalog>(*std::move(checked.catalog));
    const auto version = applyCheckedCatalog(tx, {toml, params.value(QLatin1String("reason")).toString(), record.subject.text(), record.id}, *parsed);
    if (!version)
        return version.error().detail;
    parsed->version = *version;
    tx.afterCommit([&services, parsed] { services.catalog.adopt(parsed); });
    return std::nullopt;
}

}  // namespace

http::Response proposeCatalog(Services &services, store::Transaction &tx, const grants::Caller &caller, const CatalogProposal &proposal)
{
    return Proposing(services, tx, caller, proposal).run();
}

void applyApproved(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    if (const auto obstacle = apply(services, tx, record)) {
        Q_UNUSED(policy::revoke(services, tx, record, {QStringLiteral("system"), *obstacle}))
        return;
    }
    // There is nothing to fetch: it is spent by being applied.
    Q_UNUSED(policy::move(services, tx, record, {Event::Redeemed}, bySystem("catalog.change_released")))
    Q_UNUSED(policy::move(services, tx, record, {Event::Consumed}, bySystem("catalog.change_applied")))
}

bool endIfSuperseded(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    if (record.status != Status::Pending || approval::yieldOf(record.type) != approval::Yield::Change)
        return false;
    const qint64 version = versionInForce(tx);
    if (paramsOf(record).value(QLatin1String("replaces")).toInteger() == version)
        return false;
    const QString why = QStringLiteral("Version %1 of the catalogue came first; the change has to be proposed again.").arg(version);
    return policy::move(services, tx, record, {Event::Cancelled, why}, bySystem("approval.cancelled"));
}

}  // namespace countersign::authority
