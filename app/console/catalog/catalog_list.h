// The catalogues of all authorities.
#pragma once

#include "app/console/authority_list.h"
#include "app/console/catalog/authority_catalog.h"

namespace countersign::console {

class InboxReader;
class Settings;

class CatalogList : public QObject {
    Q_OBJECT

public:
    explicit CatalogList(AuthorityList &authorities, QObject *parent = nullptr);

    [[nodiscard]] int count() const { return static_cast<int>(m_all.size()); }
    [[nodiscard]] AuthorityCatalog *at(int row) const { return m_all.at(row); }
    [[nodiscard]] AuthorityCatalog *find(const AuthorityId &authority) const;
    // The first with text that nobody has applied yet; null without one.
    [[nodiscard]] AuthorityCatalog *withUnsavedText() const;
    // Who asked a second admin for a change finds it among what is pending.
    void followInbox(const InboxModel &inbox, const InboxReader &reader);
    // Before the first authority is added: what was asked for outlives this run. `settings` outlives the list.
    void keepChangesIn(Settings &settings) { m_settings = &settings; }

Q_SIGNALS:
    void changed();  // one came or went
    void aboutToRemove(countersign::console::AuthorityCatalog *catalog);

private:
    QList<AuthorityCatalog *> m_all;
    Settings *m_settings = nullptr;
};

}  // namespace countersign::console
