// Granting less than was asked: a shorter time, fewer calls, fewer scopes. Never more.
#pragma once

#include "app/console/inbox/approval_controller.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace countersign::inbox {

class LessPanel : public QWidget {
    Q_OBJECT
public:
    explicit LessPanel(QWidget *parent = nullptr);

    void show(const console::Approval &approval);
    using QWidget::show;
    // Empty members mean: as asked.
    [[nodiscard]] console::Less less() const;
    // Whether there is anything one could take away.
    [[nodiscard]] bool isUseful() const;

Q_SIGNALS:
    void changed();

private:
    void fillTimes(const console::Approval &approval);
    void fillCalls(const console::Approval &approval);
    void fillScopes(const console::Approval &approval);

    QWidget *m_scopeArea;
    QComboBox *m_time, *m_calls;
    QList<QCheckBox *> m_scopes;
    QStringList m_names;
};

}  // namespace countersign::inbox
