#include "ui/theme/ink.h"

#include "ui/theme/theme.h"

namespace countersign::theme {

QColor inkColor(Ink ink)
{
    const Tokens &t = tokens();
    switch (ink) {
    case Ink::Text: return t.text;
    case Ink::Muted: return t.textMuted;
    case Ink::Disabled: return t.textDisabled;
    case Ink::Accent: return t.accent.strong;
    case Ink::Ok: return t.ok.strong;
    case Ink::Warn: return t.warn.strong;
    case Ink::Danger: return t.danger.strong;
    }
    return t.text;
}

Ink inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return Ink::Text;
    case Tone::Accent: return Ink::Accent;
    case Tone::Ok: return Ink::Ok;
    case Tone::Warn: return Ink::Warn;
    case Tone::Danger: return Ink::Danger;
    }
    return Ink::Text;
}

QFont fontOf(const TextStyle &style)
{
    switch (style.face) {
    case Face::Text: return font(style.type, style.weight);
    case Face::Figures: return figures(style.type, style.weight);
    case Face::Monospace: return monospace(style.type);
    }
    return font(style.type, style.weight);
}

}  // namespace countersign::theme
