// A value from outside, complete. A long one starts folded behind "N more characters" and knows whether its end was seen,
// so that approval can wait for it (UI-09).
#pragma once

#include "ui/widgets/plain_text.h"

#include <QWidget>

class QPushButton;

namespace countersign::widgets {

class LongValue : public QWidget {
    Q_OBJECT
public:
    // Values up to this many shown characters stand open at once.
    static constexpr int openLength = 400;
    static constexpr int foldedLength = 240;

    LongValue(const QString &outside, const theme::TextStyle &style, QWidget *parent = nullptr);

    // A new value is folded again and its end unseen.
    void setValue(const QString &outside);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    // Whether the last line was on screen since the value was set.
    [[nodiscard]] bool isEndSeen() const { return m_endSeen; }
    void unfold();

Q_SIGNALS:
    void endSeen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void noteVisibleEnd();

    PlainLabel *m_label;
    QPushButton *m_more;
    QString m_shown;  // through visibleText
    bool m_folded = false;
    bool m_endSeen = false;
};

}  // namespace countersign::widgets
