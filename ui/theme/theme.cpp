#include "ui/theme/theme.h"

#include "ui/theme/countersign_style.h"

#include <QApplication>
#include <QPalette>
#include <QToolTip>

namespace countersign::theme {

namespace {

const Tokens *g_tokens = nullptr;
Motion g_motion = Motion::Full;

}  // namespace

const Tokens &tokens()
{
    return g_tokens ? *g_tokens : lightTokens();
}

Motion motion()
{
    return g_motion;
}

QPalette paletteFor(const Tokens &t)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, t.window, t.window);
    set(QPalette::WindowText, t.text, t.textDisabled);
    set(QPalette::Base, t.surface, t.window);
    set(QPalette::AlternateBase, t.hover, t.hover);
    set(QPalette::Text, t.text, t.textDisabled);
    set(QPalette::PlaceholderText, t.textMuted, t.textDisabled);
    set(QPalette::Button, t.surface, t.window);
    set(QPalette::ButtonText, t.text, t.textDisabled);
    set(QPalette::BrightText, t.textOnFill, t.textDisabled);
    set(QPalette::ToolTipBase, t.raised, t.raised);
    set(QPalette::ToolTipText, t.text, t.text);
    set(QPalette::Highlight, t.selection, t.pressed);
    set(QPalette::HighlightedText, t.text, t.textDisabled);
    set(QPalette::Link, t.accent.strong, t.textDisabled);
    set(QPalette::LinkVisited, t.accent.strong, t.textDisabled);
    set(QPalette::Light, t.surface, t.surface);
    set(QPalette::Midlight, t.hover, t.hover);
    set(QPalette::Mid, t.line, t.line);
    set(QPalette::Dark, t.lineStrong, t.line);
    set(QPalette::Shadow, t.lineStrong, t.line);
    return palette;
}

Theme::Theme(QApplication &application)
    : m_application(application)
    , m_platformDark(application.palette().color(QPalette::Window).lightness() < 128)
{
    loadFonts();
    application.setStyle(new CountersignStyle);  // the application owns it
    apply();
}

void Theme::setScheme(Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    apply();
}

void Theme::setSystemScheme(SystemScheme scheme)
{
    if (m_system == scheme)
        return;
    m_system = scheme;
    apply();
}

void Theme::setMotion(Motion motion)
{
    g_motion = motion;
    Q_EMIT changed();
}

void Theme::setScale(double scale)
{
    setTextScale(scale);
    apply();
}

void Theme::apply()
{
    const bool systemDark = m_system == SystemScheme::NoPreference ? m_platformDark : m_system == SystemScheme::Dark;
    const bool dark = m_scheme == Scheme::System ? systemDark : m_scheme == Scheme::Dark;
    g_tokens = dark ? &darkTokens() : &lightTokens();
    m_application.setFont(font(Type::Body));
    m_application.setPalette(paletteFor(*g_tokens));
    QToolTip::setFont(font(Type::Caption));
    QToolTip::setPalette(paletteFor(*g_tokens));
    Q_EMIT changed();
}

}  // namespace countersign::theme
