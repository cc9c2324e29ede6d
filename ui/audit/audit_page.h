// Audit: the log of an authority, as entries and as whatever else is hung in beside them.
#pragma once

#include "app/console/audit/audit_desks.h"
#include "app/console/console.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class QStackedWidget;

namespace countersign::widgets {
class Banner;
class SectionHeader;
}

namespace countersign::audit {

class EntriesView;

class AuditPage : public QWidget {
    Q_OBJECT
public:
    explicit AuditPage(console::Console &console, QWidget *parent = nullptr);

    // A further view beside the entries. `title` is our own, translated text; takes ownership.
    void addView(const QString &title, QWidget *view);
    // From now on there are buttons "Export…" and, beside an entry, "Save evidence bundle…".
    void offerExport();
    // The entries under this filter.
    void showEntries(const console::AuditQuery &query);

Q_SIGNALS:
    void followed(const countersign::console::AuthorityId &authority);  // empty: none
    void narrowed(const countersign::console::AuditQuery &query);
    void exportRequested();
    void bundleRequested(const QString &txn);
    void said(const QString &sentence);
    void offered(const QString &sentence, const QString &action, const std::function<void()> &act);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void chooseDesk();
    void follow(console::AuditDesk *desk);
    void showLink();

    console::Console &m_console;
    QPointer<console::AuditDesk> m_desk;
    widgets::Banner *m_link = nullptr;
    widgets::SectionHeader *m_header = nullptr;
    QComboBox *m_which = nullptr;
    QWidget *m_segments = nullptr;
    QHBoxLayout *m_segmentLine = nullptr;
    QButtonGroup *m_group = nullptr;
    QPushButton *m_export = nullptr;
    QStackedWidget *m_stack = nullptr;
    EntriesView *m_entries = nullptr;
};

}  // namespace countersign::audit
