// What narrows the log: one chip for each part, a way to add another, and filters that were kept under a name.
#pragma once

#include "app/console/audit/audit_desk.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace countersign::widgets {
class FlowLayout;
}

namespace countersign::audit {

class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    // Null: nothing.
    void show(console::AuditDesk *desk);
    // Asks for the moment to go to.
    void startGoing();

Q_SIGNALS:
    void said(const QString &sentence);
    // A saved filter was taken away; `undo` puts it back.
    void removed(const QString &sentence, const std::function<void()> &undo);

private:
    void build();
    [[nodiscard]] QWidget *makeAdder();
    void refresh();
    void fillSaved();
    void startAdding();
    void stopAdding();
    void chooseField();
    [[nodiscard]] QString entered() const;
    void add();
    void remove(console::AuditField field);
    void startSaving();
    void save();
    void onSaved(int row);

    QPointer<console::AuditDesk> m_desk;
    QWidget *m_chips = nullptr;
    widgets::FlowLayout *m_flow = nullptr;
    QPushButton *m_add = nullptr, *m_clear = nullptr, *m_save = nullptr, *m_forget = nullptr;
    QComboBox *m_saved = nullptr;
    QWidget *m_adder = nullptr;
    QComboBox *m_field = nullptr, *m_choice = nullptr;
    QLineEdit *m_text = nullptr, *m_name = nullptr;
    QDateTimeEdit *m_time = nullptr;
    QStackedWidget *m_value = nullptr;
    QPushButton *m_addNow = nullptr;
    QWidget *m_namer = nullptr;
    QList<console::AuditField> m_shown;
};

}  // namespace countersign::audit
