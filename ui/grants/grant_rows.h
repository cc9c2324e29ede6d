// The rows of Active access as the screen asks for them: searched, of one kind, and named for screen readers.
#pragma once

#include "app/console/grants_model.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace countersign::grants {

class GrantRows : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit GrantRows(console::GrantsModel &model, QObject *parent = nullptr);

    // Words that must all be found in title, client, subject, scopes, resource or approvers; letter case does not matter.
    void setSearch(const QString &words);
    // Empty: all kinds.
    void setKind(std::optional<console::GrantKind> kind);
    [[nodiscard]] bool isFiltering() const { return !m_words.isEmpty() || m_kind; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    std::optional<console::GrantKind> m_kind;
};

}  // namespace countersign::grants
