#include "ui/widgets/badge.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace countersign::widgets {

QString badgeText(int count)
{
    return count > 999 ? QStringLiteral("999+") : QString::number(count);
}

Badge::Badge(QWidget *parent) : PlainLabel(parent)
{
    setAlignment(Qt::AlignHCenter | Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setContentsMargins(9, 1, 9, 1);
    setTone(m_tone);
    setCount(0);
}

void Badge::setCount(int count)
{
    setOwnText(badgeText(count));
    setVisible(count > 0);
}

void Badge::setTone(theme::Tone tone)
{
    m_tone = tone;
    setTextStyle({theme::Type::Caption, theme::Weight::Strong, theme::Face::Figures, theme::inkOf(tone)});
}

void Badge::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        theme::paintFrame(painter, rect(), {theme::tokens().tone(m_tone).soft, QColor(), height() / 2.0});
    }
    PlainLabel::paintEvent(event);
}

}  // namespace countersign::widgets
