#include "app/console/catalog/catalog_list.h"

#include "app/console/inbox/inbox_reader.h"

#include <algorithm>

namespace countersign::console {

CatalogList::CatalogList(AuthorityList &authorities, QObject *parent) : QObject(parent)
{
    connect(&authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        m_all.append(new AuthorityCatalog(*session, this));
        m_all.last()->proposals().keepIn(m_settings);
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

void CatalogList::followInbox(const InboxModel &inbox, const InboxReader &reader)
{
    connect(&reader, &InboxReader::listRead, this, [this, &inbox] {
        for (AuthorityCatalog *catalog : std::as_const(m_all))
            catalog->proposals().look(inbox);
    });
    connect(&inbox, &InboxModel::arrived, this, [this, &inbox](const ApprovalRef &ref) {
        AuthorityCatalog *catalog = find(ref.authority);
        if (const Summary *summary = inbox.find(ref); catalog && summary)
            catalog->proposals().consider(*summary);
    });
}

}  // namespace countersign::console
