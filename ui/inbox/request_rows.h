// The rows of the inbox as the screen asks for them: filtered by what is searched, named for screen readers.
#pragma once

#include "app/console/inbox/inbox_model.h"
#include "ui/inbox/values.h"

#include <QSortFilterProxyModel>

namespace countersign::inbox {

class RequestRows : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RequestRows(console::InboxModel &inbox, QObject *parent = nullptr);

    // Words that must all be found in sentence, client, subject or authority; letter case does not matter.
    void setSearch(const QString &words);
    [[nodiscard]] bool isSearching() const { return !m_words.isEmpty(); }
    // Only this authority; empty: all.
    void setAuthority(const console::AuthorityId &authority);

    // Hidden: neither what is asked nor for whom.
    void setValues(Values values);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QModelIndex indexOf(const console::ApprovalRef &ref) const;
    [[nodiscard]] console::ApprovalRef refAt(const QModelIndex &index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    console::InboxModel &m_inbox;
    QStringList m_words;
    Values m_values = Values::Shown;
    console::AuthorityId m_authority;
};

// "High risk. Refund 12.00 EUR for order 7. Asked by shop-cli for Maria. 4 min 12 s left. 3 equal requests."
[[nodiscard]] QString rowName(const QModelIndex &index);

}  // namespace countersign::inbox
