// Everything one request says, from the sentence to the canonical text, in the order it is read and read out.
#pragma once

#include "app/console/approval_controller.h"

#include <QWidget>

class QAbstractScrollArea;
class QVBoxLayout;

namespace countersign::widgets {
class AuthorityMark;
class CountdownRing;
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
    void setTimeLeft(const widgets::Countdown &countdown);
    // What stands on it, for the decision's `view`.
    [[nodiscard]] console::RenderedView rendered() const;

    // Whether every value and the last section have been on screen since show().
    [[nodiscard]] bool isEndSeen() const;
    // Looks at what is on screen now; call after scrolling, resizing and painting.
    void noteVisibleEnd();

Q_SIGNALS:
    void endSeen();

private:
    void clear();
    QWidget *addSection(const QString &name, const QString &title, QWidget *content);
    void addHead(const console::Approval &approval, const console::AuthorityBadge &badge);
    void addRisk(const console::Approval &approval);
    void addReason(const console::Approval &approval);
    void addScopes(const console::Approval &approval);
    void addHistory(const console::Approval &approval);
    void addPolicy(const console::Approval &approval);
    void addCanonical(const console::Approval &approval);
    [[nodiscard]] widgets::PlainLabel *ownLabel(const QString &text);
    void watch(widgets::LongValue *value);

    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_sections = nullptr;
    widgets::CountdownRing *m_ring = nullptr;
    QWidget *m_last = nullptr;  // the last section that must be seen
    QList<widgets::LongValue *> m_values;
    QStringList m_fields;
    bool m_lastSeen = false, m_told = false;
};

}  // namespace countersign::inbox
