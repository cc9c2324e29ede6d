// One colour for each authority, so that production is never taken for staging. Always shown beside the name.
#pragma once

#include <QColor>

namespace countersign::theme {

inline constexpr int authorityColors = 8;

// The colour of the authority with this index (taken modulo the number of colours) in the theme in force; at least 3:1 on
// every surface (WCAG 1.4.11). Ask at paint time.
[[nodiscard]] QColor authorityColor(int index);

}  // namespace countersign::theme
