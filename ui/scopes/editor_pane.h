// The catalogue as text to write, with what is wrong with it, and a form for those who would rather not write TOML.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace countersign::widgets {
class Banner;
class CodeEditor;
class PlainLabel;
class SectionHeader;
}

namespace countersign::scopes {

class ScopeFormPanel;

class EditorPane : public QWidget {
    Q_OBJECT
public:
    explicit EditorPane(QWidget *parent = nullptr);

    void show(console::AuthorityCatalog &catalog);  // called again with every change
    // Empty: where the person was.
    void goToScope(const QString &scope);
    void addScope(const QString &suggestion);
    void nextFinding();
    // What stands in the editor is in the draft from here on.
    void commit();

Q_SIGNALS:
    void left();             // back to the tree; the draft stays
    void discardRequested();
    void reviewRequested();
    void theirsRequested();  // somebody was first: show it

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeSide();
    void connectEditor();
    void takeText();
    void showFindings();
    void showBanner();
    void openForm(const QString &scope, const QString &suggestion);
    void writeForm();
    void removeScope();
    void closeForm();

    QPointer<console::AuthorityCatalog> m_catalog;
    QTimer m_typed;
    QString m_shown;  // what the editor was given or gave last
    QList<console::CatalogFinding> m_findings;
    widgets::SectionHeader *m_head = nullptr;
    widgets::PlainLabel *m_base = nullptr;
    widgets::Banner *m_banner = nullptr;
    widgets::CodeEditor *m_editor = nullptr;
    QStackedWidget *m_side = nullptr;
    widgets::SectionHeader *m_findingsTitle = nullptr;
    widgets::PlainLabel *m_verdict = nullptr;
    QListWidget *m_list = nullptr;
    ScopeFormPanel *m_form = nullptr;
    QPushButton *m_review = nullptr, *m_discard = nullptr, *m_add = nullptr, *m_asForm = nullptr;
};

}  // namespace countersign::scopes
