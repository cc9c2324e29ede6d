// One earlier request on the card: what became of it, when, and its sentence. Pressed, it opens beside the card.
#pragma once

#include <QAbstractButton>

namespace countersign::widgets {
class PlainLabel;
}

namespace countersign::inbox {

class PastRow : public QAbstractButton {
    Q_OBJECT
public:
    // Our own, translated text; values from outside in it have passed visibleText.
    explicit PastRow(const QString &sentence, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::PlainLabel *m_label;
};

}  // namespace countersign::inbox
