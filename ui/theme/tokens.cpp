#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace countersign::theme {

namespace {

Tokens makeLight()
{
    Tokens t;
    t.dark = false;
    t.window = QColor(0xf6f7f9);
    t.rail = QColor(0xfbfbfd);
    t.surface = QColor(0xffffff);
    t.raised = QColor(0xffffff);
    t.hover = QColor(0xf1f3f6);
    t.pressed = QColor(0xe6e9ee);
    t.selected = QColor(0xe6ebf8);
    t.selection = QColor(0xc6d5fa);
    t.line = QColor(0xe1e4ea);
    t.lineControl = QColor(0xc3c8d2);
    t.lineStrong = QColor(0x868d9b);
    t.focus = QColor(0x2f5bd0);
    t.text = QColor(0x191c22);
    t.textMuted = QColor(0x596070);
    t.textDisabled = QColor(0x8b92a0);
    t.textOnFill = QColor(0xffffff);
    t.accentFill = QColor(0x2f5bd0);
    t.accentFillHover = QColor(0x284fb8);
    t.accentFillPressed = QColor(0x2143a0);
    t.dangerFill = QColor(0xb7281f);
    t.dangerFillHover = QColor(0xa0211a);
    t.dangerFillPressed = QColor(0x891b15);
    t.neutral = {QColor(0x4a5160), QColor(0xeceef2)};
    t.accent = {QColor(0x2a53c1), QColor(0xe6ebf8)};
    t.ok = {QColor(0x186a3b), QColor(0xe2f2e8)};
    t.warn = {QColor(0x8a4f00), QColor(0xfbeed8)};
    t.danger = {QColor(0xb0251c), QColor(0xfae4e2)};
    t.shadow = QColor(20, 26, 40, 30);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.window = QColor(0x14171c);
    t.rail = QColor(0x191c22);
    t.surface = QColor(0x1c2027);
    t.raised = QColor(0x242932);
    t.hover = QColor(0x262b34);
    t.pressed = QColor(0x2e343f);
    t.selected = QColor(0x222c42);
    t.selection = QColor(0x344a7c);
    t.line = QColor(0x2d323c);
    t.lineControl = QColor(0x454c59);
    t.lineStrong = QColor(0x6c7585);
    t.focus = QColor(0x7ea4ff);
    t.text = QColor(0xe9ebef);
    t.textMuted = QColor(0xa3abb8);
    t.textDisabled = QColor(0x6f7785);
    t.textOnFill = QColor(0x10141b);
    t.accentFill = QColor(0x7ea4ff);
    t.accentFillHover = QColor(0x95b4ff);
    t.accentFillPressed = QColor(0x6b93f2);
    t.dangerFill = QColor(0xff8f80);
    t.dangerFillHover = QColor(0xffa598);
    t.dangerFillPressed = QColor(0xf07c6d);
    t.neutral = {QColor(0xc0c6d0), QColor(0x2a2f38)};
    t.accent = {QColor(0x8fb0ff), QColor(0x222c42)};
    t.ok = {QColor(0x77d3a3), QColor(0x1b3228)};
    t.warn = {QColor(0xf0bd6a), QColor(0x372b17)};
    t.danger = {QColor(0xff9587), QColor(0x41221f)};
    t.shadow = QColor(0, 0, 0, 110);
    return t;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

const TonePair &Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral: return neutral;
    case Tone::Accent: return accent;
    case Tone::Ok: return ok;
    case Tone::Warn: return warn;
    case Tone::Danger: return danger;
    }
    return neutral;
}

const Tokens &lightTokens()
{
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = makeDark();
    return tokens;
}

double contrastRatio(const QColor &first, const QColor &second)
{
    const auto [low, high] = std::minmax({luminance(first), luminance(second)});
    return (high + 0.05) / (low + 0.05);
}

}  // namespace countersign::theme
