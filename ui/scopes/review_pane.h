// What a change does before it is done: differences, consequences, and the one step that applies it.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class PlainLabel;
class ProgressLine;
class SectionHeader;
}

namespace countersign::scopes {

class ReviewPane : public QWidget {
    Q_OBJECT
public:
    explicit ReviewPane(QWidget *parent = nullptr);
    void show(console::AuthorityCatalog &catalog);  // called again with every change

Q_SIGNALS:
    void left();  // back to the text, or to the scopes where the text is not to be changed now
    void approvalRequested(const countersign::console::ApprovalRef &approval);
    void discardRequested();
    void said(const QString &sentence);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QWidget *makeFoot();
    void showStep(console::AuthorityCatalog &catalog);
    void showCode();
    void showHead();
    void showBanner();
    void fill();
    void fillReview(QVBoxLayout &column);
    void fillBoth(QVBoxLayout &column);
    void addChanges(QVBoxLayout &column);
    void addConsequences(QVBoxLayout &column);
    void addText(QVBoxLayout &column, const QString &before, const QString &after);
    void onBannerAction();
    void merge();
    [[nodiscard]] bool takesAway() const;

    QPointer<console::AuthorityCatalog> m_catalog;
    widgets::SectionHeader *m_head;
    widgets::Banner *m_banner;
    QWidget *m_codeArea;
    widgets::PlainLabel *m_code;
    widgets::ProgressLine *m_progress;
    QScrollArea *m_scroll;
    QWidget *m_foot = nullptr;
    widgets::PlainLabel *m_note = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_back = nullptr, *m_apply = nullptr, *m_merge = nullptr, *m_keep = nullptr, *m_discard = nullptr;
    // What the page was filled with.
    console::CatalogDraft::Step m_filled = console::CatalogDraft::Step::Closed;
    QString m_filledText;
    qint64 m_filledVersion = 0;
    bool m_conflict = false;
};

}  // namespace countersign::scopes
