#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QStringBuilder>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace countersign::theme {

namespace {

QLatin1String fileName(Glyph glyph)
{
    static constexpr std::array names{
        "inbox", "shield_check", "key", "scopes", "log", "settings", "search", "check", "cross", "clock", "warning",
        "info", "lock", "chevron_right", "chevron_left", "chevron_down", "chevron_up", "copy", "refresh", "user",
        "users", "server", "bell", "plug", "offline", "filter", "more", "moon", "sun", "monitor", "plus", "minus",
        "deny", "freeze", "eye", "external", "download", "ticket", "flag", "history", "countersign"};
    static_assert(names.size() == static_cast<std::size_t>(Glyph::Countersign) + 1);
    return QLatin1String(names[static_cast<std::size_t>(glyph)]);
}

// The glyph as a tinted pixmap of `pixels` × `pixels` device pixels; cached, because lists paint hundreds.
QPixmap tinted(Glyph glyph, int pixels, const QColor &color)
{
    const QString key = QLatin1String("countersign/") % fileName(glyph) % QLatin1Char('/') % QString::number(pixels)
                        % QLatin1Char('/') % color.name(QColor::HexArgb);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    loadFonts();  // also makes the resource known
    QImage mask(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    mask.fill(Qt::transparent);
    {
        QPainter painter(&mask);
        QSvgRenderer(QLatin1String(":/countersign/icons/") % fileName(glyph) % QLatin1String(".svg"))
            .render(&painter, QRectF(0, 0, pixels, pixels));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(mask.rect(), color);
    }
    pixmap = QPixmap::fromImage(mask);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, std::optional<Tone> tone) : m_glyph(glyph), m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintGlyph(*painter, rect, m_glyph, color(mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return tinted(m_glyph, std::max(1, std::min(size.width(), size.height())), color(mode, state));
    }
    QIconEngine *clone() const override { return new GlyphEngine(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens &t = tokens();
        if (mode == QIcon::Disabled)
            return t.textDisabled;
        if (m_tone)
            return t.tone(*m_tone).strong;
        return state == QIcon::On ? t.accent.strong : t.textMuted;
    }

    Glyph m_glyph;
    std::optional<Tone> m_tone;
};

// Paints the product's tile into a square; everything is relative to the side, for 16 … 512 px.
void paintTile(QPainter &painter, const QRectF &square, const QColor &fill, const QColor &mark)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    const double side = square.width();
    const QRectF tile = square.adjusted(side / 16, side / 16, -side / 16, -side / 16);
    painter.drawRoundedRect(tile, side * 0.22, side * 0.22);
    paintGlyph(painter, square.adjusted(side * 0.18, side * 0.18, -side * 0.18, -side * 0.18), Glyph::Countersign, mark);
}

class TileEngine : public QIconEngine {
public:
    TileEngine(TrayState state, int pending) : m_state(state), m_pending(pending) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        // Fixed colours of the light tokens: the panel this stands on follows another theme than ours.
        const Tokens &t = lightTokens();
        const double side = std::min(rect.width(), rect.height());
        const QRectF square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        painter->save();
        const QColor fill = m_state == TrayState::Offline ? t.textMuted
                            : m_state == TrayState::Alarm ? t.dangerFill : t.accentFill;
        paintTile(*painter, square, fill, t.textOnFill);
        if (m_state != TrayState::Calm)
            paintMark(*painter, square, m_state == TrayState::Alarm ? Glyph::Warning : Glyph::Offline);
        else if (m_pending > 0)
            paintCount(*painter, square);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new TileEngine(*this); }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {22, 22}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }

private:
    static void paintMark(QPainter &painter, const QRectF &square, Glyph glyph)
    {
        const Tokens &t = lightTokens();
        const double side = square.width() * 0.56;
        const QRectF corner(square.right() - side, square.bottom() - side, side, side);
        painter.setBrush(t.surface);
        painter.drawEllipse(corner);
        paintGlyph(painter, corner.adjusted(side / 7, side / 7, -side / 7, -side / 7), glyph,
                   glyph == Glyph::Warning ? t.danger.strong : t.text);
    }
    void paintCount(QPainter &painter, const QRectF &square) const
    {
        const Tokens &t = lightTokens();
        const QString text = m_pending > 99 ? QStringLiteral("99+") : QString::number(m_pending);
        QFont face = figures(Type::Caption, Weight::Strong);
        const double height = square.height() * (text.size() > 2 ? 0.44 : 0.56);
        face.setPixelSize(std::max(6, qRound(height * 0.78)));
        painter.setFont(face);
        const double wanted = std::max(height, QFontMetricsF(face).horizontalAdvance(text) + height * 0.5);
        const double width = std::min(wanted, square.width());
        const QRectF pill(square.right() - width, square.bottom() - height, width, height);
        painter.setBrush(t.dangerFill);
        painter.setPen(QPen(t.surface, std::max(1.0, height / 12)));
        painter.drawRoundedRect(pill, height / 2, height / 2);
        painter.setPen(t.textOnFill);
        painter.setLayoutDirection(Qt::LeftToRight);  // "99+" stays "99+"
        painter.drawText(pill, Qt::AlignCenter, text);
    }

    TrayState m_state;
    int m_pending;
};

}  // namespace

QIcon icon(Glyph glyph, std::optional<Tone> tone)
{
    return QIcon(new GlyphEngine(glyph, tone));
}

int scaledIconSize()
{
    return std::max(iconSize, QFontMetrics(font(Type::Body)).height() + 2);
}

void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const double side = std::min(rect.width(), rect.height());
    QPixmap pixmap = tinted(glyph, std::max(1, qRound(side * ratio)), color);
    pixmap.setDevicePixelRatio(ratio);
    // Snapped to device pixels: a mask painted between two of them would blur.
    const auto snap = [ratio](double at) { return std::round(at * ratio) / ratio; };
    painter.drawPixmap(QPointF(snap(rect.center().x() - side / 2), snap(rect.center().y() - side / 2)), pixmap);
}

QIcon applicationIcon()
{
    return QIcon(new TileEngine(TrayState::Calm, 0));
}

QIcon trayIcon(TrayState state, int pending)
{
    return QIcon(new TileEngine(state, pending));
}

}  // namespace countersign::theme
