// How much of a life is used up: a thin bar that empties towards its end, with a mark at the half.
#pragma once

#include "ui/widgets/countdown_ring.h"

namespace countersign::widgets {

class HalfLifeBar : public QWidget {
    Q_OBJECT
public:
    explicit HalfLifeBar(QWidget *parent = nullptr);
    void setCountdown(const Countdown &countdown);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Countdown m_countdown;
};

// For delegates.
void paintHalfLife(QPainter &painter, const QRectF &rect, const Countdown &countdown, Qt::LayoutDirection direction);

}  // namespace countersign::widgets
