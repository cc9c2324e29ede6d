// Scopes with their risk and owner from the catalogue, one framed row each; those the catalogue does not know say so.
#pragma once

#include "app/console/clients/client_facts.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace countersign::clients {

class ScopeRows : public QWidget {
    Q_OBJECT
public:
    // More of them are named in one line, complete.
    static constexpr int mostRows = 40;

    explicit ScopeRows(QWidget *parent = nullptr);

    enum class Known { Catalogue, Nothing };
    // `names` come from outside. With Known::Nothing the catalogue could not be read, and nothing is said about its scopes.
    void show(const QStringList &names, const QHash<QString, console::CatalogScope> &catalogue, Known known);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *makeRow(const QString &name, const console::CatalogScope *scope, Known known);

    QVBoxLayout *m_rows;
};

}  // namespace countersign::clients
