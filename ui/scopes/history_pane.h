// Every version the authority kept: who, when, why, what it changed, and the way back to it.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QListView;
class QPushButton;

namespace countersign::widgets {
class DiffView;
class EmptyState;
class PlainLabel;
class ProgressLine;
}

namespace countersign::scopes {

class HistoryPane : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPane(QWidget *parent = nullptr);
    void show(console::AuthorityCatalog &catalog);  // called again with every change

Q_SIGNALS:
    void left();
    void rollbackRequested(const countersign::console::CatalogVersion &version, const QString &toml);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QWidget *makeDetail();
    void showStates();
    void showVersion();
    [[nodiscard]] console::CatalogVersion chosen() const;
    [[nodiscard]] qint64 compared() const;  // 0: with nothing before it

    QPointer<console::AuthorityCatalog> m_catalog;
    QListView *m_list = nullptr;
    widgets::ProgressLine *m_loading = nullptr;
    widgets::EmptyState *m_state = nullptr;
    QWidget *m_detail = nullptr;
    widgets::PlainLabel *m_title = nullptr, *m_who = nullptr, *m_reason = nullptr, *m_note = nullptr;
    QComboBox *m_with = nullptr;
    widgets::DiffView *m_diff = nullptr;
    QPushButton *m_back = nullptr;
};

}  // namespace countersign::scopes
