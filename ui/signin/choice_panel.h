// First start: two ways to begin.
#pragma once

#include <QWidget>

namespace countersign::signin {

class ChoicePanel : public QWidget {
    Q_OBJECT
public:
    explicit ChoicePanel(QWidget *parent = nullptr);
    void focusFirst();

Q_SIGNALS:
    void localRequested();
    void connectRequested();

private:
    QWidget *m_first;
};

}  // namespace countersign::signin
