// The entries of one log: what is searched and filtered, the times above, the table, and the open entry beside it.
#pragma once

#include "app/console/audit/audit_desk.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace countersign::widgets {
class Banner;
class EmptyState;
class PlainLabel;
class ProgressLine;
class SearchField;
}

namespace countersign::audit {

class EntryCard;
class EntryTable;
class FilterBar;
class TimelineChart;

class EntriesView : public QWidget {
    Q_OBJECT
public:
    explicit EntriesView(QWidget *parent = nullptr);

    // Null: there is none.
    void show(console::AuditDesk *desk);
    void focusSearch();
    // From now on a request's evidence can be saved from an entry of it.
    void offerBundle();

Q_SIGNALS:
    void said(const QString &sentence);
    void offered(const QString &sentence, const QString &action, const std::function<void()> &act);
    void bundleRequested(const QString &txn);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeList();
    void connectParts();
    void addKeys();
    void refresh();
    void showStates();
    void showState();
    [[nodiscard]] bool isUnsearchable() const;
    void showCount();
    void openChosen();
    void followChosen();
    void closeCard();
    void back();
    void onStateAction();
    void arrange();
    void passFocusOn(Qt::FocusReason reason);

    QPointer<console::AuditDesk> m_desk;
    widgets::SearchField *m_search = nullptr;
    FilterBar *m_filters = nullptr;
    TimelineChart *m_times = nullptr;
    widgets::ProgressLine *m_loading = nullptr;
    widgets::Banner *m_failed = nullptr;
    widgets::PlainLabel *m_count = nullptr;
    QPushButton *m_fresh = nullptr;
    widgets::EmptyState *m_state = nullptr;
    EntryTable *m_table = nullptr;
    QWidget *m_left = nullptr;
    EntryCard *m_card = nullptr;
    QTimer m_rest;  // until the entry a person passes over is read
};

}  // namespace countersign::audit
