#include "app/console/catalog/catalog_history.h"

#include "app/backends/catalog_desk.h"
#include "app/console/authority_session.h"

namespace countersign::console {
namespace {

constexpr qsizetype kMostTexts = 16;  // half a megabyte each

}  // namespace

CatalogHistory::CatalogHistory(AuthoritySession &session, QObject *parent) : QAbstractListModel(parent), m_session(session) {}

int CatalogHistory::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant CatalogHistory::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const CatalogVersion &item = m_items.at(index.row());
    switch (role) {
    case VersionRole: return item.version;
    case AppliedByRole: return item.appliedBy;
    case AppliedAtRole: return item.appliedAt;
    case ReasonRole: return item.reason;
    default: return {};
    }
}

bool CatalogHistory::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_reading == Reading::Done && !m_cursor.isEmpty();
}

void CatalogHistory::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        readPage(m_cursor);
}

void CatalogHistory::reload()
{
    ++m_round;
    beginResetModel();
    m_items.clear();
    m_cursor.clear();
    endResetModel();
    readPage({});
}

void CatalogHistory::readPage(const QString &cursor)
{
    backends::CatalogDesk *desk = m_session.backend().catalog();
    if (!desk) {
        m_reading = Reading::Failed;
        Q_EMIT readingChanged();
        return;
    }
    m_reading = Reading::Now;
    const int round = m_round;
    base::whenAnswered(this, desk->versions(cursor), [this, round, cursor](const base::Result<backends::CatalogVersionPage> &page) {
        if (round != m_round)
            return;
        m_reading = page ? Reading::Done : Reading::Failed;
        if (page) {
            // A list that goes in circles ends.
            m_cursor = page->nextCursor == cursor || page->items.isEmpty() ? QString() : page->nextCursor;
            beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(page->items.size()) - 1);
            m_items += page->items;
            endInsertRows();
        }
        Q_EMIT readingChanged();
    });
    Q_EMIT readingChanged();
}

const QString *CatalogHistory::textOf(qint64 version) const
{
    const auto found = m_texts.constFind(version);
    return found == m_texts.constEnd() ? nullptr : &*found;
}

void CatalogHistory::readText(qint64 version)
{
    backends::CatalogDesk *desk = m_session.backend().catalog();
    if (!desk || m_texts.contains(version) || m_asked.contains(version))
        return;
    m_asked.insert(version);
    m_unreadable.remove(version);
    base::whenAnswered(this, desk->version(version), [this, version](const base::Result<backends::CatalogVersionText> &text) {
        m_asked.remove(version);
        if (m_texts.size() >= kMostTexts)
            m_texts.clear();
        if (text)
            m_texts.insert(version, text->toml);
        else
            m_unreadable.insert(version);
        Q_EMIT textRead(version);
    });
}

}  // namespace countersign::console
