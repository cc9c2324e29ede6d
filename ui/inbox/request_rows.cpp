#include "ui/inbox/request_rows.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"
#include "ui/text/risk_text.h"

#include <algorithm>

namespace countersign::inbox {

using approval::visibleText;
using console::InboxModel;

RequestRows::RequestRows(InboxModel &inbox, QObject *parent) : QSortFilterProxyModel(parent), m_inbox(inbox)
{
    setDynamicSortFilter(true);
    setSourceModel(&inbox);
}

void RequestRows::setSearch(const QString &words)
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (wanted == m_words)
        return;
    m_words = wanted;
    invalidateRowsFilter();
}

void RequestRows::setAuthority(const console::AuthorityId &authority)
{
    if (authority == m_authority)
        return;
    m_authority = authority;
    invalidateRowsFilter();
}

void RequestRows::setValues(Values values)
{
    if (std::exchange(m_values, values) != values && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

bool RequestRows::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex source = m_inbox.index(row, 0, parent);
    if (!m_authority.isEmpty() && source.data(InboxModel::RefRole).value<console::ApprovalRef>().authority != m_authority)
        return false;
    if (m_words.isEmpty())
        return true;
    const QString authority = source.data(InboxModel::AuthorityRole).value<console::AuthorityBadge>().name;
    const QStringList texts{source.data(InboxModel::SentenceRole).toString(), source.data(InboxModel::ClientNameRole).toString(),
                            source.data(InboxModel::ClientIdRole).toString(), source.data(InboxModel::SubjectRole).toString(), authority};
    return std::all_of(m_words.begin(), m_words.end(), [&texts](const QString &word) {
        return std::any_of(texts.begin(), texts.end(), [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

QVariant RequestRows::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return rowName(index);
    // The model hands out what came from outside as it came; nothing of that may reach a view by itself.
    if (role == Qt::DisplayRole)
        return visibleText(data(index, InboxModel::SentenceRole).toString());
    if (m_values == Values::Hidden && role == InboxModel::SentenceRole)
        return tr("What is asked is hidden");
    if (m_values == Values::Hidden && role == InboxModel::SubjectRole)
        return tr("somebody", "in place of a hidden name");
    return QSortFilterProxyModel::data(index, role);
}

QModelIndex RequestRows::indexOf(const console::ApprovalRef &ref) const
{
    const int row = m_inbox.rowOf(ref);
    return row < 0 ? QModelIndex() : mapFromSource(m_inbox.index(row, 0));
}

console::ApprovalRef RequestRows::refAt(const QModelIndex &index) const
{
    return index.data(InboxModel::RefRole).value<console::ApprovalRef>();
}

QString rowName(const QModelIndex &index)
{
    const auto tier = static_cast<approval::Tier>(index.data(InboxModel::TierRole).toInt());
    const QString sentence = visibleText(index.data(InboxModel::SentenceRole).toString());
    const QString client = visibleText(index.data(InboxModel::ClientNameRole).toString());
    const QString subject = visibleText(index.data(InboxModel::SubjectRole).toString());
    const QString left = text::duration(std::chrono::milliseconds(index.data(InboxModel::TimeLeftMsRole).toLongLong()));
    const int count = index.data(InboxModel::CountRole).toInt();
    const QString end = index.data(InboxModel::GoneRole).toBool() ? RequestRows::tr("No longer pending")
                                                                  //: %1 is a duration such as "4 min 12 s".
                                                                  : RequestRows::tr("%1 left").arg(left);
    //: Read out for one row: %1 risk, %2 sentence, %3 client, %4 subject, %5 time left.
    QString name = RequestRows::tr("%1. %2. %3, for %4. %5.").arg(text::riskWord(tier), sentence, client, subject, end);
    if (count > 1)
        name += QLatin1Char(' ') + RequestRows::tr("%n equal requests.", nullptr, count);
    return name;
}

}  // namespace countersign::inbox
