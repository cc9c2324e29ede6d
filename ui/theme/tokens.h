// Design tokens: every colour, radius, distance and type size of the console. No other folder names a colour
// (tests/architecture/source_rules_test.cpp).
#pragma once

#include <QColor>

namespace countersign::theme {

// What a colour means. Widgets ask for a tone, never for a hue.
enum class Tone { Neutral, Accent, Ok, Warn, Danger };

// The two colours of a tone: `strong` is text, icon or line; `soft` is the surface it may stand on.
struct TonePair {
    QColor strong;
    QColor soft;
};

struct Tokens {
    bool dark = false;

    // Surfaces, from the back to the front.
    QColor window;    // behind everything
    QColor rail;      // the navigation at the side
    QColor surface;   // cards, fields, lists
    QColor raised;    // menus, tool tips, toasts
    QColor hover;     // a surface under the pointer
    QColor pressed;   // a surface being pressed
    QColor selected;  // a chosen row
    QColor selection;  // behind selected text

    // Lines.
    QColor line;        // between and around calm things
    QColor lineControl; // around buttons, which their words identify
    QColor lineStrong;  // around things that take input (WCAG 1.4.11: 3:1 on surface)
    QColor focus;       // focus rings (3:1 on every surface)

    // Text and icons.
    QColor text;
    QColor textMuted;
    QColor textDisabled;  // inactive controls are exempt from 1.4.3; still readable
    QColor textOnFill;    // on a filled button

    // Fills of the one filled button.
    QColor accentFill;
    QColor accentFillHover;
    QColor accentFillPressed;
    QColor dangerFill;
    QColor dangerFillHover;
    QColor dangerFillPressed;

    TonePair neutral;
    TonePair accent;
    TonePair ok;
    TonePair warn;
    TonePair danger;

    QColor shadow;  // translucent; under menus and toasts

    [[nodiscard]] const TonePair &tone(Tone tone) const;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();

// Contrast of two opaque colours as WCAG 2.2 defines it, 1 … 21.
[[nodiscard]] double contrastRatio(const QColor &first, const QColor &second);

namespace radius {
inline constexpr int small = 6;    // buttons, fields, chips' inner marks
inline constexpr int medium = 8;   // banners, list rows, menus
inline constexpr int large = 10;   // cards
}  // namespace radius

namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
inline constexpr int xxl = 32;
}  // namespace space

// Smallest side of anything that can be pressed, in device-independent pixels (WCAG 2.5.8).
inline constexpr int minimumTarget = 24;
inline constexpr int focusWidth = 2;

}  // namespace countersign::theme
