// What a piece of text looks like, by meaning.
#pragma once

#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace countersign::theme {

enum class Ink { Text, Muted, Disabled, Accent, Ok, Warn, Danger };
enum class Face { Text, Figures, Monospace };

struct TextStyle {
    Type type = Type::Body;
    Weight weight = Weight::Regular;
    Face face = Face::Text;
    Ink ink = Ink::Text;
};

[[nodiscard]] QColor inkColor(Ink ink);
[[nodiscard]] Ink inkOf(Tone tone);
[[nodiscard]] QFont fontOf(const TextStyle &style);

// The styles most text uses.
namespace style {
inline constexpr TextStyle headline{Type::Headline, Weight::Strong, Face::Text, Ink::Text};
inline constexpr TextStyle title{Type::Title, Weight::Strong, Face::Text, Ink::Text};
inline constexpr TextStyle body{Type::Body, Weight::Regular, Face::Text, Ink::Text};
inline constexpr TextStyle strong{Type::Body, Weight::Strong, Face::Text, Ink::Text};
inline constexpr TextStyle muted{Type::Body, Weight::Regular, Face::Text, Ink::Muted};
inline constexpr TextStyle caption{Type::Caption, Weight::Regular, Face::Text, Ink::Muted};
inline constexpr TextStyle value{Type::Body, Weight::Regular, Face::Figures, Ink::Text};
inline constexpr TextStyle code{Type::Caption, Weight::Regular, Face::Monospace, Ink::Muted};
}  // namespace style

}  // namespace countersign::theme
