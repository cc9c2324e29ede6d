// One scope in full: why it is there, who holds it, how it is used, and what breaks when it goes.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace countersign::scopes {

class ScopeCard : public QWidget {
    Q_OBJECT
public:
    explicit ScopeCard(QWidget *parent = nullptr);
    // Cheap when nothing about the scope has changed.
    void show(const console::AuthorityCatalog &catalog, const QString &scope);
    [[nodiscard]] QString scope() const { return m_scope; }

Q_SIGNALS:
    void editRequested(const QString &scope);
    void addRequested(const QString &scope);   // a shadow is to be catalogued
    void scopeRequested(const QString &scope);  // another one is to be shown

private:
    void fill(const console::AuthorityCatalog &catalog);
    void addChips(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addFacts(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addDeprecation(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addUse(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addHolders(QVBoxLayout &column, const QString &title, const QList<base::ClientId> &clients);
    void addBreakage(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addShadow(QVBoxLayout &column, const console::AuthorityCatalog &catalog);
    void addTitle(QVBoxLayout &column, const QString &title);

    // What the card was made of, so that news about others leave it alone.
    struct Content {
        std::optional<console::CatalogScope> scope;
        std::optional<console::ScopeUsage> use;
        std::optional<console::ShadowScope> shadow;
        console::ScopeMarks marks;
        QStringList breakage;
        qint64 today = 0;
        bool mayWrite = false, usageFailed = false;
        bool operator==(const Content &) const = default;
    };
    [[nodiscard]] Content contentOf(const console::AuthorityCatalog &catalog) const;

    QString m_scope;
    Content m_content;
    QScrollArea *m_scroll;
    QPushButton *m_edit;
};

}  // namespace countersign::scopes
