// Time left as a shrinking ring around its figure. Has no clock of its own: whoever shows it says how much is left.
#pragma once

#include <QWidget>

#include <chrono>

class QPainter;

namespace countersign::widgets {

struct Countdown {
    std::chrono::milliseconds left{0};
    std::chrono::milliseconds total{0};
    bool operator==(const Countdown &) const = default;
};

// Below this a countdown is urgent and says so in the danger tone.
inline constexpr std::chrono::seconds urgentBelow{20};

// "87", "4:03", "14m", "2h": what fits into the ring. Rounds down: nobody is promised a second that is not there.
[[nodiscard]] QString countdownFigure(std::chrono::milliseconds left);

// For delegates.
void paintCountdown(QPainter &painter, const QRectF &square, const Countdown &countdown);
[[nodiscard]] int countdownSide(const QFontMetrics &metrics);

class CountdownRing : public QWidget {
    Q_OBJECT
public:
    explicit CountdownRing(QWidget *parent = nullptr);

    // Repaints at most four times a second, with reduced motion once, however often it is told.
    void setCountdown(const Countdown &countdown);
    [[nodiscard]] const Countdown &countdown() const { return m_shown; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Countdown m_shown;
};

}  // namespace countersign::widgets
