#include "ui/grants/grant_rows.h"

#include "app/approval/visible_text.h"
#include "ui/text/grant_text.h"

#include <algorithm>

namespace countersign::grants {

using console::GrantsModel;

GrantRows::GrantRows(GrantsModel &model, QObject *parent) : QSortFilterProxyModel(parent)
{
    // Rows never change place by counting down; only what a person asks for filters anew.
    setDynamicSortFilter(false);
    setSourceModel(&model);
}

void GrantRows::setSearch(const QString &words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void GrantRows::setKind(std::optional<console::GrantKind> kind)
{
    m_kind = kind;
    invalidateFilter();
}

QVariant GrantRows::data(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole)
        return approval::visibleText(QSortFilterProxyModel::data(index, GrantsModel::TitleRole).toString());
    if (role == Qt::AccessibleTextRole)
        return text::grantName(index);
    return QSortFilterProxyModel::data(index, role);
}

bool GrantRows::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_kind && static_cast<console::GrantKind>(index.data(GrantsModel::KindRole).toInt()) != *m_kind)
        return false;
    if (m_words.isEmpty())
        return true;
    QStringList hay{index.data(GrantsModel::TitleRole).toString(), index.data(GrantsModel::ClientNameRole).toString(),
                    index.data(GrantsModel::SubjectRole).toString(), index.data(GrantsModel::ResourceRole).toString()};
    hay += index.data(GrantsModel::ScopesRole).toStringList();
    hay += index.data(GrantsModel::ApprovedByRole).toStringList();
    return std::all_of(m_words.begin(), m_words.end(), [&hay](const QString &word) {
        return std::any_of(hay.begin(), hay.end(), [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

}  // namespace countersign::grants
