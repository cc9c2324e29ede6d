// Everything one request says, from the sentence to the canonical text, in the order it is read and read out.
#pragma once

#include "app/console/inbox/approval_controller.h"

#include <QWidget>

class QAbstractScrollArea;
class QVBoxLayout;

namespace countersign::widgets {
class AuthorityMark;
class CountdownRing;
class FactSheet;
class LongValue;
class PlainLabel;
struct Countdown;
}  // namespace countersign::widgets

namespace countersign::inbox {

class CardBody : public QWidget {
    Q_OBJECT
public:
    explicit CardBody(QWidget *parent = nullptr);

    // Builds the card anew; what was seen before counts for nothing.
    void show(const console::Approval &approval, const console::AuthorityBadge &badge);
    using QWidget::show;
    // Without a total there is nothing to count down any more.
    void setTimeLeft(const widgets::Countdown &countdown);
    // What stands on it, for the decision's `view`.
    [[nodiscard]] console::RenderedView rendered() const;

    // Whether every value and the last section have been on screen since show().
    [[nodiscard]] bool isEndSeen() const;
    // Looks at what is on screen now; call after scrolling, resizing and painting.
    void noteVisibleEnd();
    // Room at the end of each line, beside a scroll bar or not.
    void setEndMargin(int margin);

Q_SIGNALS:
    void endSeen();
    // A person wants to see this earlier request.
    void pastRequested(const countersign::base::ApprovalId &id);

private:
    void clear();
    void addHead(const console::Approval &approval, const console::AuthorityBadge &badge);
    void addRequester(const console::Approval &approval);
    void addRisk(const console::Approval &approval);
    void addParams(const console::Approval &approval);
    void addCircumstances(const console::Approval &approval);
    void addCanonical(const console::Approval &approval);
    [[nodiscard]] QWidget *scopesOf(const console::Approval &approval);
    [[nodiscard]] QWidget *historyOf(const console::Approval &approval);
    [[nodiscard]] QWidget *policyOf(const console::Approval &approval);
    [[nodiscard]] widgets::FactSheet *addSheet();
    void alignSheets();

    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_sections = nullptr;
    widgets::CountdownRing *m_ring = nullptr;
    QWidget *m_last = nullptr;  // the last section that must be seen
    QList<widgets::FactSheet *> m_sheets;
    QList<widgets::LongValue *> m_values;
    QStringList m_fields;
    bool m_lastSeen = false, m_told = false;
    int m_endMargin = 24;
};

}  // namespace countersign::inbox
