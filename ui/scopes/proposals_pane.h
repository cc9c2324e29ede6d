// Changes this person asked a second admin for: what they are, how far they came, and what became of them.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QScrollArea;

namespace countersign::scopes {

class ProposalsPane : public QWidget {
    Q_OBJECT
public:
    explicit ProposalsPane(QWidget *parent = nullptr);
    void show(console::AuthorityCatalog &catalog);  // called again with every change

Q_SIGNALS:
    void left();
    void approvalRequested(const countersign::console::ApprovalRef &approval);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QWidget *cardOf(const console::CatalogProposal &proposal);

    QPointer<console::AuthorityCatalog> m_catalog;
    QList<console::CatalogProposal> m_shown;
    QPushButton *m_back;
    QScrollArea *m_scroll;
};

}  // namespace countersign::scopes
