// A short word on a soft ground. Risk is said thrice: by the word, by the shape of the mark and by the colour.
#pragma once

#include "ui/widgets/plain_text.h"

namespace countersign::widgets {

class Chip : public PlainLabel {
    Q_OBJECT
public:
    enum class Mark { None, Circle, Triangle, Diamond, Octagon };
    enum class Look { Soft, Outline };

    struct Kind {
        theme::Tone tone = theme::Tone::Neutral;
        Mark mark = Mark::None;
        Look look = Look::Soft;
    };

    // `outside` is shown as PlainLabel shows it.
    Chip(const QString &outside, Kind kind, QWidget *parent = nullptr);
    explicit Chip(const QString &outside, QWidget *parent = nullptr) : Chip(outside, Kind{}, parent) {}
    void setKind(Kind kind);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateMargins();
    Kind m_kind;
};

// Paints a mark into the square `rect`; for delegates.
void paintMark(QPainter &painter, const QRectF &rect, Chip::Mark mark, const theme::TonePair &colors);

}  // namespace countersign::widgets
