#include "app/console/catalog/catalog_proposals.h"

#include "app/approval/action.h"
#include "app/console/authority_session.h"
#include "app/console/inbox/inbox_model.h"
#include "app/console/settings.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::console {
namespace {

constexpr QLatin1StringView kType{"countersign.catalog"};
constexpr QLatin1StringView kAskedThrough{"countersign-console"};  // the client that people sign in with (protocol.md 5)
constexpr qsizetype kMost = 32;  // an authority lets five of one person wait; another one may say anything

}  // namespace

CatalogProposals::CatalogProposals(AuthoritySession &session, QObject *parent) : QObject(parent), m_session(session)
{
    // What was decided while nobody listened is no longer among the pending ones.
    connect(&session, &AuthoritySession::connected, this, [this] {
        for (const CatalogProposal &item : std::as_const(m_items)) {
            if (!approval::isTerminal(item.status))
                read(item.id);
        }
        recall();
    });
}

// What was decided while this console was closed is among the pending ones of no list.
void CatalogProposals::recall()
{
    if (!m_settings)
        return;
    const QStringList kept = m_settings->catalogChanges(m_session.id().text(), m_session.person().text());
    for (const QString &each : kept.first(std::min(kept.size(), kMost))) {
        const base::ApprovalId id(each);
        if (find(id))
            continue;
        m_seen.insert(id);
        m_recalled.insert(id);
        read(id);
    }
}

void CatalogProposals::keep()
{
    if (!m_settings)
        return;
    QStringList ids;
    for (const CatalogProposal &item : std::as_const(m_items))
        ids.append(item.id.text());
    for (const base::ApprovalId &id : std::as_const(m_recalled))
        ids.append(id.text());
    m_settings->setCatalogChanges(m_session.id().text(), m_session.person().text(), ids);
}

void CatalogProposals::noteCode(const base::ApprovalId &id, const QString &code)
{
    m_codes.insert(id, code);
}

void CatalogProposals::look(const InboxModel &inbox)
{
    const QList<ApprovalRef> asked = inbox.ofClient(m_session.id(), kAskedThrough);
    for (const ApprovalRef &ref : asked) {
        if (const Summary *summary = inbox.find(ref))
            consider(*summary);
    }
}

void CatalogProposals::consider(const Summary &summary)
{
    const bool asked = summary.client.id.text() == kAskedThrough && summary.subject.sub == m_session.person() && m_session.may(QStringLiteral("catalog:write"));
    if (!asked || m_seen.contains(summary.id) || m_seen.size() >= kMost)
        return;
    m_seen.insert(summary.id);
    read(summary.id);
}

void CatalogProposals::onApproval(const base::ApprovalId &id)
{
    if (find(id))
        read(id);
}

void CatalogProposals::read(const base::ApprovalId &id)
{
    base::whenAnswered(this, m_session.backend().approval(id), [this, id, round = m_round](const base::Result<Approval> &approval) {
        if (round != m_round)
            return;
        const bool gone = !approval && approval.error().code == base::Errc::NotFound;
        if (approval)
            take(*approval);
        else if (!find(id))
            m_seen.remove(id);  // asked again with the next list
        if ((approval || gone) && m_recalled.remove(id))
            keep();
    });
}

void CatalogProposals::take(const Approval &card)
{
    const auto action = approval::parseCanonicalAction(card.canonical);
    if (!card.hashMatches || !action || action->type != kType || action->subject != m_session.person())
        return;
    CatalogProposal item{card.id, card.status, card.version, card.requestedAt, card.expiresAt, 0, card.reason, {}, card.policy, card.decisions};
    item.replaces = action->params.value(QLatin1String("replaces")).toInteger();
    const QJsonArray lines = action->params.value(QLatin1String("changes")).toArray();
    for (const QJsonValue &line : lines)
        item.changes.append(line.toString());
    if (CatalogProposal *known = find(card.id)) {
        if (known->version > item.version || *known == item)
            return;  // an older answer came late
        *known = item;
    } else {
        m_items.append(item);
        std::stable_sort(m_items.begin(), m_items.end(), [](const CatalogProposal &a, const CatalogProposal &b) { return a.requestedAt > b.requestedAt; });
    }
    keep();
    Q_EMIT changed();
}

void CatalogProposals::putAway(const base::ApprovalId &id)
{
    m_seen.insert(id);
    m_codes.remove(id);
    if (m_items.removeIf([&id](const CatalogProposal &item) { return item.id == id; }) == 0)
        return;
    keep();
    Q_EMIT changed();
}

void CatalogProposals::forget()
{
    ++m_round;
    m_seen.clear();
    m_codes.clear();
    m_items.clear();
    m_recalled.clear();
}

CatalogProposal *CatalogProposals::find(const base::ApprovalId &id)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&id](const CatalogProposal &item) { return item.id == id; });
    return found == m_items.end() ? nullptr : &*found;
}

}  // namespace countersign::console
