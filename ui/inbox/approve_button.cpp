#include "ui/inbox/approve_button.h"

#include "ui/theme/button_role.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace countersign::inbox {

namespace {

constexpr int kFrameMs = 40;
constexpr int kThick = 3;

}  // namespace

ApproveButton::ApproveButton(QWidget *parent) : QPushButton(tr("Approve"), parent)
{
    setObjectName(QStringLiteral("approveButton"));
    setAccessibleName(text());
    setAutoDefault(false);
    theme::setButtonRole(*this, theme::ButtonRole::Filled);
    connect(&m_frames, &QTimer::timeout, this, [this] { update(); });
}

void ApproveButton::setDelaySource(std::function<Delay()> source)
{
    m_source = std::move(source);
}

void ApproveButton::refresh()
{
    const bool runs = m_source && m_source().leftMs > 0 && theme::motion() == theme::Motion::Full;
    if (runs && !m_frames.isActive())
        m_frames.start(kFrameMs);
    else if (!runs)
        m_frames.stop();
    update();
}

void ApproveButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    const Delay delay = m_source ? m_source() : Delay{};
    if (delay.leftMs <= 0 || delay.wholeMs <= 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()), theme::radius::small, theme::radius::small);
    painter.setClipPath(shape);
    const double share = 1.0 - std::clamp(static_cast<double>(delay.leftMs) / static_cast<double>(delay.wholeMs), 0.0, 1.0);
    const QRect bar(0, height() - kThick, static_cast<int>(width() * share), kThick);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar), theme::tokens().accent.strong);
}

}  // namespace countersign::inbox
