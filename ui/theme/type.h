// Type: four sizes, two weights, three faces. Sizes are points, so they follow the desktop's text scale.
#pragma once

#include <QFont>

namespace countersign::theme {

enum class Type { Caption, Body, Title, Headline };  // 10, 11, 12, 17 pt
enum class Weight { Regular, Strong };

// Registers the bundled faces once; thread: GUI. Safe to call again.
void loadFonts();

// Inter, for everything we say ourselves.
[[nodiscard]] QFont font(Type type, Weight weight = Weight::Regular);

// Inter with figures of one width and with l, I and 1 told apart: times, amounts and values from outside.
[[nodiscard]] QFont figures(Type type, Weight weight = Weight::Regular);

// The desktop's fixed font: hashes, canonical text, catalogue text.
[[nodiscard]] QFont monospace(Type type);

// Multiplies all sizes, 0.5 … 3; for a text scale set by hand, on top of the desktop's.
void setTextScale(double scale);
[[nodiscard]] double textScale();

}  // namespace countersign::theme
