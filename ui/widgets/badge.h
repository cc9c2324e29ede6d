// A small count on a soft pill.
#pragma once

#include "ui/widgets/plain_text.h"

namespace countersign::widgets {

class Badge : public PlainLabel {
    Q_OBJECT
public:
    explicit Badge(QWidget *parent = nullptr);
    void setCount(int count);  // hidden at 0; above 999 reads "999+"
    void setTone(theme::Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Tone m_tone = theme::Tone::Accent;
};

[[nodiscard]] QString badgeText(int count);

}  // namespace countersign::widgets
