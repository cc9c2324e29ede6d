#include "app/console/catalog/catalog_list.h"

#include <algorithm>

namespace countersign::console {

CatalogList::CatalogList(AuthorityList &authorities, QObject *parent) : QObject(parent)
{
    connect(&authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        m_all.append(new AuthorityCatalog(*session, this));
        Q_EMIT changed();
    });
    connect(&authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        const auto gone = std::find_if(m_all.begin(), m_all.end(), [session](const AuthorityCatalog *each) { return &each->session() == session; });
        if (gone == m_all.end())
            return;
        AuthorityCatalog *catalog = *gone;
        Q_EMIT aboutToRemove(catalog);
        m_all.erase(gone);
        delete catalog;
        Q_EMIT changed();
    });
}

AuthorityCatalog *CatalogList::find(const AuthorityId &authority) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const AuthorityCatalog *each) { return each->session().id() == authority; });
    return found == m_all.end() ? nullptr : *found;
}

AuthorityCatalog *CatalogList::withUnsavedText() const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [](AuthorityCatalog *each) { return each->draft().isDirty(); });
    return found == m_all.end() ? nullptr : *found;
}

}  // namespace countersign::console
