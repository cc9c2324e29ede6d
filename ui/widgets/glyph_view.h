// A glyph standing in a layout; decoration, silent to screen readers.
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/ink.h"

#include <QWidget>

namespace countersign::widgets {

class GlyphView : public QWidget {
    Q_OBJECT
public:
    GlyphView(theme::Glyph glyph, theme::Ink ink, QWidget *parent = nullptr);
    void setGlyph(theme::Glyph glyph);
    void setInk(theme::Ink ink);
    // Side in device-independent pixels; without one, the line height of the body text.
    void setSide(int side);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Glyph m_glyph;
    theme::Ink m_ink;
    int m_side = 0;
};

}  // namespace countersign::widgets
