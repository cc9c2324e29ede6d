// One live access in full, and the way to end it.
#pragma once

#include "app/console/grants_model.h"
#include "ui/widgets/fact_sheet.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace countersign::widgets {
class AuthorityMark;
class Banner;
class Chip;
class HalfLifeBar;
class PlainLabel;
}

namespace countersign::grants {

class GrantCard : public QWidget {
    Q_OBJECT
public:
    explicit GrantCard(QWidget *parent = nullptr);
    // A row of GrantsModel or of a proxy on it. Cheap when nothing but the time has changed.
    void show(const QModelIndex &index);

Q_SIGNALS:
    void revokeRequested(const QString &reason);

private:
    void showTime(const QModelIndex &index);
    void showRevocation(const QModelIndex &index);
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] static QList<widgets::Fact> factsOf(const QModelIndex &index);

    QList<widgets::Fact> m_facts;
    widgets::PlainLabel *m_title;
    widgets::Chip *m_kind;
    widgets::AuthorityMark *m_authority;
    widgets::HalfLifeBar *m_life;
    widgets::PlainLabel *m_left;
    widgets::FactSheet *m_sheet;
    widgets::Banner *m_revocation;
    widgets::PlainLabel *m_mayNot;
    QComboBox *m_reason;
    QPushButton *m_revoke;
};

}  // namespace countersign::grants
