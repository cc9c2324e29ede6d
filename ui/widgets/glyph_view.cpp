#include "ui/widgets/glyph_view.h"

#include <QPainter>

namespace countersign::widgets {

GlyphView::GlyphView(theme::Glyph glyph, theme::Ink ink, QWidget *parent) : QWidget(parent), m_glyph(glyph), m_ink(ink)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void GlyphView::setGlyph(theme::Glyph glyph)
{
    m_glyph = glyph;
    update();
}

void GlyphView::setInk(theme::Ink ink)
{
    m_ink = ink;
    update();
}

void GlyphView::setSide(int side)
{
    m_side = side;
    updateGeometry();
}

QSize GlyphView::sizeHint() const
{
    const int side = m_side > 0 ? m_side : theme::scaledIconSize();
    return {side, side};
}

void GlyphView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    theme::paintGlyph(painter, rect(), m_glyph, theme::inkColor(isEnabled() ? m_ink : theme::Ink::Disabled));
}

}  // namespace countersign::widgets
